using SaliencyPS.Benchmarks.Measuring;
using SaliencyPS.Benchmarks.Reporting;
using SaliencyPS.TestCases;

namespace SaliencyPS.Benchmarks.Kernels;

/// <summary>Single layers against the limits of the machine.</summary>
internal sealed class KernelSection : ISection
{
    private const string Section = "Kernels";

    // There are many, and they are short.
    private const double PartOfEffort = 0.1;

    private const double Wanted = 0.85;

    public string Name => "kernels";

    public void Run(BenchmarkRun run)
    {
        var cases = (run.Options.Smoke ? LayerCases.Tiny : LayerCases.For(LayerChecks.Speed))
            .Where(k => run.Options.Selects(k.Name) || run.Options.Selects(k.Group));
        var effort = run.Effort with { Seconds = run.Effort.Seconds * PartOfEffort };
        var results = new List<KernelResult>();
        foreach (var kernel in cases)
        {
            run.Say(kernel.Name);
            foreach (var threads in run.Options.Threads)
            {
                var bench = new KernelWorkbench(kernel, threads);
                results.Add(
                    new KernelResult(kernel, threads, false, bench.Flops, bench.Bytes, Sampler.Measure(effort, bench.Forward)));
                results.Add(new KernelResult(kernel, threads, true, bench.Flops, bench.Bytes,
                    Sampler.Measure(effort, bench.InputGradient)));
            }
        }

        run.Report.Add(Section, Products(run, results));
        run.Report.Add(Section, Movers(run, results));
        AddTarget(run, [.. results.Where(r => r.Kernel.Group == LayerCases.Dense3)], "kernels-3x3");
        AddTarget(run, [.. results.Where(r => r.Kernel.Group == LayerCases.Dense1)], "kernels-1x1");
    }

    private static Table Products(BenchmarkRun run, IEnumerable<KernelResult> results)
    {
        var table = new Table("Convolutions and linear layers",
            ["kernel", "direction", "threads", "ms", "GFLOP/s", "share of peak", "at best"],
            "The layer's own step in a network's layout, one image. Operations counted directly, whatever the algorithm; share "
                + "of the measured multiply-add peak of as many threads, at the median "
            + "and at the fastest.");
        foreach (var r in results.Where(r => r.Flops > 0))
            table.Add(r.Kernel.Name, r.Direction, $"{r.Threads}", r.Times.Show(1e3), Text.Number(r.Flops / r.Times.Median / 1e9),
                Text.Percent(r.ShareOfPeak(run.Limits)), Text.Percent(r.Flops / r.Times.Least / run.Limits.Flops(r.Threads)));
        return table;
    }

    private static Table Movers(BenchmarkRun run, IEnumerable<KernelResult> results)
    {
        var table = new Table("Layers that mostly move values",
            ["kernel", "direction", "threads", "ms", "GB/s", "share of copy bandwidth"],
            "Input and result count once each; they partly fit into the caches, which the copy bandwidth is not measured in.");
        foreach (var r in results.Where(r => r.Flops == 0))
            table.Add(r.Kernel.Name, r.Direction, $"{r.Threads}", r.Times.Show(1e3), Text.Number(r.Bytes / r.Times.Median / 1e9),
                Text.Percent(r.Bytes / r.Times.Median / run.Limits.Copy(r.Threads)));
        return table;
    }

    private static void AddTarget(BenchmarkRun run, KernelResult[] results, string key)
    {
        if (results.Length == 0) return;
        var shares = results.Select(r => (Result: r, Share: r.ShareOfPeak(run.Limits))).OrderBy(r => r.Share).ToArray();
        var (worst, share) = shares[0];
        run.Report.Add(new Target(key, $"{worst.Kernel.Group} convolutions, each direction",
            "≥ 85 % of the measured multiply-add peak",
            $"{Text.Percent(share)} ({worst.Kernel.Name}, {worst.Direction}, {Text.Threads(worst.Threads)}) to "
                + $"{Text.Percent(shares[^1].Share)}; "
            + $"{shares.Count(s => s.Share >= Wanted)} of {shares.Length} reach it", share >= Wanted));
    }
}
