using System.CommandLine;

namespace SaliencyPS.Cli.Commands;

/// <summary>Options that take one of a few words, in any case.</summary>
internal static class ChoiceOption
{
    /// <summary>An option for the values of an enumeration, by name only.</summary>
    public static Option<T> Create<T>(string name, string description, T standard) where T : struct, Enum
    {
        var words = string.Join('|', Enum.GetNames<T>()).ToLowerInvariant();
        return new Option<T>(name)
        {
            Description = description,
            HelpName = words,
            DefaultValueFactory = _ => standard,
            CustomParser = result =>
            {
                var text = result.Tokens[^1].Value;
                var at = Array.FindIndex(Enum.GetNames<T>(), word => word.Equals(text, StringComparison.OrdinalIgnoreCase));
                if (at >= 0) return Enum.GetValues<T>()[at];
                result.AddError($"{name} takes {words.Replace("|", " or ")}; '{text}' is none of them.");
                return default;
            },
        };
    }
}
