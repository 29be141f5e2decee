using System.Text.Encodings.Web;
using System.Text.Json;
using SaliencyPS.Runs;

namespace SaliencyPS.Results.Merged;

/// <summary>
/// Results as JSON Lines: an object for each, as it was written, and for an image that failed, or has not all of its results, one
/// with its path and the error.
/// </summary>
/// <param name="output">Where the bytes go.</param>
internal sealed class MergedJsonLines(Stream output) : IMergedResults
{
    private static readonly JsonWriterOptions Form = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc/>
    public void Add(ImageRecord record, ReadOnlySpan<byte> line)
    {
        foreach (var row in new RowReader(line[record.Rows]))
        {
            output.Write(row);
            output.WriteByte((byte)'\n');
        }

        if (record.Error is null) return;
        using (var writer = new Utf8JsonWriter(output, Form))
        {
            writer.WriteStartObject();
            writer.WriteString("path", record.Key);
            writer.WriteString("error", record.Error);
            writer.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
    }

    /// <inheritdoc/>
    public void Complete() => output.Flush();
}
