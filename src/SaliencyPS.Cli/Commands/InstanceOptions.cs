using System.CommandLine;
using SaliencyPS.Localization;
using SaliencyPS.Options;

namespace SaliencyPS.Cli.Commands;

/// <summary>How many objects of a map become boxes.</summary>
internal sealed class InstanceOptions
{
    private readonly Option<bool> _all = SwitchOption.Create(LocalizationDefinitions.AllInstances);
    private readonly Option<double> _area = NumberOption.Create(LocalizationDefinitions.MinimumArea);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_all);
        command.Add(_area);
    }

    /// <summary>Whether all objects are wanted.</summary>
    public bool All(ParseResult parse) => parse.GetValue(_all);

    /// <summary>The engine's options with those given here.</summary>
    public LocalizationOptions Apply(ParseResult parse, LocalizationOptions options) =>
        options with { MinimumArea = parse.GetValue(_area) };
}
