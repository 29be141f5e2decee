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
    public static IReadOnlyList<string> Names(string command)
    {
        JsonTypeInfo type = command switch
        {
            Boxes => Context.BoxLine,
            Maps => Context.MapLine,
            Scores => Context.ScoreLine,
            Evaluations => Context.EvaluationLine,
            _ => throw new ArgumentException($"There are no results of '{command}'.", nameof(command)),
        };
        return [.. type.Properties.Select(property => property.Name)];
    }

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
