using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks.Store;

/// <summary>One field of a <see cref="NetworkDescription"/>, with typed access and errors that name it.</summary>
/// <param name="value">The JSON value.</param>
/// <param name="element">File and field, for messages.</param>
internal sealed class DescriptionField(JsonElement value, string element)
{
    /// <summary>File and field, for messages.</summary>
    public string Element => element;

    /// <summary>True for a list.</summary>
    public bool IsArray => value.ValueKind == JsonValueKind.Array;

    /// <summary>A field of metadata, where all values are text: JSON, or a bare word.</summary>
    public static DescriptionField FromText(string text, string element)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return new DescriptionField(json.RootElement.Clone(), element);
        }
        catch (JsonException)
        {
            return new DescriptionField(JsonSerializer.SerializeToElement(text), element);
        }
    }

    /// <summary>Text.</summary>
    public string Text() => TextOf(value);

    /// <summary>A list of texts.</summary>
    public string[] Texts() => [.. value.EnumerateArray().Select(TextOf)];

    /// <summary>One of these words, in any case; spelled as in <paramref name="choices"/>.</summary>
    public string Choice(params string[] choices) =>
        Array.Find(choices, c => c.Equals(Text(), StringComparison.OrdinalIgnoreCase))
            ?? throw Fault(string.Join(" or ", choices.Select(c => $"\"{c}\"")));

    /// <summary>An integer from <paramref name="minimum"/> to <paramref name="maximum"/>.</summary>
    public int Integer(int minimum, int maximum) => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
        && number >= minimum && number <= maximum
        ? number
        : throw Fault($"an integer from {minimum} to {maximum}");

    /// <summary>A list of integers, of any length.</summary>
    public long[] Integers() => IsArray
        && value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.Number && v.TryGetInt64(out _))
        ? [.. value.EnumerateArray().Select(v => v.GetInt64())]
        : throw Fault("an array of integers");

    /// <summary>A list of exactly <paramref name="count"/> finite numbers, all above 0 if they must be positive.</summary>
    public ImmutableArray<float> Singles(int count, bool positive = false) =>
        IsArray && value.GetArrayLength() == count && value.EnumerateArray().All(v =>
            v.ValueKind == JsonValueKind.Number && float.IsFinite(v.GetSingle()) && (!positive || v.GetSingle() > 0))
            ? [.. value.EnumerateArray().Select(v => v.GetSingle())]
            : throw Fault($"an array of {count} {(positive ? "positive " : "")}numbers, one per channel");

    /// <summary>A positive number, or a quotient of two as text: "1/255".</summary>
    public float Ratio()
    {
        double[] parts = value.ValueKind == JsonValueKind.Number ? [value.GetDouble()]
            : [.. TextOf(value).Split('/').Select(Number)];
        var ratio = (float)(parts.Length == 1 ? parts[0] : parts.Length == 2 ? parts[0] / parts[1] : double.NaN);
        return float.IsFinite(ratio) && ratio > 0 ? ratio : throw Fault("a positive number or a quotient such as \"1/255\"");
    }

    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;

    // A bare word of metadata may look like a number.
    private string TextOf(JsonElement text)
    {
        try
        {
            if (text.ValueKind == JsonValueKind.Number) return text.GetRawText();
            return text.ValueKind == JsonValueKind.String ? text.GetString()! : throw Fault("text");
        }
        catch (InvalidOperationException)
        {
            throw Fault("text in Unicode");
        }
    }

    private NetworkFormatException Fault(string expected)
    {
        var text = value.GetRawText();
        return new("The value is wrong.", element, expected, text.Length <= 80 ? text : text[..80] + "…");
    }
}
