using SaliencyPS.Benchmarks.Machine;
using SaliencyPS.Benchmarks.Measuring;
using SaliencyPS.Benchmarks.Peer;
using SaliencyPS.Benchmarks.Reporting;

namespace SaliencyPS.Benchmarks;

/// <summary>One run: what its sections share.</summary>
internal sealed class BenchmarkRun : IDisposable
{
    private readonly DirectoryInfo _scratch = Directory.CreateTempSubdirectory("saliency-benchmark-");
    private PeerProcess? _peer;
    private UserInputs? _inputs;

    public BenchmarkRun(BenchmarkOptions options)
    {
        Options = options;
        if (options.Python != "none") Python = PeerPython.Find(options.Python);
        Say(Python is null ? "peer not found: no Python with torch, torchvision, cv2 and PIL" : $"peer: {Python.Path}");
        Say("limits of the machine");
        Limits = new MachineLimits([.. options.Threads.Append(Environment.ProcessorCount).Distinct()],
            options.Smoke ? 1 << 24 : 1 << 28);
    }

    public BenchmarkOptions Options { get; }

    /// <summary>What the machine can do.</summary>
    public MachineLimits Limits { get; }

    /// <summary>The interpreter with the peers; null where there is none.</summary>
    public PeerPython? Python { get; }

    /// <summary>Network and photographs for the sections that work as users do.</summary>
    public UserInputs Inputs => _inputs ??= new UserInputs(this);

    /// <summary>What was found out so far.</summary>
    public Report Report { get; } = new();

    /// <summary>Time per cell.</summary>
    public Effort Effort => Options.Smoke ? Effort.Smoke : new Effort(Options.Seconds, Rounds: 3, Least: 2);

    /// <summary>The most threads that anything is measured with.</summary>
    public int MostThreads => Options.Threads.Max();

    /// <summary>What tables show in place of the peer's numbers.</summary>
    public string Missing => Python is null ? "peer not found" : "peer failed";

    /// <summary>The peer's versions, for tables.</summary>
    public string Peer => Python is null ? "not found" : string.Join(", ", Python.Versions.Select(v => $"{v.Name} {v.Version}"));

    /// <summary>Asks the peer and measures; where it fails or is missing, says so and goes on without.</summary>
    public T? WithPeer<T>(Func<PeerProcess, T> work) where T : class
    {
        if (Python is null) return null;
        try
        {
            return work(_peer ??= new PeerProcess(Python));
        }
        catch (PeerException e)
        {
            Say($"peer failed: {e.Message}");
            return null;
        }
    }

    /// <summary>
    /// Runs one of the peer's programs on the network that users work with; where that cannot be, says so and goes on without.
    /// </summary>
    public T? WithPeerProgram<T>(Func<PeerPython, T> work) where T : class
    {
        if (Python is null || !Inputs.PeerReadsNetwork) return null;
        try
        {
            return work(Python);
        }
        catch (ChildProcessException e)
        {
            Say($"peer failed: {e.Message}");
            return null;
        }
    }

    /// <summary>A path for a file that goes when the run ends.</summary>
    public string Scratch(string name) => Path.Combine(_scratch.FullName, name);

    /// <summary>Tells those who watch what is going on.</summary>
    public void Say(string what) => Console.Error.WriteLine($"  {what} …");

    public void Dispose()
    {
        _peer?.Dispose();
        _scratch.Delete(recursive: true);
    }
}
