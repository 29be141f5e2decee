using System.CommandLine;

namespace SaliencyPS.Cli.Commands;

/// <summary>A command of this program.</summary>
internal abstract class SessionCommand(string name, string description) : Command(name, description)
{
    /// <summary>Command lines for the help.</summary>
    public string[] Examples { get; protected init; } = [];
}
