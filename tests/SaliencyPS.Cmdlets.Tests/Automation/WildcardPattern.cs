using System.IO.Enumeration;

namespace System.Management.Automation;

/// <summary>Wildcards with * and ? (no sets).</summary>
public sealed class WildcardPattern
{
    private readonly string _pattern;

    private WildcardPattern(string pattern) => _pattern = pattern;

    public static WildcardPattern Get(string pattern, WildcardOptions options) => new(pattern);

    public static bool ContainsWildcardCharacters(string pattern) => pattern.AsSpan().ContainsAny('*', '?');

    public bool IsMatch(string input) => FileSystemName.MatchesSimpleExpression(_pattern, input);
}
