namespace SaliencyPS.Benchmarks;

/// <summary>What to measure and how long.</summary>
internal sealed record BenchmarkOptions
{
    /// <summary>Names of the sections to run.</summary>
    public required IReadOnlyCollection<string> Sections { get; init; }

    /// <summary>Only networks and kernels with this in their name; null for all.</summary>
    public string? Filter { get; init; }

    /// <summary>Everything tiny and once: does it work?</summary>
    public bool Smoke { get; init; }

    /// <summary>About so many seconds per cell of the network tables.</summary>
    public double Seconds { get; init; } = 2;

    /// <summary>Numbers of threads to measure with.</summary>
    public IReadOnlyList<int> Threads { get; init; } = [1, 2];

    /// <summary>The Python to compare with; null looks in the usual places, "none" compares with nothing.</summary>
    public string? Python { get; init; }

    /// <summary>A file of SqueezeNet 1.1's weights; null looks for the shared one.</summary>
    public string? Network { get; init; }

    /// <summary>A folder of photographs; null looks for the shared one.</summary>
    public string? Photographs { get; init; }

    /// <summary>How many photographs go through the pipeline.</summary>
    public int PhotographCount { get; init; } = 500;

    /// <summary>How many of them also go through the peers', which are slow.</summary>
    public int PeerPhotographCount { get; init; } = 60;

    /// <summary>How many images the memory is watched over.</summary>
    public int MemoryImages { get; init; } = 2000;

    /// <summary>Where the page goes; null for nowhere.</summary>
    public string? Output { get; init; }

    /// <summary>Whether the filter lets something of this name pass.</summary>
    public bool Selects(string name) => Filter is null || name.Contains(Filter, StringComparison.OrdinalIgnoreCase);
}
