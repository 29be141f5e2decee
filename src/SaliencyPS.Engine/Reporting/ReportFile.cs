using System.Text;
using SaliencyPS.Files;

namespace SaliencyPS.Reporting;

/// <summary>
/// A report on its way into a file. It grows beside the file under another name and takes its place when complete;
/// one that is given up leaves nothing.
/// </summary>
internal sealed class ReportFile : IReport
{
    private readonly WholeFile _file;
    private readonly StreamWriter _writer;
    private readonly HtmlReport _report;

    /// <summary>Begins the file.</summary>
    /// <param name="path">The file, in full.</param>
    /// <param name="options">Heading and looks.</param>
    /// <param name="replace">Whether to replace a file that is there when the report is complete.</param>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public ReportFile(string path, ReportOptions options, bool replace = true)
    {
        _file = new WholeFile(path, replace);
        _writer = new StreamWriter(_file.Content, new UTF8Encoding(false));
        try
        {
            _report = new HtmlReport(_writer, options);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Add(DrawnRow row) => _report.Add(row);

    /// <inheritdoc/>
    public void Add(FailedImage failed) => _report.Add(failed);

    /// <inheritdoc/>
    public void Count(ReportRow row) => _report.Count(row);

    /// <inheritdoc/>
    public void Count(FailedImage failed) => _report.Count(failed);

    /// <inheritdoc/>
    public void Complete()
    {
        _report.Complete();
        _writer.Dispose();
        _file.Complete();
    }

    /// <summary>Removes what is not complete.</summary>
    public void Dispose()
    {
        try
        {
            _writer.Dispose();
        }
        finally
        {
            _file.Dispose();
        }
    }
}
