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
public sealed class SaliencyAnalyzer
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
        _settings = MethodCatalog.Describe(network, options);
        ViewPlan.Require(network);
        (_network, _options, _plan) = (network, options, new(() => plan ?? SaliencyPlan.For(network, options)));
    }

    /// <summary>
    /// Reads an image with the detail that the analysis and a cut by default options need; see
    /// <see cref="SaliencyOptions.FullResolution"/>.
    /// </summary>
    /// <inheritdoc cref="ImageDecoder.Read(string, Func{int, int, double}, ImageLimits?, CancellationToken)"/>
    public DecodedImage Read(string path, ImageLimits? limits = null, CancellationToken token = default)
    {
        return _options.IncludePicture ? ImageDecoder.ReadAndKeep(path, Reduction, limits, token)
            : ImageDecoder.Read(path, Reduction, limits, token);

        double Reduction(int width, int height) => _options.FullResolution ? 1
            : Math.Min(Detail.Reduction(width, height, _options.View, _network),
                Detail.Reduction(width, height, ScoreView, _network));
    }

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
        var attributor = _attributor ??= _plan.Value.NewAttributor();
        // The view of the maps last: what its pass leaves is used on the way back.
        var scored = ScoreView == _options.View ? null : Show(ViewPlan.For(ScoreView, _network, image.Width, image.Height));
        var view = ViewPlan.For(_options.View, _network, image.Width, image.Height);
        var crops = Show(view);
        double[] scores = [.. Enumerable.Range(0, _network.ClassCount)
            .Select(c => (scored ?? crops).Average(crop => (double)crop.Logits[c]))];
        var probabilities = Scores.Probabilities(_network.Probability, scores);
        var ranking = Scores.Ranking(scores);
        var ranks = new int[ranking.Length];
        for (var r = 0; r < ranking.Length; r++) ranks[ranking[r]] = r + 1;

        var unfamiliar = Familiarity.IsUnfamiliar(_network, crops.Select(crop => crop.Values));
        int[] asked = [.. classes ?? ranking.Take(_options.Top)];
        var contrast = _options.Attribution.ClassContrast;
        foreach (var maps in contrast > 0 ? [Contrast()] : Compute(asked))
        {
            ClassSaliency[] results = [.. maps.Select(one => new ClassSaliency
            {
                Path = path,
                Rank = ranks[one.Class],
                ClassIndex = one.Class,
                Label = _network.Labels[one.Class],
                Score = scores[one.Class],
                Probability = probabilities[one.Class],
                Bias = one.Crops.Average(crop => crop.Bias),
                CompletenessGap = one.Crops.Average(crop => crop.CompletenessGap),
                Settings = _settings,
                IsUnfamiliar = unfamiliar,
                Reduction = image.Reduction,
                Map = one.Map,
            })];
            ClassSaliency.Introduce(results, image);
            foreach (var result in results) yield return result;
        }

        CropInput[] Show(ViewPlan plan)
        {
            var resized = plan.Resize(image.Image, parallel);
            return attributor.Score(plan.Crops.Count,
                (crop, input) => plan.Fill(resized, crop, _network.Preprocessing, input), parallel);
        }

        // As many classes at a time as go through one backward pass.
        IEnumerable<(int Class, CropAttribution[] Crops, SaliencyMap Map)[]> Compute(int[] targets)
        {
            int[][] groups = [.. targets.Chunk(attributor.Group(crops.Length))];
            foreach (var (g, group) in groups.Index())
            {
                var attributions = attributor.Attribute(crops, group, parallel,
                    progress is null ? null : new Part(progress, g, groups.Length));
                yield return [.. group.Zip(attributions,
                    (c, of) => (c, of, view.Merge([.. of.Select(crop => crop.Map)], image.Width, image.Height)))];
            }
        }

        (int Class, CropAttribution[] Crops, SaliencyMap Map)[] Contrast()
        {
            int[] targets = [.. asked.Concat(asked.SelectMany(c => ClassContrast.Of(c, ranking))).Distinct()];
            var all = Compute(targets).SelectMany(group => group).ToDictionary(one => one.Class);
            return [.. asked.Select(c => all[c] with
            {
                Map = ClassContrast.Apply(all[c].Map, [.. ClassContrast.Of(c, ranking).Select(rival => all[rival].Map)], contrast)
            })];
        }
    }

    // Tells how far the whole is, of which a part reports.
    private sealed class Part(IProgress<WorkProgress> whole, int index, int count) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => whole.Report(new(index + (value.Share ?? 0), count));
    }
}
