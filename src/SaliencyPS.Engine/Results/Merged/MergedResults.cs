using SaliencyPS.Results.Lines;
using SaliencyPS.Runs;

namespace SaliencyPS.Results.Merged;

/// <summary>Chooses what writes merged results.</summary>
internal static class MergedResults
{
    /// <summary>The format that a file's name stands for: CSV where it ends in .csv, COCO's where in .json, otherwise JSON
    /// Lines.</summary>
    public static MergeFormat FormatOf(string? file) => Path.GetExtension(file)?.ToLowerInvariant() switch
    {
        ".csv" => MergeFormat.Csv,
        ".json" => MergeFormat.Coco,
        _ => MergeFormat.JsonLines,
    };

    /// <summary>What writes results.</summary>
    /// <param name="format">The format.</param>
    /// <param name="header">What they are.</param>
    /// <param name="output">Where the bytes go.</param>
    /// <exception cref="ArgumentException">The format has no such results.</exception>
    public static IMergedResults Create(MergeFormat format, RunHeader header, Stream output) => format switch
    {
        MergeFormat.JsonLines => new MergedJsonLines(output),
        MergeFormat.Csv => new MergedCsv(output, ResultLines.Names(header.Command)),
        MergeFormat.Coco when header.Command == ResultLines.Boxes => new MergedCoco(output),
        MergeFormat.Coco => throw new ArgumentException($"COCO's form is for boxes; these are the results of "
            + $"'{header.Command}'."),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Unknown format."),
    };
}
