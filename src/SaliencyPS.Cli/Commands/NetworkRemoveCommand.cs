using System.CommandLine;

namespace SaliencyPS.Cli.Commands;

/// <summary><c>saliency network remove</c>.</summary>
internal sealed class NetworkRemoveCommand : SessionCommand
{
    private readonly Session _session;
    private readonly Argument<string> _name = new("NAME") { Description = "The name of an imported network." };

    public NetworkRemoveCommand(Session session) : base("remove", "Delete an imported network.")
    {
        _session = session;
        Add(_name);
        SetAction(Run);
    }

    private int Run(ParseResult parse)
    {
        var name = parse.GetRequiredValue(_name);
        var network = _session.Networks.Find(name) ?? throw new UsageException($"There is no imported network '{name}'.");
        if (network.IsBuiltIn) throw new UsageException($"'{network.Name}' is the built-in network; it cannot be removed.");
        var isChosen = _session.Networks.IsChosen(network);
        _session.Networks.Remove(network);
        if (isChosen) _session.Note(name, "It was the default network. 'saliency network default NAME' chooses another.");
        return ExitCode.Done;
    }
}
