using System.Globalization;
using System.Text.RegularExpressions;
using SaliencyPS.Reporting;
using Xunit;

namespace SaliencyPS.Tests.Reporting;

/// <summary>Colors of the report, in light and in dark, after the Web Content Accessibility Guidelines 2.2, level AA.</summary>
public sealed partial class ReportContrastTests
{
    private const double Text = 4.5, Graphics = 3; // success criteria 1.4.3 and 1.4.11

    private static readonly string Style = new ReportAssets().Style.Text;

    [Theory, InlineData(false), InlineData(true)]
    public void Contrast_is_high_enough_in_both_themes(bool dark)
    {
        var colors = Colors(Style[..Style.IndexOf('}')]);
        if (dark)
        {
            var start = Style.IndexOf("prefers-color-scheme: dark", StringComparison.Ordinal);
            foreach (var (name, value) in Colors(Style[start..Style.IndexOf('}', start)])) colors[name] = value;
        }

        // Names, numbers and buttons; small print; arrows of sorted columns.
        foreach (var text in (string[])["text", "muted", "accent"]) Check(text, "page", Text);
        Check("text", "raised", Text);
        // The frame of buttons and of the filter; bars; the ring around what has the focus.
        Check("muted", "raised", Graphics);
        Check("accent", "line", Graphics);

        void Check(string front, string behind, double least)
        {
            var contrast = Contrast(colors[front], colors[behind]);
            Assert.True(contrast >= least,
                $"{front} {colors[front]} on {behind} {colors[behind]}: {contrast:F2}:1, less than {least}:1.");
        }
    }

    [Fact]
    // whose examples are 21:1 for black on white, and #767676 as the lightest gray that passes on white
    public void Contrast_is_that_of_the_guidelines()
    {
        Assert.Equal(21, Contrast("#000000", "#ffffff"), 1e-9);
        Assert.Equal(1, Contrast("#123456", "#123456"), 1e-9);
        Assert.InRange(Contrast("#767676", "#ffffff"), 4.5, 4.6);
        Assert.InRange(Contrast("#777777", "#ffffff"), 4.4, 4.5);
    }

    private static Dictionary<string, string> Colors(string block) =>
        Color().Matches(block).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string color)
    {
        return 0.2126 * Linear(1) + 0.7152 * Linear(3) + 0.0722 * Linear(5);

        double Linear(int start)
        {
            var level = int.Parse(color.AsSpan(start, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return level <= 0.04045 ? level / 12.92 : Math.Pow((level + 0.055) / 1.055, 2.4);
        }
    }

    [GeneratedRegex("--([a-z]+): (#[0-9a-f]{6});")]
    private static partial Regex Color();
}
