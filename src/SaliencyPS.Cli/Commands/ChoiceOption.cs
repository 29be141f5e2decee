using System.CommandLine;
using System.CommandLine.Parsing;
using SaliencyPS.Options;

namespace SaliencyPS.Cli.Commands;

/// <summary>Options that take one of a few words, in any case.</summary>
internal static class ChoiceOption
{
    /// <summary>An option for the values of an enumeration, or for some of them, by name only.</summary>
    /// <param name="definition">Name and help.</param>
    /// <param name="standard">The value where the option is not given.</param>
    /// <param name="choices">The values; all where null.</param>
    /// <param name="more">What the help says beyond the definition's, with a blank before it.</param>
    public static Option<T> Create<T>(OptionDefinition definition, T standard, IReadOnlyList<T>? choices = null, string more = "")
        where T : struct, Enum
    {
        var option = CreateOptional(definition, choices);
        option.Description += more;
        option.DefaultValueFactory = _ => standard;
        return option;
    }

    /// <summary>An option for the values of an enumeration, or for some of them, that may be left out.</summary>
    public static Option<T> CreateOptional<T>(OptionDefinition definition, IReadOnlyList<T>? choices = null)
        where T : struct, Enum
    {
        choices ??= Enum.GetValues<T>();
        return new Option<T>(definition.Option!)
        {
            Description = definition.Help,
            HelpName = Words(choices, "|"),
            CustomParser = result => Parse(result, definition.Option!, choices, result.Tokens[^1].Value),
        };
    }

    /// <summary>An option that may be repeated, for some values of an enumeration.</summary>
    /// <param name="definition">Name and help.</param>
    /// <param name="choices">The values.</param>
    /// <param name="more">What the help says beyond the definition's, with a blank before it.</param>
    public static Option<T[]> CreateMany<T>(OptionDefinition definition, IReadOnlyList<T> choices, string more)
        where T : struct, Enum => new(definition.Option!)
    {
        Description = definition.Help + more,
        HelpName = Words(choices, "|"),
        CustomParser = result => [.. result.Tokens.Select(token => Parse(result, definition.Option!, choices, token.Value))],
    };

    private static string Words<T>(IEnumerable<T> choices, string separator)
        where T : struct, Enum => string.Join(separator, choices).ToLowerInvariant();

    private static T Parse<T>(ArgumentResult result, string name, IReadOnlyList<T> choices, string text) where T : struct, Enum
    {
        foreach (var choice in choices)
            if (choice.ToString().Equals(text, StringComparison.OrdinalIgnoreCase)) return choice;
        result.AddError($"{name} takes {Words(choices, " or ")}; '{text}' is none of them.");
        return default;
    }
}
