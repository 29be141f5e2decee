using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using SaliencyPS.Runs;

namespace SaliencyPS.Results.Merged;

/// <summary>
/// Boxes as COCO's result files have them: a list of objects with image_id, category_id, bbox, score and, if there are masks,
/// segmentation. The id of an image is the number that its file is called, as COCO's are, or its path; that of a category the
/// index of the class. Images that failed have no results there.
/// </summary>
internal sealed class MergedCoco : IMergedResults
{
    private readonly Utf8JsonWriter _writer;
    private readonly Dictionary<long, string> _numbers = [];

    /// <summary>Begins the list.</summary>
    /// <param name="output">Where the bytes go.</param>
    public MergedCoco(Stream output)
    {
        _writer = new(output, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        _writer.WriteStartArray();
    }

    /// <inheritdoc/>
    public void Add(ImageRecord record, ReadOnlySpan<byte> line)
    {
        long? number = long.TryParse(Path.GetFileNameWithoutExtension(record.Key), NumberStyles.None,
            CultureInfo.InvariantCulture, out var id) ? id : null;
        if (number is { } taken && !_numbers.TryAdd(taken, record.Key))
            throw new MergeException($"'{_numbers[taken]}' and '{record.Key}' would both be image {taken}, which is what COCO's "
                + "form calls a file that is named by a number; take another form, or rename one.", []);
        foreach (var row in new RowReader(line[record.Rows]))
        {
            var reader = new Utf8JsonReader(row);
            var box = JsonElement.ParseValue(ref reader);
            _writer.WriteStartObject();
            if (number is { } known) _writer.WriteNumber("image_id", known);
            else _writer.WriteString("image_id", record.Key);
            _writer.WriteNumber("category_id", box.GetProperty("classIndex").GetInt32());
            _writer.WriteStartArray("bbox");
            foreach (var name in (string[])["x", "y", "width",
                "height"]) _writer.WriteNumberValue(box.GetProperty(name).GetInt32());
            _writer.WriteEndArray();
            // A network without probabilities has scores only.
            var isSure = box.TryGetProperty("probability", out var score) && score.ValueKind == JsonValueKind.Number
                && double.IsFinite(score.GetDouble());
            if (!isSure) score = box.GetProperty("score");
            _writer.WriteNumber("score", score.GetDouble());
            if (box.TryGetProperty("segmentation", out var mask))
            {
                _writer.WritePropertyName("segmentation");
                mask.WriteTo(_writer);
            }

            _writer.WriteEndObject();
        }

        _writer.Flush();
    }

    /// <inheritdoc/>
    public void Complete()
    {
        _writer.WriteEndArray();
        _writer.Flush();
    }
}
