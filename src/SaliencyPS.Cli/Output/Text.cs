using System.Globalization;
using SaliencyPS.Imaging.Terminal;

namespace SaliencyPS.Cli.Output;

/// <summary>Text for people.</summary>
internal static class Text
{
    /// <inheritdoc cref="PlainText.OneLine"/>
    public static string OneLine(string text) => PlainText.OneLine(text);

    /// <inheritdoc cref="PlainText.NoMemory"/>
    public static string NoMemory => PlainText.NoMemory;

    /// <inheritdoc cref="PlainText.Of"/>
    public static string Of(Exception e) => PlainText.Of(e);

    /// <summary>The path from the current folder if it lies within, otherwise in full.</summary>
    public static string Relative(string path)
    {
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), path);
        return OneLine(relative.StartsWith("..", StringComparison.Ordinal) ? path : relative);
    }

    /// <summary>A word as it is typed in a shell.</summary>
    public static string Quote(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "-_./:=,+@".Contains(c)) ? word
            : $"'{word.Replace("'", "'\\''")}'";

    /// <summary>A share, 0 … 1, as a percentage; - for none.</summary>
    public static string Percent(double? share) =>
        share is null ? "-" : string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.00} %");
}
