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
    private (int Images, Attributor Attributor)? _attributor;

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

    /// <summary>Reads an image likewise; one that is in no file keeps its bytes, to be decoded again.</summary>
    internal DecodedImage Read(AnalysisInput input, ImageLimits limits, CancellationToken token) =>
        input.ReadContent(token) is { } content
            ? ImageDecoder.Decode(content, Reduction, limits, token) with { File = content }
            : Read(input.Path, limits, token);

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
        IReadOnlyList<int>? classes, Parallelism parallel, IProgress<WorkProgress>? progress = null) =>
        Group([(image, path)], _ => classes, parallel, progress).SelectMany(maps => maps[0]);

    /// <summary>The maps of several images, as of one, in passes that they share.</summary>
    /// <param name="images">The images and where they came from.</param>
    /// <param name="classes">
    /// Told the place of an image, names the classes of its maps; null for the best-scored ones.
    /// </param>
    /// <returns>The maps of each image, in their order.</returns>
    /// <inheritdoc cref="Analyze(DecodedImage, string, IReadOnlyList{int}?, Parallelism, IProgress{WorkProgress}?)"/>
    /// <param name="parallel"/><param name="progress"/>
    internal IReadOnlyList<ClassSaliency>[] Analyze(IReadOnlyList<(DecodedImage Image, string Path)> images,
        Func<int, IReadOnlyList<int>?> classes, Parallelism parallel, IProgress<WorkProgress>? progress = null)
    {
        ClassSaliency[][][] groups = [.. Group(images, classes, parallel, progress)];
        return [.. images.Select((_, n) => (ClassSaliency[])[.. groups.SelectMany(maps => maps[n])])];
    }

    /// <summary>
    /// The scores of images for given classes, or of the best-scored ones, best first: one forward pass and no map.
    /// </summary>
    /// <param name="images">The images and where they came from.</param>
    /// <param name="classes">
    /// Told the place of an image, names its classes; null for the best-scored ones.
    /// </param>
    /// <param name="parallel">Threads and the token that stops the computation within one tile of work.</param>
    internal IReadOnlyList<ClassScore>[] Score(IReadOnlyList<(DecodedImage Image, string Path)> images,
        Func<int, IReadOnlyList<int>?> classes, Parallelism parallel) =>
        [.. Apart(Show(images, ScoreView, parallel), images.Count).Select((crops, n) =>
        {
            var judged = Judge(crops, classes(n));
            var unfamiliar = Familiarity.IsUnfamiliar(_network, crops.Select(crop => crop.Values));
            return (ClassScore[])[.. judged.Asked.Select(c => new ClassScore
            {
                Path = images[n].Path, Rank = judged.Ranks[c], ClassIndex = c, Label = _network.Labels[c],
                Score = judged.Scores[c], Probability = judged.Probabilities[c], Width = images[n].Image.Width,
                Height = images[n].Image.Height, View = ScoreView, Network = _network.Name,
                NetworkDigest = _settings.NetworkDigest, ModuleVersion = _settings.ModuleVersion, Engine = _settings.Engine,
                IsUnfamiliar = unfamiliar, IsSingle = IsSingle(classes(n)),
            })];
        })];

    // The maps of each image, of as many classes at a time as go through one backward pass.
    private IEnumerable<ClassSaliency[][]> Group(IReadOnlyList<(DecodedImage Image, string Path)> images,
        Func<int, IReadOnlyList<int>?> classes, Parallelism parallel, IProgress<WorkProgress>? progress)
    {
        // The view of the maps last: what its pass leaves is used on the way back.
        var shown = ScoreView == _options.View ? Show(images, _options.View, parallel) : null;
        Judgement[] judged =
            [.. Apart(shown ?? Show(images, ScoreView, parallel), images.Count).Select((own, n) => Judge(own, classes(n)))];
        if (Array.TrueForAll(judged, one => one.Asked.Length == 0)) yield break;
        var crops = shown ?? Show(images, _options.View, parallel);
        bool?[] unfamiliar = [.. Apart(crops, images.Count).Select(own =>
            Familiarity.IsUnfamiliar(_network, own.Select(crop => crop.Values)))];
        var contrast = _options.Attribution.ClassContrast;
        foreach (var maps in contrast > 0 ? [Contrast()] : Compute([.. judged.Select(one => one.Asked)]))
            yield return [.. maps.Select((own, n) => Results(n, own))];

        ClassSaliency[] Results(int n, Attributed[] maps)
        {
            var (image, path) = images[n];
            ClassSaliency[] results = [.. maps.Select(one => new ClassSaliency
            {
                Path = path,
                Rank = judged[n].Ranks[one.Class],
                ClassIndex = one.Class,
                Label = _network.Labels[one.Class],
                Score = judged[n].Scores[one.Class],
                Probability = judged[n].Probabilities[one.Class],
                Bias = one.Crops.Average(crop => crop.Bias),
                CompletenessGap = one.Crops.Average(crop => crop.CompletenessGap),
                Settings = _settings,
                IsUnfamiliar = unfamiliar[n],
                IsSingle = IsSingle(classes(n)),
                Reduction = image.Reduction,
                Map = one.Map,
            })];
            ClassSaliency.Introduce(results, image);
            return results;
        }

        IEnumerable<Attributed[][]> Compute(int[][] targets)
        {
            var (attributor, each) = (Attributor(images.Count), crops.Length / images.Count);
            var size = attributor.Group(crops.Length);
            var count = targets.Max(own => (own.Length + size - 1) / size);
            for (var g = 0; g < count; g++)
            {
                int[][] group = [.. targets.Select(own => own.Skip(g * size).Take(size).ToArray())];
                var attributions = attributor.Attribute(crops, [.. crops.Select((_, i) => group[i / each])], parallel,
                    progress is null ? null : new Part(progress, g, count));
                yield return [.. attributions.Chunk(each).Select((own, n) => group[n].Select((c, j) =>
                    new Attributed(c, [.. own.Select(crop => crop[j])], Merge(n, own.Select(crop => crop[j].Map)))).ToArray())];
            }
        }

        SaliencyMap Merge(int n, IEnumerable<float[]> maps)
        {
            var (image, _) = images[n];
            return ViewPlan.For(_options.View, _network, image.Width, image.Height).Merge([.. maps], image.Width, image.Height);
        }

        Attributed[][] Contrast()
        {
            int[] Rivals(int n, int c) => [.. ClassContrast.Of(c, judged[n].Order)];
            int[][] targets = [.. judged.Select((one, n) =>
                (int[])[.. one.Asked.Concat(one.Asked.SelectMany(c => Rivals(n, c))).Distinct()])];
            Attributed[][][] groups = [.. Compute(targets)];
            return [.. judged.Select((one, n) =>
            {
                var all = groups.SelectMany(group => group[n]).ToDictionary(map => map.Class);
                return (Attributed[])[.. one.Asked.Select(c => all[c] with
                {
                    Map = ClassContrast.Apply(all[c].Map, [.. Rivals(n, c).Select(rival => all[rival].Map)], contrast)
                })];
            })];
        }
    }

    private double Reduction(int width, int height) => _options.FullResolution ? 1
        : Math.Min(Detail.Reduction(width, height, _options.View, _network),
            Detail.Reduction(width, height, ScoreView, _network));

    // Its memory is taken with the first image, and again where there are fewer at once, as at the end.
    private Attributor Attributor(int images)
    {
        if (_attributor is null || _attributor.Value.Images != images) _attributor = (images, _plan.Value.NewAttributor(images));
        return _attributor.Value.Attributor;
    }

    // The crops of all images, one after the other, which the network has been shown.
    private CropInput[] Show(IReadOnlyList<(DecodedImage Image, string Path)> images, SaliencyView view, Parallelism parallel)
    {
        ViewPlan[] plans = [.. images.Select(one => ViewPlan.For(view, _network, one.Image.Width, one.Image.Height))];
        var resized = images.Zip(plans, (one, plan) => plan.Resize(one.Image.Image, parallel)).ToArray();
        var each = plans[0].Crops.Count;
        return Attributor(images.Count).Score(images.Count * each,
            (i, input) => plans[i / each].Fill(resized[i / each], i % each, _network.Preprocessing, input), parallel);
    }

    private static IEnumerable<CropInput[]> Apart(CropInput[] crops, int images) => crops.Chunk(crops.Length / images);

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

    // What was made of a class.
    private sealed record Attributed(int Class, CropAttribution[] Crops, SaliencyMap Map);

    // Tells how far the whole is, of which a part reports.
    private sealed class Part(IProgress<WorkProgress> whole, int index, int count) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => whole.Report(new(index + (value.Share ?? 0), count));
    }
}
