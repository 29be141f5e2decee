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

    /// <summary>Writes the results of all shards.</summary>
    /// <param name="merge">The shards.</param>
    /// <param name="format">The format.</param>
    /// <param name="stream">Where the bytes go; it is left open.</param>
    /// <param name="token">Stops it.</param>
    /// <exception cref="ArgumentException">The format has no such results.</exception>
    /// <exception cref="MergeException">A result is not as results are.</exception>
    /// <exception cref="IOException">A part cannot be read, or the stream not be written.</exception>
    public static void Write(ResultMerge merge, MergeFormat format, Stream stream, CancellationToken token = default)
    {
        var output = new BufferedStream(stream, 1 << 16); // which is not to close the other
        Write(merge, Create(format, merge.Header, output), token);
        output.Flush();
    }

    /// <summary>Hands the results of all shards over.</summary>
    /// <param name="merge">The shards.</param>
    /// <param name="output">Takes them.</param>
    /// <param name="token">Stops it.</param>
    /// <exception cref="MergeException">A result is not as results are.</exception>
    /// <exception cref="IOException">A part cannot be read.</exception>
    public static void Write(ResultMerge merge, IMergedResults output, CancellationToken token) =>
        merge.Write(new CheckedRows(merge.Header.Command, output), token);

    private static IMergedResults Create(MergeFormat format, RunHeader header, Stream output) => format switch
    {
        MergeFormat.JsonLines => new MergedJsonLines(output),
        MergeFormat.Csv => new MergedCsv(output, ResultLines.Names(header.Command)),
        MergeFormat.Coco when header.Command == ResultLines.Boxes => new MergedCoco(output),
        MergeFormat.Coco => throw new ArgumentException($"COCO's form is for boxes; these are the results of "
            + $"'{header.Command}'."),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Unknown format."),
    };
}
