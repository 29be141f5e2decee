using SaliencyPS.Benchmarks.Measuring;
using SaliencyPS.Benchmarks.Peer;
using SaliencyPS.Benchmarks.Reporting;
using SaliencyPS.Localization;

namespace SaliencyPS.Benchmarks.Pipeline;

/// <summary>
/// From photographs to the boxes of their five best classes: our program against what one writes in Python, and in C# with
/// TorchSharp and OpenCvSharp; process against process.
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
            ["cut", "ours, s", "ours, images/s", "Python, s", "Python, images/s", "ratio", "C# recipe, s", "C# recipe, images/s",
                "ratio"],
            $"Ours: `saliency box - --top 5 --json`, the whole process, {Text.Threads(Environment.ProcessorCount)}, median and "
                + $"quartiles of three "
            + "runs (full size: one). Python, as many threads: Pillow, torchvision, one forward and backward pass per class, "
            + "cv2.grabCut, cv2.connectedComponentsWithStats. C# recipe: the same steps with TorchSharp and OpenCvSharp, "
            + $"{RecipeWeights.Description}. Of both {peerCount} photographs measured, time for {count} = until the first "
            + $"result + mean of the others × {count - 1}. Both cut at the same resolution. "
            + $"Network: {inputs.NetworkName}; {inputs.Photographs.Count} {inputs.PhotographsName}, again and again.");
        double? target = null, recipeTarget = null;
        var weights = RecipeWeights.Write(run);
        var standard = LocalizationOptions.Default.MaximumCutPixels;
        (string, int)[] resolutions = [($"≤ {standard} pixels (default)", standard), ("full size", int.MaxValue)];
        foreach (var (name, pixels) in run.Options.Smoke ? resolutions[..1] : resolutions)
        {
            run.Say($"{count} photographs, cut at {name}");
            // Ours on both sides of the peer's, so that the noise of one moment does not hit one alone.
            var ours = new List<double> { Ours(run, count, pixels) };
            var theirs = Seconds(run.WithPeerProgram(python =>
                ChildProcess.Run(PeerPrograms.Boxes(run, python, peerCount, 5, pixels))), count);
            var recipe = Seconds(weights is null ? null
                : ChildProcess.Run(PeerPrograms.Recipe(run, weights, peerCount, 5, pixels)), count);
            if (!run.Options.Smoke && pixels == standard) ours.AddRange([Ours(run, count, pixels), Ours(run, count, pixels)]);
            var times = new Samples(ours);
            var ratio = theirs / times.Median;
            target ??= ratio;
            recipeTarget ??= recipe / times.Median;
            table.Add(name, times.Show(1), Text.Number(count / times.Median), theirs is { } t ? Text.Number(t) : run.Missing,
                theirs is { } s ? Text.Number(count / s) : "–", Text.Ratio(ratio), recipe is { } c ? Text.Number(c) : "–",
                recipe is { } d ? Text.Number(count / d) : "–", Text.Ratio(recipe / times.Median));
        }

        run.Report.Add(Section, table);
        run.Report.Add(new Target("pipeline", $"end to end, top 5 boxes per photograph, {count} photographs", "≥ 6× Python",
            target is { } best ? Text.Ratio(best) : run.Missing, target is null ? null : target >= 6));
        run.Report.Add(new Target("pipeline-csharp", $"end to end, top 5 boxes per photograph, {count} photographs",
            "≥ 5× the C# recipe", recipeTarget is { } least ? Text.Ratio(least) : RecipeWeights.Description,
            recipeTarget is null ? null : recipeTarget >= 5));
    }

    private static double Ours(BenchmarkRun run, int count, int pixels)
    {
        var program = BuiltPrograms.Cli("box", "-", "--network", run.Inputs.Network, "--top", "5", "--json",
            "--max-cut-pixels", $"{pixels}");
        var child = ChildProcess.Run(program, run.Inputs.Repeat(count));
        return child.Lines.Count == 5 * count ? child.Seconds
            : throw new ChildProcessException($"{child.Lines.Count} boxes for {count} photographs.");
    }

    // From few photographs to all.
    private static double? Seconds(ChildProcess? child, int count)
    {
        if (child is null) return null;
        var (first, last) = (child.Lines[0].Seconds, child.Lines[^1].Seconds);
        return child.Lines.Count > 1 ? first + (last - first) / (child.Lines.Count - 1) * (count - 1) : first * count;
    }
}
