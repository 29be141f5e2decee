using System.CommandLine;
using System.Globalization;
using System.Numerics;
using SaliencyPS.Options;

namespace SaliencyPS.Cli.Commands;

/// <summary>Options that take one number: read alike under every culture, and checked against their definition's range.</summary>
internal static class NumberOption
{
    /// <summary>An option with the default of its definition.</summary>
    public static Option<T> Create<T>(NumberDefinition<T> definition) where T : struct, INumber<T>, IMinMaxValue<T>
    {
        var option = CreateOptional(definition);
        option.DefaultValueFactory = _ => definition.Default!.Value;
        return option;
    }

    /// <summary>An option that may be left out; the command says what holds then, such as the value of a preset.</summary>
    public static Option<T> CreateOptional<T>(NumberDefinition<T> definition)
        where T : struct, INumber<T>, IMinMaxValue<T> => new(definition.Option!)
    {
        Description = definition.Help,
        HelpName = "N",
        CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            if (T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var given)
                && given >= definition.Minimum && given <= definition.Maximum) return given;
            var range = string.Create(CultureInfo.InvariantCulture, $"{definition.Minimum} to {definition.Maximum}");
            result.AddError($"{definition.Option} takes a number, {range}; '{text}' is none.");
            return default;
        },
    };
}
