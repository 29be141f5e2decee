using SaliencyPS.Benchmarks.Measuring;
using SaliencyPS.Benchmarks.Peer;
using SaliencyPS.Benchmarks.Reporting;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Imaging.Resizing;
using SaliencyPS.Networks.Store;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Analysis;

namespace SaliencyPS.Benchmarks.Localization;

/// <summary>
/// One GraphCut, and the five of an image, against OpenCV's grabCut from the same seeds: in Python and in this process.
/// </summary>
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
            using var library = cut.ToReference();
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
                energies.Add(new(number + 1, held, cut.Cut(held).Energy, theirs is null ? null : cut.Energy(theirs),
                    library is null ? null : cut.Energy(library.Labels(held))));
            }

            Comparison Compare(Action ours, int classes, bool held, int threads)
            {
                var cuts = library is null ? null : Sampler.Of(() => library.Cut(classes, held, threads));
                return (fed ? run.WithPeer(peer =>
                        Sampler.Alternate(effort, Sampler.Of(ours), Theirs(peer, classes, held, threads), cuts)) : null)
                    ?? Sampler.Alternate(effort, Sampler.Of(ours), null, cuts);
            }
        }

        Show(run, cases, one, five);
        ShowEnergies(run, cases[0].Width * cases[0].Height, energies);
        var lowest = energies.Count(AsLow);
        AddTarget("cut", $"one GraphCut at {Width}×{Height}, seeds free", 10, [("1 thread", one[false])],
            ", energy as low or lower", $"; energy as low or lower for {lowest} of {energies.Count}", lowest == energies.Count);
        AddTarget("five-cuts", $"the five cuts of a photograph at {Width}×{Height}, seeds free", 20,
            five.Select(f => (Text.Threads(f.Key), f.Value)));

        void AddTarget(string key, string what, double least, IEnumerable<(string Threads, List<Comparison> Times)> lists,
            string alsoWanted = "", string also = "", bool alsoMet = true)
        {
            var ratios = (from peer in (IEnumerable<(string Name, Func<Comparison, double?> Ratio)>)
                    [("Python", t => t.PythonRatio), ("OpenCvSharp", t => t.LibraryRatio)]
                from list in lists
                let ratio = Mean(list.Times, peer.Ratio)
                where ratio is not null
                select (Text: $"{peer.Name}, {list.Threads}: {Text.Ratio(ratio)}", Ratio: ratio)).ToArray();
            run.Report.Add(new Target(key, what, $"≥ {least}× faster than grabCut (1 iteration, same seeds)" + alsoWanted,
                ratios.Length == 0 ? run.Missing : string.Join(", ", ratios.Select(r => r.Text)) + also,
                ratios.Length == 0 ? null : ratios.Min(r => r.Ratio) >= least && alsoMet));
        }
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
            ["what", "threads", "ours, ms", "Python, ms", "Python / ours", "OpenCvSharp, ms", "OpenCvSharp / ours", "least",
                "most"],
            "Ours: links, seeds, color models, exact cut, largest component, box. OpenCV: grabCut alone, one iteration, "
                + "from those seeds "
            + "(undecided pixels: probably background; free seeds only train the color models, held ones keep their label). "
            + $"In a Python: {run.Peer}. In this process: {CutReferences.Description}. "
            + "Medians of every image; over the images their median and quartiles, the geometric "
            + "mean of the ratios, and the least and the most of either. "
            + $"Pictures: {run.Inputs.PhotographsName}; maps: {run.Inputs.NetworkName}.");
        Add("one class, seeds free", 1, one[false]);
        Add("one class, seeds held", 1, one[true]);
        foreach (var (threads, times) in five) Add("five classes, seeds free", threads, times);
        run.Report.Add(Section, table);

        void Add(string what, int threads, List<Comparison> times)
        {
            double[] ratios = [.. times.SelectMany(t => new[] { t.PythonRatio, t.LibraryRatio }).OfType<double>()];
            table.Add(what, $"{threads}", new Samples(times.Select(t => t.Ours.Median)).Show(1e3),
                Medians(t => t.Python) ?? run.Missing, Text.Ratio(Mean(times, t => t.PythonRatio)),
                Medians(t => t.Library) ?? "–", Text.Ratio(Mean(times, t => t.LibraryRatio)),
                Text.Ratio(ratios.Length == 0 ? null : ratios.Min()), Text.Ratio(ratios.Length == 0 ? null : ratios.Max()));

            string? Medians(Func<Comparison, Samples?> of) => times.Any(t => of(t) is null) ? null
                : new Samples(times.Select(t => of(t)!.Median)).Show(1e3);
        }
    }

    private static void ShowEnergies(BenchmarkRun run, int pixels, List<Energies> energies)
    {
        var table = new Table("Energy of the labelling, in nats",
            ["image", "seeds", "ours", "Python's grabCut", "per pixel more", "OpenCvSharp's grabCut", "per pixel more"],
            "Both under our energy, of which our cut is the exact minimum: this says how far the other labelling is from it, "
                + "not that it is no "
            + "minimum of its own.");
        foreach (var (image, held, ours, python, library) in energies)
            table.Add([$"{image}", held ? "held" : "free", Text.Number(ours),
                .. Against(ours, python, run.Missing), .. Against(ours, library, "–")]);
        run.Report.Add(Section, table);

        string[] Against(double ours, double? theirs, string missing) =>
            theirs is { } e ? [Text.Number(e), Text.Number((e - ours) / pixels)] : [missing, "–"];
    }

    private static bool AsLow(Energies energy) => new[] { energy.Python, energy.Library }
        .All(theirs => theirs is not { } e || energy.Ours <= e + Tolerance * Math.Abs(e));

    private static double? Mean(List<Comparison> times, Func<Comparison, double?> ratio) =>
        times.Any(t => ratio(t) is null) ? null : Math.Exp(times.Average(t => Math.Log(ratio(t)!.Value)));

    private sealed record Energies(int Image, bool Held, double Ours, double? Python, double? Library);
}
