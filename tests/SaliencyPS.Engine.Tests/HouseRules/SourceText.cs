using System.Text.RegularExpressions;

namespace SaliencyPS.Tests.HouseRules;

/// <summary>What the rules for source text look at, found without a compiler, so that whole folders are quick to check.</summary>
internal static partial class SourceText
{
    /// <summary>
    /// Numbers, from 1, of the lines with more characters than are allowed; a character counts once however it is encoded.
    /// </summary>
    public static IEnumerable<int> WideLines(string text, int widest) =>
        text.Split('\n').Index().Where(line => line.Item.TrimEnd('\r').EnumerateRunes().Count() > widest)
            .Select(line => line.Index + 1);

    /// <summary>Numbers, from 1, of the lines on which the text of an element of a doc comment begins with "The same".</summary>
    public static IEnumerable<int> Comparisons(string text) =>
        Comparison().Matches(text).Select(match => text.AsSpan(0, match.Groups[1].Index).Count('\n') + 1);

    /// <summary>Names of the types that are not nested in another one, in the order of their declarations.</summary>
    public static IEnumerable<string> TopLevelTypes(string text) =>
        TopLevelType().Matches(text).Select(match => match.Groups[1].Value);

    /// <summary>The text of an element may begin on the line below its tag.</summary>
    [GeneratedRegex(@"^\s*///\s*<(?:summary|remarks|returns|value|param|typeparam|exception)\b[^>]*>(?:\s*///)?\s*(The same)\b",
        RegexOptions.Multiline)]
    private static partial Regex Comparison();

    /// <summary>Namespaces are file-scoped, so a declaration at the start of a line is no member.</summary>
    [GeneratedRegex(@"^(?:\[.*\] *)?(?:(?:public|internal|abstract|sealed|static|partial|readonly|ref|unsafe) +)*"
        + @"(?:(?:class|struct|interface|enum|record(?: class| struct)?) +|delegate .*?(?=\w+(?:<[^()]*>)?\())(\w+)",
        RegexOptions.Multiline)]
    private static partial Regex TopLevelType();
}
