using System.CommandLine;
using System.Globalization;
using SaliencyPS.Options;

namespace SaliencyPS.Cli.Commands;

/// <summary>
/// Options that take an amount of memory: a number of bytes, or one with KB, MB, GB or TB, 1024 of each
/// making one of the next, as in PowerShell.
/// </summary>
internal static class SizeOption
{
    private static readonly string[] Units = ["", "KB", "MB", "GB", "TB"];

    /// <summary>An option that may be left out.</summary>
    public static Option<long?> Create(NumberDefinition<long> definition) => new(definition.Option!)
    {
        Description = definition.Help,
        HelpName = "SIZE",
        CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            if (Parse(text) is { } bytes && bytes >= definition.Minimum && bytes <= definition.Maximum) return bytes;
            result.AddError($"{definition.Option} takes a size such as 500MB or 2GB; '{text}' is none.");
            return null;
        },
    };

    private static long? Parse(string text)
    {
        var number = text.TrimEnd([.. "KMGTBkmgtb"]);
        var unit = Array.FindIndex(Units, u => u.Equals(text[number.Length..].Trim(), StringComparison.OrdinalIgnoreCase));
        return unit >= 0
            && double.TryParse(number.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            && value * (1L << (10 * unit)) is >= 0 and < long.MaxValue and var bytes ? (long)bytes : null;
    }
}
