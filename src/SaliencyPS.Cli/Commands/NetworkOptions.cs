using System.CommandLine;
using SaliencyPS.Adapters;
using SaliencyPS.Cli.Output;
using SaliencyPS.Hosting;
using SaliencyPS.Inputs;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Networks.Store;
using SaliencyPS.Options;

namespace SaliencyPS.Cli.Commands;

/// <summary>Which network to use, or which networks.</summary>
/// <param name="several">Whether there may be several.</param>
internal sealed class NetworkOptions(bool several = false)
{
    private readonly Option<string[]> _networks = new("--network", "-n")
    {
        Description = "A network file (.onnx, .safetensors, .pth, or an .onnx with its labels in a .zip) or the name of an "
            + "imported network; by default that of SALIENCYPS_NETWORK, the one that 'saliency network default' chose, or the "
            + $"built-in one.{(several ? " May be repeated." : "")}",
        HelpName = "FILE|NAME",
        Validators =
        {
            result =>
            {
                if (!several && result.Tokens.Count > 1) result.AddError("--network takes one network here.");
            },
        },
    };

    private readonly Option<string?> _architecture = Architecture();

    /// <summary>The option that names an architecture.</summary>
    public static Option<string?> Architecture() => new("--architecture")
    {
        Description = "The architecture that a file of bare weights (.safetensors, .pth) belongs to, where it cannot be told "
            + "from the weights.",
        HelpName = "NAME",
    };

    private readonly Option<string?> _output = Output();

    /// <summary>The option that names an output.</summary>
    public static Option<string?> Output() => new("--output")
    {
        Description =
            "The output of an ONNX file whose values are the class scores, where the file has several ('saliency network "
            + "show' lists them); by default the vector from which no other output is computed.",
        HelpName = "NAME",
    };

    private readonly Option<EngineChoice> _engine = EngineOption();

    /// <summary>The option that names an engine.</summary>
    public static Option<EngineChoice> EngineOption() => ChoiceOption.Create(
        ReadingDefinitions.Engine, EngineChoice.Managed,
        more: " 'saliency engine' lists what is here; auto takes the fastest that can do what is asked.");

    private readonly Option<string?> _device = DeviceOption();

    /// <summary>The option that names a device.</summary>
    public static Option<string?> DeviceOption() => new(ReadingDefinitions.Device.Option!)
    {
        Description = ReadingDefinitions.Device.Help, HelpName = "NAME",
    };

    private readonly Option<Precision> _precision = PrecisionOption();

    /// <summary>The option that names a precision.</summary>
    public static Option<Precision> PrecisionOption() => ChoiceOption.Create(ReadingDefinitions.Precision, Precision.Float32,
        more: " tf32 and bfloat16 are faster on GPUs, and less exact.");

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_networks);
        command.Add(_architecture);
        command.Add(_output);
        command.Add(_engine);
        command.Add(_device);
        command.Add(_precision);
    }

    /// <summary>Whether the command line names one.</summary>
    public bool IsGiven(ParseResult parse) => parse.GetValue(_networks) is { Length: > 0 };

    /// <summary>Reads the network that the command line names.</summary>
    /// <exception cref="UsageException">There is none, or it cannot be read.</exception>
    public Network Load(ParseResult parse, Session session) => LoadAll(parse, session)[0];

    /// <summary>Reads the networks that the command line names, or the default one.</summary>
    /// <exception cref="UsageException">One is not there, or cannot be read.</exception>
    public IReadOnlyList<Network> LoadAll(ParseResult parse, Session session)
    {
        string?[] names = [null]; // the default one
        if (parse.GetValue(_networks) is { Length: > 0 } given) names = given;
        return [.. names.Select(name =>
        {
            var path = Find(name, session);
            var network = Read(path, parse.GetValue(_architecture), parse.GetValue(_output), parse.GetValue(_engine));
            foreach (var note in network.Notes) session.Note(path, note);
            return network;
        })];
    }

    /// <summary>The engine that the command line asks for, or of several the first that can do it.</summary>
    /// <param name="parse">What was given.</param>
    /// <param name="session">Where it is noted which one it is, if that was left open.</param>
    /// <param name="network">The network to run.</param>
    /// <param name="attempt">Plans what is to be done, or throws a <see cref="NotSupportedException"/>.</param>
    /// <exception cref="UsageException">It cannot be used, or not for that.</exception>
    public IComputeEngine Engine(ParseResult parse, Session session, Network network, Action<IComputeEngine> attempt)
    {
        try
        {
            var engine = EngineSelection.Choose(
                new(parse.GetValue(_engine), parse.GetValue(_device), parse.GetValue(_precision)), attempt);
            if (parse.GetValue(_engine) == EngineChoice.Auto)
                session.Note(network.Name, $"It runs on {engine.Describe().Name}, {engine.Describe().Device}.");
            return engine;
        }
        catch (Exception e) when (e is AdapterException or NotSupportedException)
        {
            throw new UsageException(Text.Of(e));
        }
    }

    /// <summary>Reads a network file.</summary>
    /// <exception cref="UsageException">It cannot be read, or not by the engine.</exception>
    public static Network Read(
        string path, string? architecture, string? output, EngineChoice engine = EngineChoice.Managed)
    {
        try
        {
            return NetworkReader.Read(path, architecture, output, EngineSelection.Reader(engine));
        }
        catch (AdapterException e)
        {
            throw new UsageException(e.Message);
        }
        catch (Exception e) when (NetworkSource.IsFault(e))
        {
            // The reader puts the file's name before what is wrong; here it comes with its folder.
            throw new UsageException($"{path}: {Text.Of(e is NetworkFormatException ? e.InnerException ?? e : e)}");
        }
    }

    /// <summary>The file of a network given by path or name, or, given nothing, of the default one.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static string Find(string? network, Session session)
    {
        try
        {
            return NetworkSource.Locate(network, name => name, session.Networks);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{e.Message} " + (network is not null && NetworkCatalog.Offers(network)
                ? $"'saliency network install {network}' brings it."
                : "'saliency network list' shows those that there are"
                    + $"{(network is null ? ", 'saliency network default NAME' chooses another" : "")}."));
        }
    }
}
