using System.CommandLine;
using System.Globalization;
using SaliencyPS.Cli.Output;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Networks.Store;

namespace SaliencyPS.Cli.Commands;

/// <summary><c>saliency network available</c>.</summary>
internal sealed class NetworkAvailableCommand : SessionCommand
{
    private readonly Session _session;
    private readonly Option<bool> _json = JsonOption.Create();

    public NetworkAvailableCommand(Session session)
        : base("available", "List the networks that 'saliency network install' knows by name; it asks nobody for that.")
    {
        _session = session;
        Add(_json);
        SetAction(Run);
    }

    /// <summary>The networks of the catalog.</summary>
    /// <exception cref="UsageException">The user's catalog cannot be read.</exception>
    public static IReadOnlyList<AvailableNetwork> Catalog()
    {
        try
        {
            return NetworkCatalog.List();
        }
        catch (Exception e) when (e is NetworkFormatException or IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{NetworkCatalog.FileVariable}: {e.Message}");
        }
    }

    private int Run(ParseResult parse)
    {
        var networks = Catalog();
        var widest = networks.Max(network => (int?)network.Name.Length) ?? 0;
        if (!parse.GetValue(_json))
            _session.Out.WriteLine($"{"name".PadRight(widest)}  {"MB",7}  {"top-1",6}  {"top-5",6}  source");
        foreach (var network in networks)
        {
            if (parse.GetValue(_json)) JsonLines.Write(_session.Out, network);
            else _session.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{Text.OneLine(network.Name).PadRight(widest)}  {network.Length / 1e6,7:F1}  {network.Top1Accuracy,4:F1} %  "
                    + $"{network.Top5Accuracy,4:F1} %  {Text.OneLine($"{network.Source}; {network.License}")}"));
        }

        return ExitCode.Done;
    }
}
