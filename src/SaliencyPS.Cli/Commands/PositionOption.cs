using System.CommandLine;
using System.Globalization;

namespace SaliencyPS.Cli.Commands;

/// <summary>Options that take a place in a grid: row and column, with a comma between them.</summary>
internal static class PositionOption
{
    /// <summary>An option that may be left out.</summary>
    public static Option<(int Row, int Column)> Create(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "Y,X",
        CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            if (text.Split(',') is [var y, var x] && int.TryParse(y, NumberStyles.None, CultureInfo.InvariantCulture, out var row)
                && int.TryParse(x, NumberStyles.None, CultureInfo.InvariantCulture, out var column)) return (row, column);
            result.AddError($"{name} takes a row and a column, such as 3,5; '{text}' is none.");
            return default;
        },
    };
}
