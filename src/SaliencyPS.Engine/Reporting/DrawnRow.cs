namespace SaliencyPS.Reporting;

/// <summary>A row with its images, ready to be written. Making one is the work; it can be done on any thread.</summary>
internal sealed class DrawnRow
{
    /// <summary>Draws a row's result.</summary>
    /// <param name="row">The row.</param>
    /// <param name="image">Its image, shared by all rows of one image; null where there is none any more.</param>
    public DrawnRow(ReportRow row, ReportImage? image) => (Row, Image, Result) = (row, image, image?.Draw(row));

    /// <summary>The row.</summary>
    public ReportRow Row { get; }

    /// <summary>The row's image in the size of the report; null where there is none any more.</summary>
    internal ReportImage? Image { get; }

    /// <summary>The image with the result drawn over it.</summary>
    internal DataUri? Result { get; }
}
