using SaliencyPS.Benchmarks.Measuring;
using SaliencyPS.Benchmarks.Peer;
using SaliencyPS.Benchmarks.Reporting;
using SaliencyPS.Localization;

namespace SaliencyPS.Benchmarks.Pipeline;

/// <summary>
/// From photographs to the boxes of their five best classes: our program against a Python program, process against process.
/// </summary>
internal sealed class PipelineSection : ISection
{
    private const string Section = "End to end";

    public string Name => "pipeline";

    public void Run(BenchmarkRun run)
    {
        var inputs = run.Inputs;
        var (count, peerCount) = (run.Options.PhotographCount,
            Math.Min(run.Options.PhotographCount, run.Options.PeerPhotographCount));
        var table = new Table($"Five boxes for each of {count} photographs",
            ["cut", "ours, s", "ours, images/s", "Python, s", "Python, images/s", "ratio"],
            $"Ours: `saliency box - --top 5 --json`, the whole process, {Text.Threads(Environment.ProcessorCount)}, median and "
                + $"quartiles of three "
            + "runs (full size: one). Python, as many threads: Pillow, torchvision, one forward and backward pass per class, "
            + "cv2.grabCut, "
            + $"cv2.connectedComponentsWithStats; {peerCount} photographs measured, time for {count} = until the first result + "
            + $"mean of the others × "
            + $"{count - 1}. Both cut at the same resolution. "
            + $"Network: {inputs.NetworkName}; {inputs.Photographs.Count} {inputs.PhotographsName}, again and again.");
        double? target = null;
        var standard = LocalizationOptions.Default.MaximumCutPixels;
        (string, int)[] resolutions = [($"≤ {standard} pixels (default)", standard), ("full size", int.MaxValue)];
        foreach (var (name, pixels) in run.Options.Smoke ? resolutions[..1] : resolutions)
        {
            run.Say($"{count} photographs, cut at {name}");
            // Ours on both sides of the peer's, so that the noise of one moment does not hit one alone.
            var ours = new List<double> { Ours(run, count, pixels) };
            var theirs = Theirs(run, count, peerCount, pixels);
            if (!run.Options.Smoke && pixels == standard) ours.AddRange([Ours(run, count, pixels), Ours(run, count, pixels)]);
            var times = new Samples(ours);
            var ratio = theirs / times.Median;
            target ??= ratio;
            table.Add(name, times.Show(1), Text.Number(count / times.Median), theirs is { } t ? Text.Number(t) : run.Missing,
                theirs is { } s ? Text.Number(count / s) : "–", ratio is { } r ? Text.Ratio(r) : "–");
        }

        run.Report.Add(Section, table);
        run.Report.Add(new Target("pipeline", $"end to end, top 5 boxes per photograph, {count} photographs", "≥ 6× Python",
            target is { } best ? Text.Ratio(best) : run.Missing, target is null ? null : target >= 6));
    }

    private static double Ours(BenchmarkRun run, int count, int pixels)
    {
        var program = BuiltPrograms.Cli("box", "-", "--network", run.Inputs.Network, "--top", "5", "--json",
            "--max-cut-pixels", $"{pixels}");
        var child = ChildProcess.Run(program, run.Inputs.Repeat(count));
        return child.Lines.Count == 5 * count ? child.Seconds
            : throw new ChildProcessException($"{child.Lines.Count} boxes for {count} photographs.");
    }

    private static double? Theirs(BenchmarkRun run, int count, int measured, int pixels)
    {
        if (run.WithPeerProgram(python =>
            ChildProcess.Run(PeerPrograms.Boxes(run, python, measured, 5, pixels)))?.Lines is not { } lines)
            return null;
        var (first, last) = (lines[0].Seconds, lines[^1].Seconds);
        return lines.Count > 1 ? first + (last - first) / (lines.Count - 1) * (count - 1) : first * count;
    }
}
