using System.CommandLine;
using SaliencyPS.Adapters;
using SaliencyPS.Cli.Output;
using SaliencyPS.Downloads;
using SaliencyPS.Hosting;

namespace SaliencyPS.Cli.Commands;

/// <summary><c>saliency engine install</c>.</summary>
internal sealed class EngineInstallCommand : SessionCommand
{
    private readonly Session _session;
    private readonly Argument<string> _name = NameArgument();

    private readonly Option<string?> _source = new("--source")
    {
        Description = "Where packages come from, in place of the sources that NuGet is set up with: the address of a service "
            + "index (index.json) or of a server with packages under ID/VERSION, or a folder.",
        HelpName = "ADDRESS|FOLDER",
    };

    public EngineInstallCommand(Session session)
        : base("install", "Download the packages of a library, if they are the ones expected, to where it is found by name.")
    {
        Examples = ["saliency engine install imagesharp", "saliency engine install opencv --source ./packages"];
        _session = session;
        Add(_name);
        Add(_source);
        SetAction(Run);
    }

    /// <summary>The argument that names a library.</summary>
    public static Argument<string> NameArgument() => new("NAME")
    {
        Description = "A library: " + string.Join(", ", AdapterCatalog.All.Select(adapter => adapter.Name.ToLowerInvariant()))
            + ".",
    };

    /// <summary>The library of this name.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static AdapterDescription Find(string name)
    {
        try
        {
            return AdapterCatalog.Find(name);
        }
        catch (ArgumentException e)
        {
            throw new UsageException(e.Message);
        }
    }

    private int Run(ParseResult parse)
    {
        var adapter = Find(parse.GetRequiredValue(_name));
        try
        {
            AdapterStore.Default.Install(adapter, PackageSources.Get(parse.GetValue(_source)),
                new DownloadLine(_session.Progress), _session.Token);
            _session.Progress.Clear();
            foreach (var engine in SaliencyEngines.Describe(adapter)) _session.Out.WriteLine(EngineLine.From(engine));
        }
        catch (Exception e) when (e is AdapterException or HttpRequestException or ChecksumException or IOException
            or UnauthorizedAccessException)
        {
            _session.Fail(adapter.Name, e.Message);
        }

        return _session.Outcome;
    }
}
