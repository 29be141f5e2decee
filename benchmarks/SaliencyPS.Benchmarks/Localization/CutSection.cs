using SaliencyPS.Benchmarks.Measuring;
using SaliencyPS.Benchmarks.Peer;
using SaliencyPS.Benchmarks.Reporting;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Imaging.Resizing;
using SaliencyPS.Networks.Store;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Analysis;

namespace SaliencyPS.Benchmarks.Localization;

/// <summary>One GraphCut, and the five of an image, against OpenCV's grabCut from the same seeds.</summary>
internal sealed class CutSection : ISection
{
    private const string Section = "Localisation";
    private const int Width = 500, Height = 375, Pictures = 24;

    // Energies are exact to the rounding of the costs: half a thousandth of a nat per pixel, up or down.
    private const double Tolerance = 1e-6;

    public string Name => "cut";

    public void Run(BenchmarkRun run)
    {
        var cases = Cases(run).ToArray();
        // Little for each of many images: they differ more than repetitions do.
        var effort = run.Effort with { Seconds = run.Effort.Seconds / 4, Rounds = 1, Least = 1 };
        var one = new Dictionary<bool, List<Comparison>> { [false] = [], [true] = [] };
        var five = run.Options.Threads.ToDictionary(t => t, _ => new List<Comparison>());
        var energies = new List<Energies>();
        foreach (var (number, cut) in cases.Index())
        {
            run.Say($"cut {number + 1} of {cases.Length}");
            cut.Write(run.Scratch("cut"));
            var fed = run.WithPeer(peer => peer.Ask("cuts.feed",
                new()
                {
                    ["path"] = run.Scratch("cut"), ["width"] = cut.Width, ["height"] = cut.Height, ["classes"] = cut.Classes
                }).ToString()) is not null;
            foreach (var threads in run.Options.Threads)
                five[threads].Add(Compare(() => cut.CutAll(threads), cut.Classes, false, threads));
            foreach (var held in one.Keys)
            {
                one[held].Add(Compare(() => cut.Cut(held), 1, held, 1));
                var theirs = fed ? run.WithPeer(peer =>
                {
                    peer.Ask("cuts.labels", new() { ["path"] = run.Scratch("labels"), ["held"] = held });
                    return File.ReadAllBytes(run.Scratch("labels"));
                }) : null;
                energies.Add(new(number + 1, held, cut.Cut(held).Energy, theirs is null ? null : cut.Energy(theirs)));
            }

            Comparison Compare(Action ours, int classes, bool held, int threads) =>
                (fed ? run.WithPeer(peer => Sampler.Alternate(effort, Sampler.Of(ours), Theirs(peer, classes, held, threads)))
                    : null)
                ?? Sampler.Alternate(effort, Sampler.Of(ours), null);
        }

        Show(run, cases, one, five);
        ShowEnergies(run, cases[0].Width * cases[0].Height, energies);
        double? whereHeld = Ratio(one[true]), whereFree = Ratio(one[false]);
        run.Report.Add(new Target("cut", $"one GraphCut at {Width}×{Height}",
            "≥ 10× faster than cv2.grabCut (1 iteration, same seeds), energy as low or lower",
            whereHeld is null || whereFree is null ? run.Missing
                : $"seeds held {Text.Ratio(whereHeld.Value)}, free {Text.Ratio(whereFree.Value)}; energy as low or lower for "
                    + $"{energies.Count(AsLow)} of {energies.Count}",
            whereHeld is null || whereFree is null ? null
                : Math.Min(whereHeld.Value, whereFree.Value) >= 10 && energies.All(AsLow)));
    }

    private static IEnumerable<CutCase> Cases(BenchmarkRun run)
    {
        var (width, height) = run.Options.Smoke ? (Width / 8, Height / 8) : (Width, Height);
        var analyzer = new SaliencyAnalyzer(NetworkReader.Read(run.Inputs.Network), new SaliencyOptions());
        foreach (var path in run.Inputs.Photographs.Take(run.Options.Smoke ? 1 : Pictures))
        {
            var image = Resampler.Bilinear(ImageDecoder.Read(path), width, height);
            yield return new CutCase(image, [.. analyzer.Analyze(image, path).Select(map => map.Map.ToImage())]);
        }
    }

    private static Repetitions Theirs(PeerProcess peer, int classes, bool held, int threads) => (seconds, least) =>
        [.. peer.Ask("cuts.sample",
            new() { ["classes"] = classes, ["held"] = held, ["threads"] = threads, ["seconds"] = seconds, ["least"] = least })
            .EnumerateArray().Select(t => t.GetDouble())];

    private static void Show(BenchmarkRun run, CutCase[] cases, Dictionary<bool, List<Comparison>> one,
        Dictionary<int, List<Comparison>> five)
    {
        var table = new Table($"GraphCut at {cases[0].Width}×{cases[0].Height}, {cases.Length} images",
            ["what", "threads", "ours, ms", "grabCut, ms", "grabCut / ours", "least", "most"],
            "Ours: links, seeds, color models, exact cut, largest component, box. OpenCV: cv2.grabCut alone, one iteration, "
                + "from those seeds "
            + "(undecided pixels: probably background; free seeds only train the color models, held ones keep their label). "
            + "Medians of every image; over the images their median and quartiles, and the geometric "
            + $"mean of the ratios. Pictures: {run.Inputs.PhotographsName}; maps: {run.Inputs.NetworkName}.");
        Add("one class, seeds free", 1, one[false]);
        Add("one class, seeds held", 1, one[true]);
        foreach (var (threads, times) in five) Add("five classes, seeds free", threads, times);
        run.Report.Add(Section, table);

        void Add(string what, int threads, List<Comparison> times)
        {
            var ratios = times.Where(t => t.Theirs is not null).Select(t => t.Theirs!.Median / t.Ours.Median).ToArray();
            string[] compared = Ratio(times) is { } ratio
                ? [new Samples(times.Select(t => t.Theirs!.Median)).Show(1e3), Text.Ratio(ratio),
                    Text.Ratio(ratios.Min()), Text.Ratio(ratios.Max())]
                : [run.Missing, "–", "–", "–"];
            table.Add([what, $"{threads}", new Samples(times.Select(t => t.Ours.Median)).Show(1e3), .. compared]);
        }
    }

    private static void ShowEnergies(BenchmarkRun run, int pixels, List<Energies> energies)
    {
        var table = new Table("Energy of the labelling, in nats",
            ["image", "seeds", "ours", "grabCut's labelling", "grabCut's − ours, per pixel"],
            "Both under our energy, of which our cut is the exact minimum: this says how far the other labelling is from it, "
                + "not that it is no "
            + "minimum of its own.");
        foreach (var (image, held, ours, theirs) in energies)
            table.Add([$"{image}", held ? "held" : "free", Text.Number(ours),
                .. theirs is { } e ? (string[])[Text.Number(e), Text.Number((e - ours) / pixels)] : [run.Missing, "–"]]);
        run.Report.Add(Section, table);
    }

    private static bool AsLow(Energies energy) =>
        energy.Theirs is { } theirs && energy.Ours <= theirs + Tolerance * Math.Abs(theirs);

    private static double? Ratio(List<Comparison> times) =>
        times.Any(t => t.Theirs is null) ? null : Math.Exp(times.Average(t => Math.Log(t.Theirs!.Median / t.Ours.Median)));

    private sealed record Energies(int Image, bool Held, double Ours, double? Theirs);
}
