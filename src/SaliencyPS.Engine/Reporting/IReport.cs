namespace SaliencyPS.Reporting;

/// <summary>
/// A report that is being written, in whatever form: it grows under another name and takes its place when complete; one that is
/// given up leaves nothing. The rows of one image follow each other.
/// </summary>
internal interface IReport : IDisposable
{
    /// <summary>Writes a row.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    void Add(DrawnRow row);

    /// <summary>Writes that an image failed, or has not all of its results.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    void Add(FailedImage failed);

    /// <summary>Counts a row that is not shown.</summary>
    void Count(ReportRow row);

    /// <summary>Counts an image that failed and is not shown.</summary>
    void Count(FailedImage failed);

    /// <summary>Ends the report and puts it in its place.</summary>
    /// <exception cref="IOException">It cannot be written, or something is in its place that may not be replaced.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    void Complete();
}
