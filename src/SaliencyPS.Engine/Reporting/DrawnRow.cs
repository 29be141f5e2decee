namespace SaliencyPS.Reporting;

/// <summary>A row with its pictures, ready to be written. Making one is the work; it can be done on any thread.</summary>
internal sealed class DrawnRow
{
    /// <summary>Draws a row's result.</summary>
    /// <param name="row">The row.</param>
    /// <param name="picture">Its picture, shared by all rows of one picture; null where there is none any more.</param>
    public DrawnRow(ReportRow row, ReportPicture? picture) => (Row, Picture, Result) = (row, picture, picture?.Draw(row));

    /// <summary>The row.</summary>
    public ReportRow Row { get; }

    /// <summary>The row's picture in the size of the report; null where there is none any more.</summary>
    internal ReportPicture? Picture { get; }

    /// <summary>The picture with the result drawn over it.</summary>
    internal DataUri? Result { get; }
}
