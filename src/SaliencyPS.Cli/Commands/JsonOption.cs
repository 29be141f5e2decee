using System.CommandLine;

namespace SaliencyPS.Cli.Commands;

/// <summary>The option that every command with results has.</summary>
internal static class JsonOption
{
    /// <summary>One for one command.</summary>
    public static Option<bool> Create() =>
        new("--json") { Description = "Write JSON Lines, one object per line, instead of a table." };
}
