using SaliencyPS.Benchmarks.Measuring;
using SaliencyPS.Benchmarks.Networks;
using SaliencyPS.Benchmarks.Reporting;

namespace SaliencyPS.Benchmarks.Tokens;

/// <summary>Networks of tokens against libtorch of today, in one process.</summary>
internal sealed class TokenSection : ISection
{
    private const string Section = "Networks of tokens";
    private const double AccurateLogits = 1e-5, AccurateGradient = 1e-4;

    // timm's names, and ours.
    private static readonly (string Name, string Architecture)[] Networks =
        [("vit_tiny_patch16_224", "vit_tiny_patch16"), ("convnext_atto", "convnext_atto")];

    public string Name => "tokens";

    public void Run(BenchmarkRun run)
    {
        run.Say($"reference: {NetworkReferences.Description}");
        var accuracy = new Table("How far both are from each other",
            ["network", "multiply-adds, millions", "scores", "gradient", "our gradient – exact", "libtorch's – exact"],
            "Relative Euclidean distance; the best class's gradient. Exact: our scalar kernels in double precision. Random "
            + "weights, the same in both, from a seed.");
        var results = new List<NetworkResult>();
        foreach (var (name, architecture) in Networks.Where(n => run.Options.Selects(n.Name)).Take(run.Options.Smoke ? 1 : 2))
        {
            run.Say(name);
            using var contest = new TokenContest(run, name, architecture);
            var e = contest.Errors();
            accuracy.Add(name, Text.Number(contest.MultiplyAdds / 1e6), Error(e.Logits), Error(e.Gradient),
                Text.Scientific(e.FromExact), Error(e.ReferenceFromExact));
            run.Say($"{name}: scores differ by {Error(e.Logits)}, gradients by {Error(e.Gradient)}");
            // Times of two different computations say nothing.
            if (e.Logits > AccurateLogits || e.Gradient > AccurateGradient)
                throw new InvalidOperationException($"{name} does not compute what libtorch computes: scores differ by "
                    + $"{Error(e.Logits)}, gradients by {Error(e.Gradient)}.");
            foreach (var kind in (PassKind[])[PassKind.Forward, PassKind.Gradient])
                foreach (var threads in run.Options.Threads)
                {
                    var times = contest.Measure(kind, threads);
                    results.Add(new NetworkResult(name, kind, threads, contest.MultiplyAdds, times));
                    run.Say($"{name}, {kind.Title}, {Text.Threads(threads)}: {times.Ours.ShowRange(1e3)} ms, libtorch "
                        + $"{times.Library?.ShowRange(1e3) ?? "–"}");
                }
        }

        if (results.Count == 0) return;
        run.Report.Add(Section, accuracy);
        foreach (var kind in results.GroupBy(r => r.Kind)) run.Report.Add(Section, Show(run, kind.Key, kind));
    }

    private static Table Show(BenchmarkRun run, PassKind kind, IEnumerable<NetworkResult> results)
    {
        var table = new Table(kind.Title,
            ["network", "threads", "ours, ms", "libtorch, ms", "libtorch / ours", "at best", "share of peak"],
            $"Reference: {NetworkReferences.Description}. Medians, in parentheses the least and the most. At best: fastest "
            + "against fastest. Share of the measured multiply-add peak of as many threads; normalizations, soft-max and "
            + "activations count nothing.");
        foreach (var r in results)
            table.Add(r.Network, $"{r.Threads}", r.Times.Ours.ShowRange(1e3), r.Times.Library?.ShowRange(1e3) ?? "–",
                Text.Ratio(r.Times.LibraryRatio), Text.Ratio(r.Times.BestRatio), Text.Percent(r.ShareOfPeak(run.Limits)));
        return table;
    }

    private static string Error(double? error) => error is { } known ? Text.Scientific(known) : "–";
}
