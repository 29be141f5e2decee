using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Networks;
using SaliencyPS.Results;
using SaliencyPS.Saliency.Methods;
using SaliencyPS.Saliency.Views;
using SaliencyPS.Threads;

namespace SaliencyPS.Saliency.Analysis;

/// <summary>
/// Computes class saliency maps of images with one network: one forward pass per image, and one backward pass that carries
/// all the classes as a batch (paper, sections 3 and 3.1). Holds one worker's memory; not thread-safe, while the network is.
/// </summary>
internal sealed class SaliencyAnalyzer
{
    private readonly Network _network;
    private readonly SaliencyOptions _options;
    private readonly MapSettings _settings;
    private readonly Lazy<SaliencyPlan> _plan;
    private Attributor? _attributor;

    private SaliencyView ScoreView => _options.ScoreView ?? _options.View;

    /// <summary>Prepares for images of any size.</summary>
    /// <param name="network">The network.</param>
    /// <param name="options">What to compute.</param>
    /// <exception cref="ArgumentException">
    /// An option is out of range, a class or layer does not exist, or the network does not take one or three channels.
    /// </exception>
    public SaliencyAnalyzer(Network network, SaliencyOptions options) : this(network, options, plan: null)
    {
    }

    /// <summary>Prepares for images of any size, with a plan that several analyzers may share.</summary>
    /// <param name="network">The network.</param>
    /// <param name="options">What to compute.</param>
    /// <param name="plan">
    /// What one pass takes in; that of <see cref="SaliencyPlan.For(Network, SaliencyOptions)"/> where null.
    /// </param>
    /// <exception cref="ArgumentException">
    /// An option is out of range, a class or layer does not exist, or the network does not take one or three channels.
    /// </exception>
    internal SaliencyAnalyzer(Network network, SaliencyOptions options, SaliencyPlan? plan)
    {
        options.Validate();
        foreach (var c in options.Classes ?? [])
            if (c < 0 || c >= network.ClassCount)
                throw new ArgumentException(
                    $"Network '{network.Name}' has no class {c}; its classes are 0 to {network.ClassCount - 1}.");
        if (options.MinimumProbability > 0 && network.Probability == ProbabilityKind.None)
            throw new ArgumentException(
                $"Network '{network.Name}' has no probabilities, so that no class has a probability above a minimum.");
        _settings = MethodCatalog.Describe(network, options);
        ViewPlan.Require(network);
        (_network, _options, _plan) = (network, options, new(() => plan ?? SaliencyPlan.For(network, options)));
    }

    /// <summary>
    /// Reads an image with the detail that the analysis and a cut by default options need; see
    /// <see cref="SaliencyOptions.FullResolution"/>.
    /// </summary>
    /// <inheritdoc cref="ImageDecoder.Read(string, Func{int, int, double}, ImageLimits?, CancellationToken)"/>
    public DecodedImage Read(string path, ImageLimits? limits = null, CancellationToken token = default) =>
        _options.IncludePicture ? ImageDecoder.ReadAndKeep(path, Reduction, limits, token)
            : ImageDecoder.Read(path, Reduction, limits, token);

    /// <summary>Decodes an image that is in no file, likewise; it keeps the bytes, to be decoded again.</summary>
    internal DecodedImage Decode(byte[] content, ImageLimits? limits = null, CancellationToken token = default) =>
        ImageDecoder.Decode(content, Reduction, limits, token) with { File = content };

    /// <summary>
    /// The maps of one image, best class first (or in the order of
    /// <see cref="SaliencyOptions.Classes"/>), each as soon as it exists.
    /// </summary>
    /// <param name="image">The decoded image.</param>
    /// <param name="path">Where it came from; kept on the results.</param>
    /// <param name="token">Stops the computation within one tile of work.</param>
    /// <exception cref="ElongatedImageException">The image is too elongated for the view.</exception>
    /// <exception cref="NotFiniteNumberException">
    /// A score or a map is not finite; the message names the layer at fault.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IEnumerable<ClassSaliency> Analyze(RgbImage image, string path, CancellationToken token = default) =>
        Analyze(new DecodedImage(image), path, _options.Classes, new Parallelism(_options.Threads, token));

    /// <summary>
    /// The maps of one image for given classes, or for the best-scored ones, with given threads; each as soon as it exists.
    /// </summary>
    /// <param name="image">
    /// The image, perhaps with less detail than its file has; sizes of the results are those of the file.
    /// </param>
    /// <param name="path">Where it came from; kept on the results.</param>
    /// <param name="classes">Maps for exactly these classes; for the best-scored ones where null.</param>
    /// <param name="parallel">Threads and the token that stops the computation within one tile of work.</param>
    /// <param name="progress">
    /// Told, on this thread, the share of the maps' passes that is done, where the method takes more than one.
    /// </param>
    /// <exception cref="ElongatedImageException">The image is too elongated for the view.</exception>
    /// <exception cref="NotFiniteNumberException">
    /// A score or a map is not finite; the message names the layer at fault.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    internal IEnumerable<ClassSaliency> Analyze(DecodedImage image, string path,
        IReadOnlyList<int>? classes, Parallelism parallel, IProgress<WorkProgress>? progress = null)
    {
        // The view of the maps last: what its pass leaves is used on the way back.
        var shown = ScoreView == _options.View ? Show(image, _options.View, parallel) : null;
        var judged = Judge(shown ?? Show(image, ScoreView, parallel), classes);
        if (judged.Asked.Length == 0) yield break;
        var crops = shown ?? Show(image, _options.View, parallel);
        var view = ViewPlan.For(_options.View, _network, image.Width, image.Height);
        var unfamiliar = Familiarity.IsUnfamiliar(_network, crops.Select(crop => crop.Values));
        var contrast = _options.Attribution.ClassContrast;
        foreach (var maps in contrast > 0 ? [Contrast()] : Compute(judged.Asked))
        {
            ClassSaliency[] results = [.. maps.Select(one => new ClassSaliency
            {
                Path = path,
                Rank = judged.Ranks[one.Class],
                ClassIndex = one.Class,
                Label = _network.Labels[one.Class],
                Score = judged.Scores[one.Class],
                Probability = judged.Probabilities[one.Class],
                Bias = one.Crops.Average(crop => crop.Bias),
                CompletenessGap = one.Crops.Average(crop => crop.CompletenessGap),
                Settings = _settings,
                IsUnfamiliar = unfamiliar,
                IsSingle = IsSingle(classes),
                Reduction = image.Reduction,
                Map = one.Map,
            })];
            ClassSaliency.Introduce(results, image);
            foreach (var result in results) yield return result;
        }

        // As many classes at a time as go through one backward pass.
        IEnumerable<(int Class, CropAttribution[] Crops, SaliencyMap Map)[]> Compute(int[] targets)
        {
            int[][] groups = [.. targets.Chunk(Attributor.Group(crops.Length))];
            foreach (var (g, group) in groups.Index())
            {
                var attributions = Attributor.Attribute(crops, group, parallel,
                    progress is null ? null : new Part(progress, g, groups.Length));
                yield return [.. group.Zip(attributions,
                    (c, of) => (c, of, view.Merge([.. of.Select(crop => crop.Map)], image.Width, image.Height)))];
            }
        }

        (int Class, CropAttribution[] Crops, SaliencyMap Map)[] Contrast()
        {
            int[] Rivals(int c) => [.. ClassContrast.Of(c, judged.Order)];
            int[] targets = [.. judged.Asked.Concat(judged.Asked.SelectMany(Rivals)).Distinct()];
            var all = Compute(targets).SelectMany(group => group).ToDictionary(one => one.Class);
            return [.. judged.Asked.Select(c => all[c] with
            {
                Map = ClassContrast.Apply(all[c].Map, [.. Rivals(c).Select(rival => all[rival].Map)], contrast)
            })];
        }
    }

    /// <summary>
    /// The scores of one image for given classes, or of the best-scored ones, best first: one forward pass and no map.
    /// </summary>
    /// <inheritdoc cref="Analyze(DecodedImage, string, IReadOnlyList{int}?, Parallelism, IProgress{WorkProgress}?)"/>
    internal IEnumerable<ClassScore> Score(DecodedImage image, string path, IReadOnlyList<int>? classes, Parallelism parallel)
    {
        var crops = Show(image, ScoreView, parallel);
        var judged = Judge(crops, classes);
        var unfamiliar = Familiarity.IsUnfamiliar(_network, crops.Select(crop => crop.Values));
        return judged.Asked.Select(c => new ClassScore
        {
            Path = path, Rank = judged.Ranks[c], ClassIndex = c, Label = _network.Labels[c], Score = judged.Scores[c],
            Probability = judged.Probabilities[c], Width = image.Width, Height = image.Height, View = ScoreView,
            Network = _network.Name, NetworkDigest = _settings.NetworkDigest, ModuleVersion = _settings.ModuleVersion,
            IsUnfamiliar = unfamiliar, IsSingle = IsSingle(classes),
        });
    }

    private double Reduction(int width, int height) => _options.FullResolution ? 1
        : Math.Min(Detail.Reduction(width, height, _options.View, _network),
            Detail.Reduction(width, height, ScoreView, _network));

    // Its memory is taken with the first image.
    private Attributor Attributor => _attributor ??= _plan.Value.NewAttributor();

    private CropInput[] Show(DecodedImage image, SaliencyView view, Parallelism parallel)
    {
        var plan = ViewPlan.For(view, _network, image.Width, image.Height);
        var resized = plan.Resize(image.Image, parallel);
        return Attributor.Score(plan.Crops.Count,
            (crop, input) => plan.Fill(resized, crop, _network.Preprocessing, input), parallel);
    }

    private bool IsSingle(IReadOnlyList<int>? classes) => (classes?.Count ?? _options.Top) == 1;

    private Judgement Judge(CropInput[] crops, IReadOnlyList<int>? classes)
    {
        double[] scores =
            [.. Enumerable.Range(0, _network.ClassCount).Select(c => crops.Average(crop => (double)crop.Logits[c]))];
        var probabilities = Scores.Probabilities(_network.Probability, scores);
        var order = Scores.Ranking(scores);
        var ranks = new int[order.Length];
        for (var r = 0; r < order.Length; r++) ranks[order[r]] = r + 1;
        var asked = classes ?? order.Take(_options.Top);
        // Where a network has no probabilities, there is no minimum.
        return new(scores, probabilities, order, ranks,
            [.. asked.Where(c => !(probabilities[c] < _options.MinimumProbability))]);
    }

    // What the scores say: of each class score, probability and rank; the classes from the best on; and those to go on with.
    private sealed record Judgement(double[] Scores, double[] Probabilities, int[] Order, int[] Ranks, int[] Asked);

    // Tells how far the whole is, of which a part reports.
    private sealed class Part(IProgress<WorkProgress> whole, int index, int count) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => whole.Report(new(index + (value.Share ?? 0), count));
    }
}
