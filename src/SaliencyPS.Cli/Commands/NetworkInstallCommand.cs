using System.CommandLine;
using SaliencyPS.Cli.Output;
using SaliencyPS.Downloads;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Networks.Store;

namespace SaliencyPS.Cli.Commands;

/// <summary><c>saliency network install</c>.</summary>
internal sealed class NetworkInstallCommand : SessionCommand
{
    private readonly Session _session;
    private readonly Argument<string> _network = new("NAME|URI")
    {
        Description = "A network of the catalog, which 'saliency network available' lists; or the address of a network file "
            + "(.onnx, .safetensors, .pth, .zip), HTTP or HTTPS.",
    };

    private readonly Option<string?> _checksum = new("--sha256")
    {
        Description = "With an address: the SHA-256 that the file must have, 64 hexadecimal digits.", HelpName = "HASH",
        Validators =
        {
            result =>
            {
                if (!result.Tokens.All(token => NetworkDownload.IsChecksum(token.Value)))
                    result.AddError("--sha256 takes 64 hexadecimal digits.");
            },
        },
    };

    private readonly Option<string?> _name = new("--name")
    {
        Description = "The name to install it by, if not that of the catalog or the file.", HelpName = "NAME"
    };
    private readonly Option<bool> _force = new("--force") { Description = "Replace a network of that name." };

    public NetworkInstallCommand(Session session)
        : base("install", "Download a network, if it is the one expected, to where it is found by name.")
    {
        Examples = ["saliency network install squeezenet1_1",
            "saliency network install https://networks.example/pets.onnx --sha256 $(cat pets.sha256)"];
        _session = session;
        Add(_network);
        Add(_checksum);
        Add(_name);
        Add(_force);
        SetAction(Run);
    }

    private int Run(ParseResult parse)
    {
        var asked = parse.GetRequiredValue(_network);
        var (address, checksum, known) = parse.GetValue(_checksum) is { } given ? (asked, given, null) : Catalogued(asked);
        try
        {
            var name = parse.GetValue(_name) ?? known ?? NetworkDownload.NameOf(address);
            var network = NetworkDownload.Install(_session.Networks, address, checksum, name, parse.GetValue(_force),
                new DownloadLine(_session.Progress), _session.Token);
            _session.Out.WriteLine($"{Text.OneLine(network.Name)}  {Text.OneLine(network.Path)}");
            return ExitCode.Done;
        }
        catch (NetworkExistsException e)
        {
            throw NetworkImportCommand.Refusal(e.Taken);
        }
        catch (Exception e) when (e is NetworkFormatException or ArgumentException)
        {
            throw new UsageException($"{address}: {e.Message}");
        }
        catch (Exception e) when (e is HttpRequestException or ChecksumException or IOException)
        {
            _session.Fail(address, e.Message);
            return _session.Outcome;
        }
    }

    private static (string Address, string Checksum, string? Name) Catalogued(string name) =>
        NetworkAvailableCommand.Catalog().FirstOrDefault(network => network.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            is { } network ? (network.Uri, network.Sha256, network.Name)
        : throw new UsageException(NetworkDownload.IsAddress(name)
            ? $"{name}: an address needs --sha256, the checksum that its file must have."
            : $"The catalog has no network '{name}'; 'saliency network available' lists those it has.");
}
