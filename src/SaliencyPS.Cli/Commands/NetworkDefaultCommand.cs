using System.CommandLine;
using SaliencyPS.Cli.Output;
using SaliencyPS.Networks.Store;

namespace SaliencyPS.Cli.Commands;

/// <summary><c>saliency network default</c>.</summary>
internal sealed class NetworkDefaultCommand : SessionCommand
{
    private readonly Session _session;
    private readonly Argument<string?> _name = new("NAME")
    {
        Description = "The name of an imported network, or of the built-in one; without it, which one it is is told.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public NetworkDefaultCommand(Session session) : base("default", "Choose the network that is used where --network names none.")
    {
        Examples = ["saliency network default squeezenet1_1", "saliency network default scenes", "saliency network default"];
        _session = session;
        Add(_name);
        SetAction(Run);
    }

    private int Run(ParseResult parse)
    {
        if (parse.GetValue(_name) is not { } name)
        {
            _session.Out.WriteLine(Text.OneLine(NetworkOptions.Find(null, _session)));
            return ExitCode.Done;
        }

        var network = _session.Networks.Find(name) ?? throw new UsageException(
            $"There is no imported network '{name}'; 'saliency network import FILE' makes one of a file.");
        _session.Networks.Choose(network);
        _session.Out.WriteLine($"{Text.OneLine(network.Name)}  {Text.OneLine(network.Path)}");
        if (NetworkStore.Named is { } named)
            _session.Note(NetworkStore.NetworkVariable, $"It names '{named}', which goes before the default.");
        return ExitCode.Done;
    }
}
