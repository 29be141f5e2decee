using System.Text.Json;
using SaliencyPS.Results.Lines;
using SaliencyPS.Runs;

namespace SaliencyPS.Results.Merged;

/// <summary>Hands results on that are as they are written here; parts may come from elsewhere.</summary>
/// <param name="command">What computed them.</param>
/// <param name="output">Takes them.</param>
internal sealed class CheckedRows(string command, IMergedResults output) : IMergedResults
{
    /// <inheritdoc/>
    public void Add(ImageRecord record, ReadOnlySpan<byte> line)
    {
        var number = 0;
        foreach (var row in new RowReader(line[record.Rows]))
        {
            number++;
            if (FaultOf(record.Key, row) is { } fault) throw new RowException($"its result {number} {fault}");
        }

        output.Add(record, line);
    }

    /// <inheritdoc/>
    public void Complete() => output.Complete();

    private string? FaultOf(string path, ReadOnlySpan<byte> row)
    {
        var reader = new Utf8JsonReader(row);
        try
        {
            return ResultLines.FaultOf(command, path, JsonElement.ParseValue(ref reader));
        }
        catch (InvalidOperationException)
        {
            return "has a text that is not Unicode.";
        }
    }
}
