using System.CommandLine;
using SaliencyPS.Options;

namespace SaliencyPS.Cli.Commands;

/// <summary>Options that take nothing: given or not.</summary>
internal static class SwitchOption
{
    /// <summary>The option that a definition describes.</summary>
    public static Option<bool> Create(OptionDefinition definition, params string[] aliases) =>
        new(definition.Option!, aliases) { Description = definition.Help };
}
