namespace SaliencyPS.Benchmarks.Machine;

/// <summary>
/// What the machine can do at the most, by number of threads: measured in the run whose results are held against it.
/// </summary>
internal sealed class MachineLimits
{
    private const int FlopTries = 200, MemoryTries = 12;
    private readonly Dictionary<int, (double Flops, double Copy, double Read)> _limits = [];

    /// <summary>Measures for each of these numbers of threads.</summary>
    /// <param name="threads">Numbers of threads.</param>
    /// <param name="bytes">Size of the arrays for the bandwidth.</param>
    public MachineLimits(IEnumerable<int> threads, long bytes)
    {
        Bytes = bytes;
        using var memory = new MemoryBandwidth(bytes);
        foreach (var t in threads)
            _limits[t] = (FmaPeak.Measure(t, FlopTries), memory.Copy(t, MemoryTries), memory.Read(t, MemoryTries));
    }

    /// <summary>Size of the arrays that the bandwidth was measured with.</summary>
    public long Bytes { get; }

    /// <summary>The numbers of threads measured.</summary>
    public IEnumerable<int> Threads => _limits.Keys;

    /// <summary>Float operations per second; a fused multiply-add counts two.</summary>
    public double Flops(int threads) => _limits[threads].Flops;

    /// <summary>Bytes copied per second, read and written counted.</summary>
    public double Copy(int threads) => _limits[threads].Copy;

    /// <summary>Bytes read per second.</summary>
    public double Read(int threads) => _limits[threads].Read;
}
