using System.CommandLine;
using SaliencyPS.Localization;

namespace SaliencyPS.Cli.Commands;

/// <summary>How many objects of a map become boxes.</summary>
internal sealed class InstanceOptions
{
    private readonly Option<bool> _all = new("--all-instances") { Description = "A box for each object of a class, the largest first; otherwise only for that one." };

    private readonly Option<double> _area = NumberOption.Create(
        "--min-area", "With --all-instances: least pixels of an object as a share of the largest one's.", LocalizationOptions.Default.MinimumArea, 0.0, 1.0);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_all);
        command.Add(_area);
    }

    /// <summary>Whether all objects are wanted.</summary>
    public bool All(ParseResult parse) => parse.GetValue(_all);

    /// <summary>The engine's options with those given here.</summary>
    public LocalizationOptions Apply(ParseResult parse, LocalizationOptions options) => options with { MinimumArea = parse.GetValue(_area) };
}
