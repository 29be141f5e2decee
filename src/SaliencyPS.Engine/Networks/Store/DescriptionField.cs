using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using SaliencyPS.Networks.Formats;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks.Store;

/// <summary>One field of a <see cref="NetworkDescription"/>, with typed access and errors that name it.</summary>
/// <param name="value">The JSON value.</param>
/// <param name="element">File and field, for messages.</param>
/// <param name="source">Where it was found, for users: a file's name, or "metadata".</param>
/// <param name="isForeign">True where somebody else's words may mean another thing: then it is passed over where it is not in the
/// form that is read here.</param>
internal sealed class DescriptionField(JsonElement value, string element, string source, bool isForeign)
{
    /// <summary>File and field, for messages.</summary>
    public string Element => element;

    /// <summary>Where it was found, for users: a file's name, or "metadata".</summary>
    public string Source => source;

    /// <summary>True where it is passed over if it is not in the form that is read here; otherwise that is an error.</summary>
    public bool IsForeign => isForeign;

    /// <summary>True where it is the part of the resized image that is cut out, in place of a length in pixels.</summary>
    public bool IsShare { get; init; }

    /// <summary>True for a list.</summary>
    public bool IsArray => value.ValueKind == JsonValueKind.Array;

    /// <summary>The value that a text stands for where all values are text: JSON, or a bare word.</summary>
    public static JsonElement Parse(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.Clone();
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(text, TextContext.Default.String);
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

    /// <summary>A list of integers, of any length.</summary>
    public long[] Integers() => IsArray
        && value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.Number && v.TryGetInt64(out _))
        ? [.. value.EnumerateArray().Select(v => v.GetInt64())]
        : throw Fault("an array of integers");

    /// <summary>
    /// A list of exactly <paramref name="count"/> finite numbers, all above 0 if they must be positive; or one that counts for
    /// all.
    /// </summary>
    public ImmutableArray<float> Singles(int count, bool positive = false)
    {
        JsonElement[] numbers = IsArray ? [.. value.EnumerateArray()] : [.. Enumerable.Repeat(value, count)];
        return numbers.Length == count && numbers.All(v =>
            v.ValueKind == JsonValueKind.Number && float.IsFinite(v.GetSingle()) && (!positive || v.GetSingle() > 0))
            ? [.. numbers.Select(v => v.GetSingle())]
            : throw Fault($"an array of {count} {(positive ? "positive " : "")}numbers, one per channel");
    }

    /// <summary>Two lengths in pixels, height first; or one that counts for both.</summary>
    public (int Height, int Width) Lengths(int maximum)
    {
        int[] lengths = IsArray ? [.. value.EnumerateArray().Select(Length)] : [Length(value), Length(value)];
        return lengths is [var height, var width] ? (height, width) : throw Fault();

        int Length(JsonElement side) => side.ValueKind == JsonValueKind.Number && side.TryGetInt32(out var length)
            && length >= 1 && length <= maximum ? length : throw Fault();

        NetworkFormatException Fault() => this.Fault($"an integer from 1 to {maximum}, or height and width in an array");
    }

    /// <summary>A number from <paramref name="minimum"/> to <paramref name="maximum"/>.</summary>
    public double Real(double minimum, double maximum) => value.ValueKind == JsonValueKind.Number
        && value.GetDouble() is var number && number >= minimum && number <= maximum
        ? number
        : throw Fault(string.Create(CultureInfo.InvariantCulture, $"a number from {minimum} to {maximum}"));

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
        var text = value.Raw();
        return new("The value is wrong.", element, expected, text.Length <= 80 ? text : text[..80] + "…");
    }
}
