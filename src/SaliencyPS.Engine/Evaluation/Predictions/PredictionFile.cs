using System.Text.Json;
using SaliencyPS.Evaluation.Figures;
using SaliencyPS.Evaluation.GroundTruth;
using SaliencyPS.Files;
using SaliencyPS.Runs;

namespace SaliencyPS.Evaluation.Predictions;

/// <summary>Reads back what anybody predicted, recognised by its content: boxes in a file, or maps in a folder.</summary>
internal static class PredictionFile
{
    // By which MergedCsv keeps spreadsheets from computing a text.
    private const string Computed = "=+-@\t\r";

    /// <summary>
    /// Reads CSV with a line of column names, JSON Lines as 'saliency box --json' and 'saliency merge' write them, COCO's results
    /// (a list of objects with image_id, category_id, bbox and score), or a folder of maps (<see cref="MapFolder"/>), one after
    /// the other. docs/evaluation.md says what is read of each.
    /// </summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="truth">What is true of the images, by which numbers of images and categories are understood.</param>
    /// <param name="sizeOf">The size of an image that <paramref name="truth"/> does not state; null where nobody knows.</param>
    /// <exception cref="IOException">It is not there, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="GroundTruthException">The content is not as described.</exception>
    public static IEnumerable<PredictedResult> Read(string path, GroundTruthSet truth,
        Func<GroundTruthImage, (int Width, int Height)?> sizeOf)
    {
        if (Directory.Exists(path)) return new MapFolder(path, truth, sizeOf).Read();
        using var stream = PlainFile.Open(path);
        using var reader = new StreamReader(stream);
        while (char.IsWhiteSpace((char)Math.Max(0, reader.Peek()))) reader.Read();
        var boxes = reader.Peek() switch
        {
            '[' => CocoResults.Read(path, truth),
            '{' => ReadLines(path),
            _ => ReadTable(path),
        };
        return boxes.Select(box => new PredictedResult(box.Path, new LocalizationEvidence(box)));
    }

    /// <summary>The objects of a file of JSON Lines, and their lines from 1.</summary>
    /// <exception cref="GroundTruthException">A line is no object.</exception>
    public static IEnumerable<(int Line, JsonElement Object)> ReadObjects(string file)
    {
        using var stream = PlainFile.Open(file, bufferSize: 0);
        var lines = new LineReader(stream);
        for (var n = 1; TryRead(lines, file, n, out var line); n++)
            if (line is { } one) yield return (n, one);
    }

    private static bool TryRead(LineReader lines, string file, int number, out JsonElement? line)
    {
        line = null;
        if (!lines.TryRead(out var text) && (text = lines.ReadRest()).IsEmpty) return false;
        if (text.IndexOfAnyExcept(" \t\r"u8) < 0) return true;
        try
        {
            var json = new Utf8JsonReader(text);
            line = JsonElement.ParseValue(ref json);
            if (line is { ValueKind: JsonValueKind.Object }) return true;
        }
        catch (JsonException e)
        {
            throw new GroundTruthException(file, number, null, $"it is not valid JSON: {e.Message}");
        }

        throw new GroundTruthException(file, number, null, "expected an object of JSON on each line.");
    }

    private static IEnumerable<ObjectBox> ReadLines(string file)
    {
        foreach (var (line, row) in ReadObjects(file))
        {
            var values = row.EnumerateObject().ToDictionary(one => one.Name, one => one.Value, StringComparer.OrdinalIgnoreCase);
            string? Value(string name) => values.TryGetValue(name, out var value) ? Text(value) : null;
            if (!BoxRow.IsFailure(Value)) yield return Box(Value, values.Keys, file, line);
        }

        static string Text(JsonElement value) => value.ValueKind == JsonValueKind.Null ? "" : value.ToString();
    }

    private static IEnumerable<ObjectBox> ReadTable(string file)
    {
        using var text = new StreamReader(PlainFile.Open(file));
        var csv = new CsvReader(text, file);
        var header = csv.Next() ?? throw new GroundTruthException(file, 1, null,
            "the file is empty; its first line should name the columns.");
        var table = new CsvTable(file, csv, header);
        var columns = header.Select((name, at) => (Name: name.Trim(), At: at))
            .ToLookup(column => column.Name, column => column.At, StringComparer.OrdinalIgnoreCase);
        while (table.Next() is { } row)
        {
            string? Value(string name) => columns[name].Any() ? Plain(row[columns[name].First()]) : null;
            if (!BoxRow.IsFailure(Value)) yield return Box(Value, header, file, csv.Line);
        }

        static string Plain(string field) => field is ['\'', var next, ..] && Computed.Contains(next)
            && !CsvTable.TryNumber(field[1..], out _) ? field[1..] : field;
    }

    private static ObjectBox Box(Func<string, string?> value, IEnumerable<string> columns, string file, int line)
    {
        try
        {
            return BoxRow.Read(value, columns);
        }
        catch (FormatException e)
        {
            throw new GroundTruthException(file, line, null, e.Message);
        }
    }
}
