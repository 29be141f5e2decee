using System.CommandLine;

namespace SaliencyPS.Cli.Commands;

/// <summary>Values of options without a standard.</summary>
internal static class OptionValue
{
    /// <summary>The value, or null where the option was left out.</summary>
    public static T? Given<T>(this ParseResult parse, Option<T> option)
        where T : struct => parse.GetResult(option) is null ? null : parse.GetValue(option);
}
