namespace SaliencyPS.Results.Merged;

/// <summary>How merged results are written.</summary>
internal enum MergeFormat
{
    /// <summary>An object in JSON on each line.</summary>
    JsonLines,

    /// <summary>Comma-separated values.</summary>
    Csv,

    /// <summary>COCO's results: boxes and masks.</summary>
    Coco,
}
