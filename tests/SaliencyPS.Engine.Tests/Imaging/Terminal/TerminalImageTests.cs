using System.Text.RegularExpressions;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Resizing;
using SaliencyPS.Imaging.Terminal;
using Xunit;

namespace SaliencyPS.Tests.Imaging.Terminal;

public sealed partial class TerminalImageTests
{
    [Fact]
    public void Blocks_set_colors_only_where_they_change() => Assert.Equal(
        "\e[38;2;1;2;3m\e[48;2;4;5;6m▀▀\e[38;2;7;8;9m▀\e[0m",
        TerminalImage.Draw(
            new RgbImage(3, 2, [1, 2, 3, 1, 2, 3, 7, 8, 9, 4, 5, 6, 4, 5, 6, 4, 5, 6]), TerminalForm.Blocks, 80));

    [Theory]
    [InlineData(100, 50, 40, 40, 10), InlineData(100, 50, 400, 100, 25)]
    [InlineData(30, 90, 20, 20, 30), InlineData(500, 1, 9, 9, 1)]
    public void Blocks_and_shades_fit_the_width_with_characters_twice_as_high_as_wide(
        int width, int height, int columns, int expectedColumns, int expectedLines)
    {
        var image = new RgbImage(width, height);
        image.Pixels.AsSpan().Fill(200);
        foreach (var form in new[] { TerminalForm.Blocks, TerminalForm.Text })
        {
            var lines = Escapes().Replace(TerminalImage.Draw(image, form, columns), "").Split('\n');
            Assert.Equal(expectedLines, lines.Length);
            Assert.All(lines, line => Assert.Equal(expectedColumns, line.Length));
        }
    }

    [Fact]
    public void Shades_go_from_a_blank_to_the_densest()
    {
        var ramp = new RgbImage(10, 1, [.. Enumerable.Range(0, 30).Select(i => (byte)(i / 3 * 255 / 9))]);
        Assert.Equal(" .:-=+*#%@", TerminalImage.Draw(ramp, TerminalForm.Text, 10));
        Assert.Equal("", TerminalImage.Draw(new RgbImage(10, 1), TerminalForm.Text, 10)); // no blanks at the end
    }

    [Fact]
    public void A_sixel_image_is_as_the_protocol_says() => Assert.Equal(
        "\ePq\"1;1;5;7#0;2;0;0;0#1;2;100;100;100#0!5~$-#1!5@$-\e\\",
        TerminalImage.Draw(new RgbImage(5, 7, [.. new byte[90], .. Enumerable.Repeat((byte)255, 15)]), TerminalForm.Sixel, 80));

    [Theory, InlineData(37, 20, 80), InlineData(200, 60, 11)]
    public void Sixels_decode_to_nearly_the_same_image(int width, int height, int columns)
    {
        var image = new RgbImage(width, height);
        for (var i = 0; i < image.Pixels.Length; i++)
        {
            var (x, y) = (i / 3 % width, i / 3 / width);
            image.Pixels[i] = (byte)((i % 3) switch { 0 => x * 255 / width, 1 => y * 255 / height, _ => 128 });
        }

        var drawn = Decode(TerminalImage.Draw(image, TerminalForm.Sixel, columns));
        var expected = Resampler.Bilinear(image, Math.Min(columns * 10, width), height * Math.Min(columns * 10, width) / width);
        Assert.InRange(Fixtures.MaximumDifference(expected, drawn), 0, 24);
    }

    [Fact]
    public void A_palette_of_few_colors_is_exact()
    {
        byte[] colors = [250, 3, 7, 0, 100, 200, 255, 255, 255];
        var image = new RgbImage(30, 30, [.. Enumerable.Range(0, 300).SelectMany(_ => colors)]);
        var palette = new Palette(image);
        Assert.Equal(3, palette.Colors.Count);
        Assert.All(colors.Chunk(3), c => Assert.Equal(new RgbColor(c[0], c[1], c[2]), palette.Colors[palette.IndexOf(c)]));
    }

    [Fact]
    public void Refuses_what_cannot_be_drawn()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => TerminalImage.Draw(new RgbImage(1, 1), TerminalForm.Text, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => TerminalImage.Draw(new RgbImage(1, 1), TerminalForm.Auto, 1));
    }

    [Theory]
    [InlineData(false, "TERM_PROGRAM=WezTerm", TerminalForm.Text)]
    [InlineData(true, "TERM=xterm-256color", TerminalForm.Blocks)]
    [InlineData(true, "", TerminalForm.Blocks)]
    [InlineData(true, "TERM=dumb", TerminalForm.Text)]
    [InlineData(true, "TERM=foot NO_COLOR=1", TerminalForm.Text)]
    [InlineData(true, "TERM=foot-extra", TerminalForm.Sixel)]
    [InlineData(true, "TERM=xterm-256color TERM_PROGRAM=WezTerm", TerminalForm.Sixel)]
    [InlineData(true, "TERM=xterm-256color TERM_PROGRAM=vscode WT_SESSION=1", TerminalForm.Blocks)]
    [InlineData(true, "WT_SESSION=1", TerminalForm.Sixel)]
    [InlineData(true, "WT_SESSION=1 TMUX=/tmp/x", TerminalForm.Blocks)]
    [InlineData(true, "TERM=screen-256color TERM_PROGRAM=iTerm.app", TerminalForm.Blocks)]
    [InlineData(true, "KONSOLE_VERSION=220401", TerminalForm.Sixel)]
    [InlineData(true, "KONSOLE_VERSION=211203", TerminalForm.Blocks)]
    public void The_environment_tells_what_a_terminal_can_show(bool isTerminal, string environment, TerminalForm expected)
    {
        var variables = environment.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(v => v.Split('=')).ToDictionary(v => v[0], v => v[1]);
        Assert.Equal(expected, TerminalKind.BestForm(isTerminal, name => variables.GetValueOrDefault(name)));
    }

    [Fact]
    public void One_line_has_nothing_that_commands_a_terminal() =>
        Assert.Equal("a\uFFFD[31mb\uFFFDc é", PlainText.OneLine("a\e[31mb\u2028c é"));

    private static RgbImage Decode(string sixel)
    {
        var size = Size().Match(sixel);
        var image = new RgbImage(int.Parse(size.Groups[1].ValueSpan), int.Parse(size.Groups[2].ValueSpan));
        var (colors, x, top, color) = (new Dictionary<int, byte[]>(), 0, 0, 0);
        foreach (Match token in Token().Matches(sixel[(size.Index + size.Length)..^2]))
        {
            var text = token.Value;
            if (token.Groups["r"].Success) colors[int.Parse(token.Groups["n"].ValueSpan)] = [Level("r"), Level("g"), Level("b")];
            else if (text[0] == '#') color = int.Parse(text.AsSpan(1));
            else if (text == "$") x = 0;
            else if (text == "-") (x, top) = (0, top + 6);
            else
            {
                var count = text[0] == '!' ? int.Parse(text.AsSpan(1, text.Length - 2)) : 1;
                for (; count > 0; count--, x++)
                    for (var bit = 0; bit < 6; bit++)
                        if (((text[^1] - '?') >> bit & 1) != 0) colors[color].CopyTo(image[x, top + bit]);
            }

            byte Level(string name) => (byte)Math.Round(int.Parse(token.Groups[name].ValueSpan) * 2.55);
        }

        return image;
    }

    [GeneratedRegex("\e\\[[0-9;]*m")]
    private static partial Regex Escapes();

    [GeneratedRegex("\"1;1;([0-9]+);([0-9]+)")]
    private static partial Regex Size();

    [GeneratedRegex(@"#(?<n>\d+);2;(?<r>\d+);(?<g>\d+);(?<b>\d+)|#\d+|!\d+[?-~]|[?-~]|\$|-")]
    private static partial Regex Token();
}
