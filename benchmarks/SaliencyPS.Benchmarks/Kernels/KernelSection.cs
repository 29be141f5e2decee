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
                results.Add(Result(false, Sampler.Measure(effort, bench.Forward)));
                results.Add(Result(true, Sampler.Measure(effort, bench.InputGradient)));

                KernelResult Result(bool backward, Samples times) =>
                    new(kernel, threads, backward, bench.Flops, bench.Bytes, bench.WeightBytes, times);
            }
        }

        run.Report.Add(Section, Products(run, results));
        run.Report.Add(Section, Movers(run, results));
        AddTarget("kernels-3x3", LayerCases.Dense3, "convolutions", 0.85, "multiply-add peak", r => r.ShareOfPeak(run.Limits));
        AddTarget("kernels-1x1", LayerCases.Dense1, "convolutions", 0.85, "multiply-add peak", r => r.ShareOfPeak(run.Limits));
        AddTarget("fully-connected", LayerCases.Fully, "layers", 0.9, "read bandwidth", r => r.ShareOfRead(run.Limits));

        void AddTarget(string key, string group, string kind, double wanted, string limit, Func<KernelResult, double> share)
        {
            var shares = results.Where(r => r.Kernel.Group == group).Select(r => (Result: r, Share: share(r)))
                .OrderBy(r => r.Share).ToArray();
            if (shares.Length == 0) return;
            var (worst, least) = shares[0];
            run.Report.Add(new Target(key, $"{group} {kind}, each direction", $"≥ {Text.Percent(wanted)} of the measured {limit}",
                $"{Text.Percent(least)} ({worst.Kernel.Name}, {worst.Direction}, {Text.Threads(worst.Threads)}) to "
                    + $"{Text.Percent(shares[^1].Share)}; {shares.Count(s => s.Share >= wanted)} of {shares.Length} reach it",
                least >= wanted));
        }
    }

    private static Table Products(BenchmarkRun run, IEnumerable<KernelResult> results)
    {
        var table = new Table("Convolutions and linear layers",
            ["kernel", "direction", "threads", "ms", "GFLOP/s", "share of peak", "at best", "share of read bandwidth"],
            "The layer's own step in a network's layout, one image. Operations counted directly, whatever the algorithm; share "
                + "of the measured multiply-add peak of as many threads, at the median "
            + "and at the fastest. Read bandwidth, of fully connected layers: the weights alone, at the median; caches may hold "
            + "them.");
        foreach (var r in results.Where(r => r.Flops > 0))
            table.Add(r.Kernel.Name, r.Direction, $"{r.Threads}", r.Times.Show(1e3), Text.Number(r.Flops / r.Times.Median / 1e9),
                Text.Percent(r.ShareOfPeak(run.Limits)), Text.Percent(r.Flops / r.Times.Least / run.Limits.Flops(r.Threads)),
                r.Kernel.Group == LayerCases.Fully ? Text.Percent(r.ShareOfRead(run.Limits)) : "–");
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
}
