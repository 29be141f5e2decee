using System.Text;
using System.Text.Json;
using SaliencyPS.Runs;

namespace SaliencyPS.Results.Merged;

/// <summary>
/// Results as comma-separated values with a line of names, as RFC 4180 has it; the last column is the error of an image that
/// failed. Numbers are written as in JSON, whatever the culture. Text that a spreadsheet would compute is kept from that by an
/// apostrophe before it.
/// </summary>
internal sealed class MergedCsv : IMergedResults
{
    private const string Computed = "=+-@\t\r", Error = "error", Path = "path";

    private readonly StreamWriter _output;
    private readonly IReadOnlyList<string> _columns;

    /// <summary>Writes the names.</summary>
    /// <param name="output">Where the bytes go.</param>
    /// <param name="columns">The names of the results' properties.</param>
    public MergedCsv(Stream output, IReadOnlyList<string> columns)
    {
        (_output, _columns) = (new(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\r\n" }, columns);
        _output.WriteLine(string.Join(',', columns.Append(Error)));
    }

    /// <inheritdoc/>
    public void Add(ImageRecord record, ReadOnlySpan<byte> line)
    {
        foreach (var row in new RowReader(line[record.Rows]))
        {
            var reader = new Utf8JsonReader(row);
            var values = JsonElement.ParseValue(ref reader);
            Write(name => values.TryGetProperty(name, out var value) ? Text(value) : "");
        }

        if (record.Error is not null)
            Write(name => name switch { Path => Quote(record.Key), Error => Quote(record.Error), _ => "" });
    }

    /// <inheritdoc/>
    public void Complete() => _output.Flush();

    private void Write(Func<string, string> value) => _output.WriteLine(string.Join(',', _columns.Append(Error).Select(value)));

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.String => Quote(value.GetString()!),
        JsonValueKind.Object or JsonValueKind.Array => Quote(value.GetRawText()),
        _ => value.GetRawText(),
    };

    private static string Quote(string text)
    {
        if (text.Length > 0 && Computed.Contains(text[0])) text = $"'{text}";
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"")}\"";
    }
}
