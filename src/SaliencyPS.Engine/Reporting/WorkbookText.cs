using System.Text.RegularExpressions;

namespace SaliencyPS.Reporting;

/// <summary>Text as it stands in a cell of a workbook.</summary>
internal static class WorkbookText
{
    // That of a cell.
    private const int MostCharacters = 32_767;

    private static readonly Regex Escape = new("_(?=x[0-9A-Fa-f]{4}_)", RegexOptions.CultureInvariant);

    /// <summary>
    /// The text as XML. <c>_x0041_</c> stands for a character there, so that an underscore which would begin one is written so
    /// itself; what is too long for a cell is cut.
    /// </summary>
    public static string Encode(string text)
    {
        if (text.Length > MostCharacters) text = $"{text[..(MostCharacters - 1)]}…";
        return Html.Of($"{Escape.Replace(text, "_x005F_")}").Text;
    }
}
