using System.CommandLine;
using SaliencyPS.Cli.Output;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Networks.Store;

namespace SaliencyPS.Cli.Commands;

/// <summary><c>saliency network import</c>.</summary>
internal sealed class NetworkImportCommand : SessionCommand
{
    private readonly Session _session;
    private readonly Argument<string> _file = new("FILE")
    {
        Description = "The network file (.onnx, .safetensors, .pth, .zip); a .json of the same name, or what config.json beside "
            + "it says, goes with it.",
    };

    private readonly Option<string?> _name = new("--name")
    {
        Description = "The name to import it by, if not the file's.", HelpName = "NAME"
    };
    private readonly Option<bool> _force = new("--force") { Description = "Replace a network of that name." };

    public NetworkImportCommand(Session session) : base("import", "Copy a network file to where it is found by name.")
    {
        _session = session;
        Add(_file);
        Add(_name);
        Add(_force);
        SetAction(Run);
    }

    /// <summary>Says that the store has another network of the name.</summary>
    public static UsageException Refusal(NetworkEntry taken) => new(taken.IsBuiltIn
        ? $"'{taken.Name}' is the name of the built-in network; --name gives another."
        : $"There is a network '{taken.Name}' already; --force replaces it.");

    private int Run(ParseResult parse)
    {
        var (file, force) = (parse.GetRequiredValue(_file), parse.GetValue(_force));
        var name = parse.GetValue(_name) ?? Path.GetFileNameWithoutExtension(file);
        try
        {
            var network = _session.Networks.Import(file, name, force);
            _session.Out.WriteLine($"{Text.OneLine(network.Name)}  {Text.OneLine(network.Path)}");
            return ExitCode.Done;
        }
        catch (NetworkExistsException e)
        {
            throw Refusal(e.Taken);
        }
        catch (Exception e) when (e is NetworkFormatException or ArgumentException or FileNotFoundException
            or DirectoryNotFoundException)
        {
            throw new UsageException($"{file}: {e.Message}");
        }
    }
}
