using System.Globalization;
using System.Text;

namespace SaliencyPS.Reporting;

/// <summary>
/// A piece of HTML. It is made of a template whose arguments are all encoded, but for those that are HTML themselves: names of
/// files and classes come from elsewhere, and none can be forgotten.
/// </summary>
/// <param name="Text">The markup.</param>
internal readonly record struct Html(string Text)
{
    private static readonly Encoder Arguments = new();

    private static readonly Html BarStart =
        new("""<svg class="bar" viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">""");

    /// <summary>Nothing.</summary>
    public static Html Empty { get; } = new("");

    /// <summary>Fills in a template; numbers are written the same under every culture.</summary>
    public static Html Of(FormattableString template) => new(template.ToString(Arguments));

    /// <summary>Pieces one after the other.</summary>
    public static Html Join(IEnumerable<Html> pieces) => new(string.Concat(pieces.Select(piece => piece.Text)));

    /// <summary>A bar of so much of its whole length, 0 … 1, for the eye only: the number is beside it.</summary>
    public static Html Bar(double share) =>
        Of($"{BarStart}<rect width=\"{share:0.0000}\" height=\"1\"/></svg>");

    // Characters that HTML does not allow even when encoded become U+FFFD, as do halves of surrogate pairs.
    private static string Encode(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '<' => result.Append("&lt;"),
                '>' => result.Append("&gt;"),
                '&' => result.Append("&amp;"),
                '"' => result.Append("&quot;"),
                '\'' => result.Append("&#39;"),
                _ => result.Append((IsAllowed(rune) ? rune : Rune.ReplacementChar).ToString()),
            };
        }

        return result.ToString();
    }

    private static bool IsAllowed(Rune rune) => !Rune.IsControl(rune) && (rune.Value & 0xFFFE) != 0xFFFE;

    private sealed class Encoder : IFormatProvider, ICustomFormatter
    {
        public object? GetFormat(Type? type) => type == typeof(ICustomFormatter) ? this : null;

        public string Format(string? format, object? argument, IFormatProvider? provider) => argument switch
        {
            Html html => html.Text ?? "", // none of which is nothing
            IFormattable number => Encode(number.ToString(format, CultureInfo.InvariantCulture)),
            _ => Encode(argument?.ToString() ?? ""),
        };
    }
}
