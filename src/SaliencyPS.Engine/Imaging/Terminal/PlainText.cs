using System.Globalization;

namespace SaliencyPS.Imaging.Terminal;

/// <summary>Text that a terminal shows and does not obey.</summary>
internal static class PlainText
{
    /// <summary>
    /// The text on one line: names of files and classes come from elsewhere, and a control character in one must neither break a
    /// line nor command the terminal.
    /// </summary>
    public static string OneLine(string text) =>
        text.Any(Rules) ? string.Concat(text.Select(c => Rules(c) ? '\uFFFD' : c)) : text;

    /// <summary>
    /// What an exception says, without the parameter of a method that it names too, which says nothing to who did not call it.
    /// </summary>
    public static string Of(Exception e) =>
        e is ArgumentException { ParamName: { } name }
            && e.Message.IndexOf($" (Parameter '{name}')", StringComparison.Ordinal) is > 0 and var end
            ? e.Message[..end] : e.Message;

    private static bool Rules(char c) => char.IsControl(c)
        || char.GetUnicodeCategory(c) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
