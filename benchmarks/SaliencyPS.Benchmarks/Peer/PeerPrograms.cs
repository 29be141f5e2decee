using System.Diagnostics;

namespace SaliencyPS.Benchmarks.Peer;

/// <summary>The peer's programs that run as processes of their own.</summary>
internal static class PeerPrograms
{
    /// <summary>From photographs to boxes; one line for each photograph.</summary>
    public static ProcessStartInfo Boxes(BenchmarkRun run, PeerPython python, int photographs, int top, int cutPixels) =>
        python.Start("boxes.py", run.Inputs.Network, List(run, photographs), "--top", $"{top}",
            "--threads", $"{Environment.ProcessorCount}", "--max-cut-pixels", $"{cutPixels}");

    /// <summary>From photographs to boxes in C#, with TorchSharp and OpenCvSharp; one line for each photograph.</summary>
    public static ProcessStartInfo Recipe(BenchmarkRun run, string weights, int photographs, int top, int cutPixels) =>
        BuiltPrograms.Benchmark("recipe", weights, List(run, photographs), $"{top}", $"{Environment.ProcessorCount}",
            $"{cutPixels}");

    /// <summary>From nothing to one map.</summary>
    public static ProcessStartInfo FirstMap(BenchmarkRun run, PeerPython python) =>
        python.Start("first_map.py", run.Inputs.Network, run.Inputs.Photographs[0], $"{Environment.ProcessorCount}");

    private static string List(BenchmarkRun run, int photographs)
    {
        var list = run.Scratch("photographs");
        File.WriteAllLines(list, run.Inputs.Repeat(photographs));
        return list;
    }
}
