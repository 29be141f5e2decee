using System.CommandLine;
using SaliencyPS.Cli.Output;

namespace SaliencyPS.Cli.Commands;

/// <summary><c>saliency network list</c>.</summary>
internal sealed class NetworkListCommand : SessionCommand
{
    private readonly Session _session;
    private readonly Option<bool> _json = JsonOption.Create();

    public NetworkListCommand(Session session) : base("list", "List the imported networks.")
    {
        _session = session;
        Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parse)
    {
        var networks = _session.Networks.List();
        var widest = networks.Select(n => n.Name.Length).DefaultIfEmpty().Max();
        foreach (var network in networks)
        {
            if (parse.GetValue(_json)) JsonLines.Write(_session.Out, new NetworkLine(network.Name, network.Path, network.Length));
            else _session.Out.WriteLine($"{Text.OneLine(network.Name).PadRight(widest)}  {network.Length,11} bytes  {Text.OneLine(network.Path)}");
        }

        if (networks.Count == 0)
            _session.Error.WriteLine($"No networks in {Text.OneLine(_session.Networks.Folder)}; 'saliency network import FILE' adds one.");
        return ExitCode.Done;
    }
}
