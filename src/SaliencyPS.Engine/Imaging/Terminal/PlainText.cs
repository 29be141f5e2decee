using System.Globalization;

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
    /// or the order of others must neither break a line nor command the terminal, nor make a name look like another.
    /// </summary>
    public static string OneLine(string text) =>
        text.Any(Rules) ? string.Concat(text.Select(c => Rules(c) ? '\uFFFD' : c)) : text;

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

    private static bool Rules(char c) => char.IsControl(c)
        || char.GetUnicodeCategory(c) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
