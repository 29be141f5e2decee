using System.CommandLine;
using SaliencyPS.Cli.Output;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Networks.Store;
using SaliencyPS.Threads;

namespace SaliencyPS.Cli.Commands;

/// <summary><c>saliency network install</c>.</summary>
internal sealed class NetworkInstallCommand : SessionCommand
{
    private const double Megabyte = 1e6;

    private readonly Session _session;
    private readonly Argument<string> _address =
        new("URI") { Description = "The address of a network file (.onnx, .safetensors, .pth, .zip), HTTP or HTTPS." };

    private readonly Option<string> _checksum = new("--sha256")
    {
        Description = "The SHA-256 that the file must have, 64 hexadecimal digits.", HelpName = "HASH", Required = true,
        Validators =
        {
            result =>
            {
                if (result.Tokens.Any(token => token.Value.Length != 64 || !token.Value.All(char.IsAsciiHexDigit)))
                    result.AddError("--sha256 takes 64 hexadecimal digits.");
            },
        },
    };

    private readonly Option<string?> _name = new("--name")
    {
        Description = "The name to install it by, if not the file's.", HelpName = "NAME"
    };
    private readonly Option<bool> _force = new("--force") { Description = "Replace a network of that name." };

    public NetworkInstallCommand(Session session)
        : base("install", "Download a network file, if it is the one expected, to where it is found by name.")
    {
        _session = session;
        Add(_address);
        Add(_checksum);
        Add(_name);
        Add(_force);
        SetAction(Run);
    }

    private int Run(ParseResult parse)
    {
        var (address, force) = (new Uri(parse.GetRequiredValue(_address), UriKind.RelativeOrAbsolute), parse.GetValue(_force));
        try
        {
            var name = parse.GetValue(_name) ?? NetworkDownload.NameOf(address);
            NetworkImportCommand.RefuseTaken(_session, name, force);
            var network = NetworkDownload.Install(
                _session.Networks, address, parse.GetRequiredValue(_checksum), name, force,
                new Watcher(_session.Progress), _session.Token);
            _session.Out.WriteLine($"{Text.OneLine(network.Name)}  {Text.OneLine(network.Path)}");
            return ExitCode.Done;
        }
        catch (Exception e) when (e is NetworkFormatException or ArgumentException)
        {
            throw new UsageException($"{address}: {e.Message}");
        }
        catch (Exception e) when (e is HttpRequestException or ChecksumException or IOException)
        {
            _session.Fail($"{address}", e.Message);
            return _session.Outcome;
        }
    }

    private sealed class Watcher(ProgressLine line) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) =>
            line.Show($"{value.Done / Megabyte:F1} of {(value.Total is { } total ? $"{total / Megabyte:F1}" : "?")} MB");
    }
}
