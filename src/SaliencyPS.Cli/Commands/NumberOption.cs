using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace SaliencyPS.Cli.Commands;

/// <summary>Options that take one number: read the same way under every culture, and checked against a range.</summary>
internal static class NumberOption
{
    /// <summary>An option whose value lies between <paramref name="least"/> and <paramref name="most"/>, both included; without a standard it may be left out.</summary>
    public static Option<T> Create<T>(string name, string description, T? standard, T least, T most) where T : struct, INumber<T> => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = standard is { } value ? _ => value : null,
        CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            if (T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var given) && given >= least && given <= most) return given;
            var range = string.Create(CultureInfo.InvariantCulture, $"{least} to {most}");
            result.AddError($"{name} takes a number, {range}; '{text}' is none.");
            return default;
        },
    };
}
