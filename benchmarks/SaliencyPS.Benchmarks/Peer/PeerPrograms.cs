using System.Diagnostics;

namespace SaliencyPS.Benchmarks.Peer;

/// <summary>The peer's programs that run as processes of their own.</summary>
internal static class PeerPrograms
{
    /// <summary>From photographs to boxes; one line for each photograph.</summary>
    public static ProcessStartInfo Boxes(BenchmarkRun run, PeerPython python, int photographs, int top, int cutPixels)
    {
        var list = run.Scratch("photographs");
        File.WriteAllLines(list, run.Inputs.Repeat(photographs));
        return python.Start(
            "boxes.py", run.Inputs.Network, list, "--top", $"{top}", "--threads", $"{Environment.ProcessorCount}",
            "--max-cut-pixels", $"{cutPixels}");
    }

    /// <summary>From nothing to one map.</summary>
    public static ProcessStartInfo FirstMap(BenchmarkRun run, PeerPython python) =>
        python.Start("first_map.py", run.Inputs.Network, run.Inputs.Photographs[0], $"{Environment.ProcessorCount}");
}
