using SaliencyPS.Networks.Store;

namespace SaliencyPS.Benchmarks;

/// <summary>What the sections that work as users do work on: a network file and photographs.</summary>
internal sealed class UserInputs
{
    private static readonly string[] Extensions = [".jpg", ".jpeg"];

    public UserInputs(BenchmarkRun run)
    {
        (Network, NetworkName) = run.Options.Network is { } named ? (named, "the network given")
            : Repository.Shared("networks", "squeezenet1_1.pth") is { } shared ? (shared, "SqueezeNet 1.1")
            : run.Python is not null ? (run.Scratch("squeezenet1_1.pth"), "SqueezeNet 1.1 with random weights")
            : (NetworkStore.BuiltIn.Path, "the built-in network");
        if (!File.Exists(Network))
            run.WithPeer(peer => peer.Ask("networks.make", new() { ["name"] = "squeezenet1_1", ["path"] = Network }).ToString());

        var folder = run.Options.Photographs ?? Repository.Shared("photos");
        PhotographsName = folder is null ? "the repository's rendered images" : "photographs";
        Photographs = [.. Directory.EnumerateFiles(folder ?? Path.Combine(Repository.Root, "examples", "images"))
            .Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>The network's file.</summary>
    public string Network { get; }

    /// <summary>What it is.</summary>
    public string NetworkName { get; }

    /// <summary>PyTorch can read it, too.</summary>
    public bool PeerReadsNetwork => Path.GetExtension(Network) is ".pth" or ".pt";

    /// <summary>JPEG files, by name.</summary>
    public IReadOnlyList<string> Photographs { get; }

    /// <summary>What they are.</summary>
    public string PhotographsName { get; }

    /// <summary>So many photographs, from the start again where there are fewer.</summary>
    public IEnumerable<string> Repeat(int count) => Enumerable.Range(0, count).Select(i => Photographs[i % Photographs.Count]);
}
