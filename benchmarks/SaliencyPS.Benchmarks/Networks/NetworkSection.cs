using SaliencyPS.Benchmarks.Measuring;
using SaliencyPS.Benchmarks.Reporting;

namespace SaliencyPS.Benchmarks.Networks;

/// <summary>Whole networks against PyTorch, and against the limits of the machine.</summary>
internal sealed class NetworkSection : ISection
{
    private const string Section = "Networks";
    private const double Accurate = 1e-4;

    /// <summary>The six, by torchvision's names.</summary>
    public static string[] Architectures { get; } = ["squeezenet1_1", "alexnet", "mobilenet_v2", "resnet18", "resnet50", "vgg16"];

    public string Name => "networks";

    public void Run(BenchmarkRun run)
    {
        var results = new List<NetworkResult>();
        var errors = new List<(string Network, double Error)>();
        var accuracy = new Table("Input gradients: how far they are from the scalar reference's and from PyTorch's",
            ["network", "multiply-adds, millions", "ours – reference", "ours – exact", "reference – exact",
                "ours – PyTorch", "PyTorch – exact"],
            "Relative Euclidean distance of the best class's gradient; the same weights and input. Reference: the scalar "
                + "kernels in single "
            + "precision; exact: in double. Rounding that turns one rectifier on or off, or moves one maximum, shows here as a "
            + "jump: in every engine.");
        foreach (var name in (run.Options.Smoke ? Architectures[..1] : Architectures).Where(run.Options.Selects))
        {
            run.Say(name);
            var contest = new NetworkContest(run, name);
            foreach (var kind in PassKind.All)
                foreach (var threads in run.Options.Threads)
                {
                    var (ours, theirs) = contest.Measure(kind, threads);
                    results.Add(new NetworkResult(name, kind, threads, contest.MultiplyAdds, ours, theirs));
                    run.Say($"{name}, {kind.Title}, {Text.Threads(threads)}: {ours.Show(1e3)} ms, PyTorch "
                        + $"{theirs?.Show(1e3) ?? run.Missing}");
                }

            var e = contest.Errors();
            errors.Add((name, e.FromReference));
            accuracy.Add(name, Text.Number(contest.MultiplyAdds / 1e6),
                Text.Scientific(e.FromReference), Text.Scientific(e.FromExact),
                Text.Scientific(e.ReferenceFromExact), Error(e.FromPeer), Error(e.PeerFromExact));
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
    }

    private static Table Show(BenchmarkRun run, PassKind kind, NetworkResult[] results)
    {
        var many = kind.Batch > 1;
        string[] columns = ["network", "threads", "ours, ms", "PyTorch, ms", "PyTorch / ours", "at best", "share of peak"];
        var recipe = kind != PassKind.TopFive ? ""
            : "PyTorch: one forward and one backward pass per class, as captum does. Ours: one forward pass, the five gradients "
                + "as one batch. ";
        var table = new Table(kind.Title, many ? [.. columns, "ours, images/s", "PyTorch, images/s"] : columns, recipe
            + "At best: fastest against fastest. Share of the measured multiply-add peak of as many threads; every convolution "
            + "counted directly, "
            + "whatever the algorithm.");
        foreach (var r in results)
        {
            string[] cells = [r.Network, $"{r.Threads}", r.Ours.Show(1e3), r.Theirs?.Show(1e3) ?? run.Missing, Ratio(r.Ratio),
                Ratio(r.BestRatio), Text.Percent(r.ShareOfPeak(run.Limits))];
            table.Add(many ? [.. cells, Text.Number(kind.Batch / r.Ours.Median),
                r.Theirs is { } t ? Text.Number(kind.Batch / t.Median) : "–"] : cells);
        }

        foreach (var group in results.GroupBy(r => r.Threads))
        {
            string[] cells = ["geometric mean", $"{group.Key}", "", "", Ratio(MeanRatio(group)),
                Ratio(MeanRatio(group, r => r.BestRatio)), Text.Percent(Mean(group.Select(r => r.ShareOfPeak(run.Limits))))];
            table.Add(many ? [.. cells, "", ""] : cells);
        }

        return table;
    }

    private static void AddTargets(BenchmarkRun run, List<NetworkResult> results)
    {
        AddRatio("gradient", "one-class input gradient, geometric mean", "≥ 3× faster than PyTorch", PassKind.Gradient, 3);
        AddRatio("top-five", "top-5 input gradients, geometric mean",
            "≥ 5× faster than one captum-style call per class", PassKind.TopFive, 5);
        if (results.SingleOrDefault(r =>
            r.Network == "vgg16" && r.Kind == PassKind.Gradient && r.Threads == run.MostThreads) is { } vgg)
        {
            var flops = vgg.Kind.Flops(vgg.MultiplyAdds);
            var atPeak = flops / run.Limits.Flops(vgg.Threads);
            run.Report.Add(new Target("vgg", "VGG-16 one-class gradient", "less time than its operations at the measured peak",
                $"{Text.Number(vgg.Ours.Median * 1e3)} ms; {Text.Number(flops / 1e9)} GFLOP at the peak: "
                    + $"{Text.Number(atPeak * 1e3)} ms", vgg.Ours.Median < atPeak));
        }

        void AddRatio(string key, string what, string wanted, PassKind kind, double least)
        {
            var means = run.Options.Threads.ToDictionary(t => t,
                t => MeanRatio(results.Where(r => r.Kind == kind && r.Threads == t)));
            var measured = string.Join(", ",
                means.Select(m => $"{Text.Threads(m.Key)}: {(m.Value is { } ratio ? Text.Ratio(ratio) : run.Missing)}"));
            run.Report.Add(new Target(key, what, wanted, measured, means[run.MostThreads] is { } best ? best >= least : null));
        }
    }

    private static string Ratio(double? ratio) => ratio is { } value ? Text.Ratio(value) : "–";

    private static double? MeanRatio(IEnumerable<NetworkResult> results, Func<NetworkResult, double?>? of = null)
    {
        var ratios = results.Select(of ?? (r => r.Ratio)).ToArray();
        return ratios.Contains(null) ? null : Mean(ratios.Select(r => r!.Value));
    }

    private static double Mean(IEnumerable<double> values) => Math.Exp(values.Average(Math.Log));
}
