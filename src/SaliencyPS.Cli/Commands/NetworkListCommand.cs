using System.CommandLine;
using SaliencyPS.Cli.Output;

namespace SaliencyPS.Cli.Commands;

/// <summary><c>saliency network list</c>.</summary>
internal sealed class NetworkListCommand : SessionCommand
{
    private readonly Session _session;
    private readonly Option<bool> _json = JsonOption.Create();

    public NetworkListCommand(Session session)
        : base("list", "List the built-in network and the imported ones, and which is the default.")
    {
        _session = session;
        Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parse)
    {
        var networks = _session.Networks.List();
        var widest = networks.Max(n => n.Name.Length);
        foreach (var network in networks)
        {
            if (parse.GetValue(_json))
                JsonLines.Write(_session.Out, new NetworkLine(network.Name, network.Path, network.Length, network.IsDefault,
                    network.IsBuiltIn));
            else
                _session.Out.WriteLine($"{Text.OneLine(network.Name).PadRight(widest)}  {network.Length,11} bytes  "
                    + $"{(network.IsDefault ? "default" : ""),-7}  {Text.OneLine(network.Path)}");
        }

        return ExitCode.Done;
    }
}
