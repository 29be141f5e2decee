using System.Globalization;
using System.Text;

namespace SaliencyPS.Imaging.Terminal;

/// <summary>Text that a terminal shows and does not obey.</summary>
internal static class PlainText
{
    /// <summary>What to say where memory is not enough.</summary>
    public const string NoMemory =
        "There is not enough memory for it. Fewer threads, a limit to memory, and smaller images and networks need less.";

    // What the runtime throws where code is wrong, or was not made for what it is given: no reader says that of its input.
    private static readonly Type[] Faults =
    [
        typeof(ArithmeticException), typeof(ArrayTypeMismatchException), typeof(IndexOutOfRangeException),
        typeof(InvalidCastException), typeof(NullReferenceException), typeof(KeyNotFoundException),
    ];

    /// <summary>
    /// The text on one line: names of files and classes come from elsewhere, and a character in one that controls the terminal
    /// or the order of others, or is not seen, must neither break a line nor command the terminal, nor make a name look like
    /// another. Every control and format character (categories Cc, Cf, Zl and Zp of Unicode) and the unassigned ones beside the
    /// tags become U+FFFD, but for the two joiners, which Persian, Hindi and emoji need, one of them
    /// behind a character that is not ASCII.
    /// </summary>
    public static string OneLine(string text)
    {
        if (text.All(c => c is >= ' ' and <= '~')) return text;
        var line = new StringBuilder(text.Length);
        var before = default(Rune);
        foreach (var rune in text.EnumerateRunes())
        {
            before = IsPlain(rune, before) ? rune : Rune.ReplacementChar;
            line.Append(before.ToString());
        }

        return line.ToString();
    }

    /// <summary>
    /// What an exception says, without the parameter of a method that it names too, which says nothing to who did not call it;
    /// of one that should never have come about, that it is a fault of this program.
    /// </summary>
    public static string Of(Exception e) => e is OutOfMemoryException ? NoMemory
        : e is not NotFiniteNumberException && Faults.Any(fault => fault.IsInstanceOfType(e))
            ? $"This is a fault of SaliencyPS, please report it: {e.GetType().Name}. {e.Message}"
        : e is ArgumentException { ParamName: { } name }
            && e.Message.IndexOf($" (Parameter '{name}')", StringComparison.Ordinal) is > 0 and var end
            ? e.Message[..end] : e.Message;

    private static bool IsJoiner(Rune rune) => rune.Value is 0x200C or 0x200D;

    private static bool IsPlain(Rune rune, Rune before) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => false,
        UnicodeCategory.Format => IsJoiner(rune) && !before.IsAscii && !IsJoiner(before) && before != Rune.ReplacementChar,
        _ => rune.Value is not (>= 0xE0000 and <= 0xE00FF),
    };
}
