using SaliencyPS.Benchmarks.Measuring;
using SaliencyPS.Benchmarks.Reporting;

namespace SaliencyPS.Benchmarks.Networks;

/// <summary>Whole networks against PyTorch and libtorch, and against the limits of the machine.</summary>
internal sealed class NetworkSection : ISection
{
    private const string Section = "Networks";
    private const double Accurate = 1e-4;

    // Scores are sums and must agree. A gradient may jump where rounding turns a rectifier, which the table of distances shows;
    // one that is further off belongs to another network.
    private const double SameScores = 1e-5, SameGradient = 0.1;

    /// <summary>The six, by torchvision's names.</summary>
    public static string[] Architectures { get; } = ["squeezenet1_1", "alexnet", "mobilenet_v2", "resnet18", "resnet50", "vgg16"];

    public string Name => "networks";

    public void Run(BenchmarkRun run)
    {
        var results = new List<NetworkResult>();
        var errors = new List<(string Network, double Error)>();
        var accuracy = new Table("Input gradients: how far they are from the scalar reference's and from PyTorch's",
            ["network", "multiply-adds, millions", "ours – reference", "ours – exact", "reference – exact",
                "ours – PyTorch", "PyTorch – exact", "ours – libtorch", "libtorch – exact", "scores, ours – libtorch"],
            "Relative Euclidean distance of the best class's gradient, in the last column of the scores; the same weights and "
                + "input. Reference: the scalar "
                + "kernels in single "
            + "precision; exact: in double. Rounding that turns one rectifier on or off, or moves one maximum, shows here as a "
            + "jump: in every engine.");
        foreach (var name in (run.Options.Smoke ? Architectures[..1] : Architectures).Where(run.Options.Selects))
        {
            run.Say(name);
            using var contest = new NetworkContest(run, name);
            var e = contest.Errors();
            errors.Add((name, e.FromReference));
            accuracy.Add(name, Text.Number(contest.MultiplyAdds / 1e6),
                Text.Scientific(e.FromReference), Text.Scientific(e.FromExact),
                Text.Scientific(e.ReferenceFromExact), Error(e.FromPeer), Error(e.PeerFromExact),
                Library(e.FromLibrary), Library(e.LibraryFromExact), Library(e.LibraryLogits));
            // Times of two different computations say nothing.
            if (e.LibraryLogits > SameScores || e.FromLibrary > SameGradient)
                throw new InvalidOperationException($"{name} does not compute what libtorch computes: scores differ by "
                    + $"{Library(e.LibraryLogits)}, gradients by {Library(e.FromLibrary)}.");
            foreach (var kind in PassKind.All)
                foreach (var threads in run.Options.Threads)
                {
                    var times = contest.Measure(kind, threads);
                    results.Add(new NetworkResult(name, kind, threads, contest.MultiplyAdds, times));
                    run.Say($"{name}, {kind.Title}, {Text.Threads(threads)}: {times.Ours.Show(1e3)} ms, PyTorch "
                        + $"{times.Python?.Show(1e3) ?? run.Missing}, libtorch {times.Library?.Show(1e3) ?? "–"}");
                }
        }

        if (results.Count == 0) return;
        foreach (var kind in PassKind.All) run.Report.Add(Section, Show(run, kind, [.. results.Where(r => r.Kind == kind)]));
        run.Report.Add(Section, accuracy);
        AddTargets(run, results);
        var (worst, distance) = errors.MaxBy(e => e.Error);
        run.Report.Add(new Target("accuracy", "input gradient against the scalar reference",
            $"≤ {Text.Scientific(Accurate)} relative, every network",
            $"at most {Text.Scientific(distance)} ({worst})", distance <= Accurate));

        string Error(double? error) => error is { } known ? Text.Scientific(known) : run.Missing;

        static string Library(double? error) => error is { } known ? Text.Scientific(known) : "–";
    }

    private static Table Show(BenchmarkRun run, PassKind kind, NetworkResult[] results)
    {
        var many = kind.Batch > 1;
        string[] columns = ["network", "threads", "ours, ms", "PyTorch, ms", "PyTorch / ours", "libtorch, ms", "libtorch / ours",
            "at best", "share of peak"];
        var recipe = kind != PassKind.TopFive ? ""
            : "PyTorch and libtorch: one forward and one backward pass per class, as captum does. Ours: one forward pass, the "
                + "five gradients as one batch. ";
        var table = new Table(kind.Title,
            many ? [.. columns, "ours, images/s", "PyTorch, images/s", "libtorch, images/s"] : columns, recipe
            + $"PyTorch: in a Python, {run.Peer}. Libtorch: in this process, {NetworkReferences.Description}; frozen weights, "
            + "normalizations folded into convolutions, channels last. Both are set to as many threads as ours. At best: our "
            + "fastest against the fastest of any of them. Share of the measured multiply-add peak of as many threads; every "
            + "convolution counted directly, whatever the algorithm.");
        foreach (var r in results)
        {
            var t = r.Times;
            string[] cells = [r.Network, $"{r.Threads}", t.Ours.Show(1e3), t.Python?.Show(1e3) ?? run.Missing,
                Text.Ratio(t.PythonRatio), t.Library?.Show(1e3) ?? "–", Text.Ratio(t.LibraryRatio), Text.Ratio(t.BestRatio),
                Text.Percent(r.ShareOfPeak(run.Limits))];
            table.Add(many ? [.. cells, Rate(t.Ours), Rate(t.Python), Rate(t.Library)] : cells);
        }

        foreach (var group in results.GroupBy(r => r.Threads))
        {
            string[] cells = ["geometric mean", $"{group.Key}", "", "", Text.Ratio(Mean(group, t => t.PythonRatio)), "",
                Text.Ratio(Mean(group, t => t.LibraryRatio)), Text.Ratio(Mean(group, t => t.BestRatio)),
                Text.Percent(Mean(group.Select(r => r.ShareOfPeak(run.Limits))))];
            table.Add(many ? [.. cells, "", "", ""] : cells);
        }

        return table;

        string Rate(Samples? times) => times is null ? "–" : Text.Number(kind.Batch / times.Median);
    }

    private static void AddTargets(BenchmarkRun run, List<NetworkResult> results)
    {
        AddRatio("gradient", "one-class input gradient, geometric mean", "≥ 3× faster than PyTorch and libtorch",
            PassKind.Gradient, 3);
        AddRatio("top-five", "top-5 input gradients, geometric mean",
            "≥ 6× faster than one captum-style call per class", PassKind.TopFive, 6);
        if (results.SingleOrDefault(r =>
            r.Network == "vgg16" && r.Kind == PassKind.Gradient && r.Threads == run.MostThreads) is { } vgg)
        {
            var flops = vgg.Kind.Flops(vgg.MultiplyAdds);
            var atPeak = flops / run.Limits.Flops(vgg.Threads);
            run.Report.Add(new Target("vgg", "VGG-16 one-class gradient", "less time than its operations at the measured peak",
                $"{Text.Number(vgg.Times.Ours.Median * 1e3)} ms; {Text.Number(flops / 1e9)} GFLOP at the peak: "
                    + $"{Text.Number(atPeak * 1e3)} ms", vgg.Times.Ours.Median < atPeak));
        }

        void AddRatio(string key, string what, string wanted, PassKind kind, double least)
        {
            var means = (from peer in (IEnumerable<(string Name, Func<Comparison, double?> Ratio)>)
                    [("PyTorch", t => t.PythonRatio), ("libtorch", t => t.LibraryRatio)]
                from threads in run.Options.Threads
                let ratio = Mean(results.Where(r => r.Kind == kind && r.Threads == threads), peer.Ratio)
                where ratio is not null
                select (Text: $"{peer.Name}, {Text.Threads(threads)}: {Text.Ratio(ratio)}", Ratio: ratio)).ToArray();
            run.Report.Add(new Target(key, what, wanted,
                means.Length == 0 ? run.Missing : string.Join(", ", means.Select(m => m.Text)),
                means.Length == 0 ? null : means.Min(m => m.Ratio) >= least));
        }
    }

    private static double? Mean(IEnumerable<NetworkResult> results, Func<Comparison, double?> ratio)
    {
        var ratios = results.Select(r => ratio(r.Times)).ToArray();
        return ratios.Contains(null) ? null : Mean(ratios.Select(r => r!.Value));
    }

    private static double Mean(IEnumerable<double> values) => Math.Exp(values.Average(Math.Log));
}
