using System.CommandLine;
using System.CommandLine.Parsing;

namespace SaliencyPS.Cli.Commands;

/// <summary>Options that take one of a few words, in any case.</summary>
internal static class ChoiceOption
{
    /// <summary>An option for the values of an enumeration, or for some of them, by name only.</summary>
    public static Option<T> Create<T>(string name, string description, T standard, IReadOnlyList<T>? choices = null) where T : struct, Enum
    {
        var option = Create(name, description, choices);
        option.DefaultValueFactory = _ => standard;
        return option;
    }

    /// <summary>The same without a standard: it may be left out.</summary>
    public static Option<T> Create<T>(string name, string description, IReadOnlyList<T>? choices = null) where T : struct, Enum
    {
        choices ??= Enum.GetValues<T>();
        return new Option<T>(name)
        {
            Description = description,
            HelpName = Words(choices, "|"),
            CustomParser = result => Parse(result, name, choices, result.Tokens[^1].Value),
        };
    }

    /// <summary>An option that may be repeated, for some values of an enumeration.</summary>
    public static Option<T[]> CreateMany<T>(string name, string description, IReadOnlyList<T> choices) where T : struct, Enum => new(name)
    {
        Description = description,
        HelpName = Words(choices, "|"),
        CustomParser = result => [.. result.Tokens.Select(token => Parse(result, name, choices, token.Value))],
    };

    private static string Words<T>(IEnumerable<T> choices, string separator) where T : struct, Enum => string.Join(separator, choices).ToLowerInvariant();

    private static T Parse<T>(ArgumentResult result, string name, IReadOnlyList<T> choices, string text) where T : struct, Enum
    {
        foreach (var choice in choices)
            if (choice.ToString().Equals(text, StringComparison.OrdinalIgnoreCase)) return choice;
        result.AddError($"{name} takes {Words(choices, " or ")}; '{text}' is none of them.");
        return default;
    }
}
