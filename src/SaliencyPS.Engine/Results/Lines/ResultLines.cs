using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SaliencyPS.Results.Lines;

/// <summary>Results as JSON: property names in camelCase, numbers exact and the same under every culture.</summary>
internal static class ResultLines
{
    // Names in any script stay readable: the result goes to programs, not into HTML.
    private static readonly ResultLinesContext Context = new(new JsonSerializerOptions(ResultLinesContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>What computes boxes, maps and scores, and judges them, as results tell it.</summary>
    public const string Boxes = "box", Maps = "map", Scores = "score", Evaluations = "evaluate";

    /// <summary>The names of the properties of results.</summary>
    /// <param name="command">What computed them.</param>
    public static IReadOnlyList<string> Names(string command) =>
        [.. TypeOf(command).Properties.Select(property => property.Name)];

    /// <summary>Why an object is no result, to follow its name in a sentence; null where it is one.</summary>
    /// <param name="command">What computed it.</param>
    /// <param name="path">The image that it is of.</param>
    /// <param name="row">The object.</param>
    /// <exception cref="InvalidOperationException">A text in it is not Unicode.</exception>
    public static string? FaultOf(string command, string path, JsonElement row)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in row.EnumerateObject().Select(property => (property.Name, property.Value)))
        {
            if (name.Length == 0 || !names.Add(name)) return $"has the name '{name}' twice, or one that is empty.";
            _ = value.ValueKind is JsonValueKind.String ? value.GetString() : value.GetRawText();
        }

        foreach (var property in TypeOf(command).Properties)
            if (Expected(property) is { } expected)
            {
                if (!row.TryGetProperty(property.Name, out var value)) return $"has no '{property.Name}'.";
                if (!expected.Fits(value)) return $"has a '{property.Name}' that is not {expected.What}.";
            }

        return row.GetProperty("path").ValueEquals(path) ? null : "is of another image than its line.";
    }

    private static JsonTypeInfo TypeOf(string command) => command switch
    {
        Boxes => Context.BoxLine,
        Maps => Context.MapLine,
        Scores => Context.ScoreLine,
        Evaluations => Context.EvaluationLine,
        _ => throw new ArgumentException($"There are no results of '{command}'.", nameof(command)),
    };

    // What must be there; all else may be null.
    private static (string What, Predicate<JsonElement> Fits)? Expected(JsonPropertyInfo property) =>
        property.PropertyType == typeof(int)
            ? ("a whole number of at least 0", value => IsNumber(value) && value.TryGetInt32(out var whole) && whole >= 0)
        : property.PropertyType == typeof(double) || property.PropertyType == typeof(float)
            ? ("a finite number", value => IsNumber(value) && double.IsFinite(value.GetDouble()))
        : property.PropertyType == typeof(string) && !property.IsGetNullable
            ? ("a text", value => value.ValueKind == JsonValueKind.String)
        : null;

    private static bool IsNumber(JsonElement value) => value.ValueKind == JsonValueKind.Number;

    /// <summary>A number that JSON can write; null where it is not a number.</summary>
    public static double? Number(double value) => double.IsNaN(value) ? null : value;

    /// <summary>Reads a result again, and how it was made.</summary>
    /// <param name="row">The object.</param>
    /// <exception cref="JsonException">It is no result.</exception>
    public static (KeptRow Row, MapSettings Made) Read(ReadOnlySpan<byte> row) =>
        JsonSerializer.Deserialize(row, Context.KeptRow) is { Label: not null } read
            && JsonSerializer.Deserialize(row, Context.MapSettings) is { Network: not null } made ? (read, made)
            : throw new JsonException("It has no label or no network.");

    /// <summary>Reads again what was judged.</summary>
    /// <param name="row">The object.</param>
    /// <exception cref="JsonException">It is no such result.</exception>
    public static KeptEvaluation ReadEvaluation(ReadOnlySpan<byte> row) =>
        JsonSerializer.Deserialize(row, Context.KeptEvaluation) is { Label: not null, Judged.TrueClass: not null } read ? read
            : throw new JsonException("It has no label or no judgement.");

    /// <summary>Writes a result as an object.</summary>
    public static void Write<T>(Utf8JsonWriter writer, T line) =>
        JsonSerializer.Serialize(writer, line, (JsonTypeInfo<T>)Context.GetTypeInfo(typeof(T))!);
}
