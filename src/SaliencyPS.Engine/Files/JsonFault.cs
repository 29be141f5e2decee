using System.Globalization;
using System.Text.Json;

namespace SaliencyPS.Files;

/// <summary>What is wrong with a text that is to be JSON, in words for those whose text it is.</summary>
internal static class JsonFault
{
    // Where the parser begins to speak to programmers: of places in its own form, of what to change in a program.
    private static readonly string[] Ends = [" Path: ", " LineNumber: ", " Change the reader options"];

    // How what Python writes for numbers that JSON has not begins: NaN, Infinity, -Infinity.
    private static readonly string[] NoNumbers = ["'N' is ", "'I' is "];

    private const string Missing = "was missing required properties including: ", Kind = "The JSON value could not be converted";

    /// <summary>The message: what is wrong, and where.</summary>
    /// <param name="e">What the parser threw; where it is another exception, what that says.</param>
    public static string Of(Exception e)
    {
        var said = e.Message;
        if (e is not JsonException fault) return said;
        foreach (var end in Ends)
            if (said.IndexOf(end, StringComparison.Ordinal) is > 0 and var at) said = said[..at];
        if (NoNumbers.Any(begin => said.StartsWith(begin, StringComparison.Ordinal)))
            said = "A number or null is expected; JSON has no NaN and no Infinity.";
        if (said.IndexOf(Missing, StringComparison.Ordinal) is > 0 and var list)
            said = $"It has no {said[(list + Missing.Length)..]}";
        if (said.StartsWith(Kind, StringComparison.Ordinal)) said = $"'{fault.Path}' is not of the kind that it must be.";
        return fault.LineNumber is not { } line || fault.BytePositionInLine is not { } position ? said : string.Create(
            CultureInfo.InvariantCulture, $"{said} (Line {line + 1}, byte {position + 1}.)");
    }
}
