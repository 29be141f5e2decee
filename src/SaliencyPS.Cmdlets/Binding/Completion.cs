using System.Management.Automation;

namespace SaliencyPS.Cmdlets.Binding;

/// <summary>What the completers have in common.</summary>
internal static class Completion
{
    /// <summary>The values that go on from what has been typed, in quotes where PowerShell needs them.</summary>
    /// <param name="values">All values.</param>
    /// <param name="word">What has been typed, perhaps with an opening quote.</param>
    public static IEnumerable<CompletionResult> Matching(IEnumerable<string> values, string word)
    {
        var pattern = WildcardPattern.Get(word.Trim('\'', '"') + "*",
            WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        return values.Where(pattern.IsMatch)
            .Select(value => new CompletionResult(Quote(value), value, CompletionResultType.ParameterValue, value));
    }

    private static string Quote(string value) =>
        value.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.') ? value : $"'{value.Replace("'", "''")}'";
}
