using SaliencyPS.Evaluation.Figures;
using SaliencyPS.Imaging;
using SaliencyPS.Networks;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Analysis;
using SaliencyPS.Saliency.Methods;
using SaliencyPS.Threads;

namespace SaliencyPS.Evaluation.Faithfulness;

/// <summary>The faithfulness of several methods' maps to one network, over many images.</summary>
internal sealed class FaithfulnessStudy
{
    private readonly Network _network;
    private readonly IReadOnlyList<SaliencyOptions> _methods;
    private readonly FaithfulnessOptions _measure;

    // For each method the maps of each image.
    private readonly List<IReadOnlyList<FaithfulnessDetail>>[] _measured;

    /// <summary>Prepares.</summary>
    /// <param name="network">The network.</param>
    /// <param name="methods">At least one method with the same view and classes.</param>
    /// <param name="measure">How to measure.</param>
    /// <exception cref="ArgumentException">What <see cref="FaithfulnessMeter.Check"/> says of a method.</exception>
    public FaithfulnessStudy(Network network, IReadOnlyList<SaliencyOptions> methods, FaithfulnessOptions measure)
    {
        foreach (var options in methods) FaithfulnessMeter.Check(network, options, measure);
        (_network, _methods, _measure) = (network, methods, measure);
        _measured = [.. methods.Select(_ => new List<IReadOnlyList<FaithfulnessDetail>>())];
    }

    /// <summary>The methods that suit a network, with these options; the others, with the reason.</summary>
    public static (IReadOnlyList<SaliencyMethod> Suitable, IReadOnlyList<(SaliencyMethod Method, string Reason)> Others)
        AllMethods(Network network, AttributionOptions options)
    {
        var (suitable, others) = (new List<SaliencyMethod>(), new List<(SaliencyMethod, string)>());
        foreach (var method in Enum.GetValues<SaliencyMethod>())
            try
            {
                MethodCatalog.Check(network, options with { Method = method });
                suitable.Add(method);
            }
            catch (ArgumentException e)
            {
                others.Add((method, e.Message));
            }

        return (suitable, others);
    }

    /// <summary>What one pass takes in: so much that every method fits, since they take turns.</summary>
    /// <param name="memory">What the process may take, in bytes; null for no limit.</param>
    /// <exception cref="ArgumentException">Not even one worker fits.</exception>
    public SaliencyPlan Plan(long? memory) => _methods
        .Select(options => FaithfulnessMeter.Plan(_network, options with { MemoryLimit = memory }))
        .OrderBy(plan => plan.Crops).ThenByDescending(plan => plan.WorkerBytes).First();

    /// <inheritdoc cref="SaliencyAnalyzer.Read(AnalysisInput, ImageLimits, CancellationToken)"/>
    public DecodedImage Read(AnalysisInput input, ImageLimits limits, CancellationToken token) =>
        new SaliencyAnalyzer(_network, _methods[0]).Read(input, limits, token);

    /// <summary>Measures the maps of one image by each method, one after the other; on any thread.</summary>
    /// <param name="image">The image.</param>
    /// <param name="path">Where it came from.</param>
    /// <param name="plan">What one pass takes in.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    /// <param name="progress">Told the share that is done.</param>
    /// <returns>For each method its maps.</returns>
    public IReadOnlyList<IReadOnlyList<FaithfulnessDetail>> Measure(RgbImage image, string path, SaliencyPlan plan,
        Parallelism parallel, IProgress<WorkProgress>? progress = null) =>
        [.. _methods.Select((options, n) => new FaithfulnessMeter(_network, options, _measure, plan).Measure(
            image, path, parallel, progress is null ? null : new Part(progress, n, _methods.Count)))];

    /// <summary>Counts what <see cref="Measure"/> found of an image, in the order of the images.</summary>
    public void Add(IReadOnlyList<IReadOnlyList<FaithfulnessDetail>> image)
    {
        foreach (var (all, own) in _measured.Zip(image)) all.Add(own);
    }

    /// <summary>The means of each method over all images; none where there is no image.</summary>
    public IEnumerable<FaithfulnessMeasurement> Summarize() =>
        from images in _measured where images.Exists(maps => maps.Count > 0) select Summarize(images);

    private FaithfulnessMeasurement Summarize(List<IReadOnlyList<FaithfulnessDetail>> images)
    {
        FaithfulnessDetail[] all = [.. images.SelectMany(maps => maps)];
        var means = Means([.. Enumerable.Repeat(1, images.Count)]);
        var intervals = Bootstrap.Intervals(images.Count, _measure.Resamples, _measure.Confidence,
            _methods[0].Attribution.Seed, _methods[0].Threads, Means);
        string[] names = [.. FaithfulnessDetail.Figures.Select(figure => figure.Name)];
        return new()
        {
            Made = all[0].Made,
            RemovalBaseline = _measure.RemovalBaseline,
            CurveStep = _measure.CurveStep,
            Images = images.Count,
            Maps = all.Length,
            Means = names.Zip(means).ToDictionary(),
            Confidence = _measure.Confidence,
            Intervals = names.Zip(intervals).ToDictionary(),
            Details = _measure.Details ? all.AsReadOnly() : null,
        };

        // Maps of one image are drawn together.
        double[] Means(int[] drawn)
        {
            var maps = images.Zip(drawn, (image, times) => image.Count * times).Sum();
            return [.. FaithfulnessDetail.Figures.Select(figure =>
                images.Zip(drawn, (image, times) => times * image.Sum(figure.Of)).Sum() / maps)];
        }
    }

    // Tells how far the whole is, of which a part reports.
    private sealed class Part(IProgress<WorkProgress> whole, int index, int count) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => whole.Report(new(index + (value.Share ?? 0), count));
    }
}
