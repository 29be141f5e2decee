using SaliencyPS.Imaging;
using SaliencyPS.Networks;
using SaliencyPS.Results;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Analysis;
using SaliencyPS.Saliency.Methods;
using SaliencyPS.Saliency.Views;
using SaliencyPS.Threads;

namespace SaliencyPS.Evaluation.Faithfulness;

/// <summary>
/// Measures how faithful a method's maps are to the network, in the network's own input. One worker's memory; not thread-safe.
/// </summary>
internal sealed class FaithfulnessMeter
{
    // Inputs with noise; with the dimmed one they are explained in one pass.
    private const int Noisy = 9;

    // The noise is uniform, of so much of the way from black to white at most.
    private const double Noise = 0.02;

    // Squares removed for the infidelity.
    private const int Squares = 50;

    // What is reported of one map.
    private const int Stages = 6;

    // The shares of the pixels that ROAD imputes, in percent.
    private static readonly int[] Shares = [10, 30, 50, 70, 90];

    private readonly Network _network;
    private readonly SaliencyOptions _options;
    private readonly FaithfulnessOptions _measure;
    private readonly MapSettings _settings;
    private readonly Attributor _attributor;

    /// <summary>Prepares for images of any size.</summary>
    /// <param name="network">The network.</param>
    /// <param name="options">The method, the classes, and the view that the network is shown.</param>
    /// <param name="measure">How to measure.</param>
    /// <param name="plan">What one pass takes in, of any method of the network; see <see cref="Plan"/>.</param>
    public FaithfulnessMeter(Network network, SaliencyOptions options, FaithfulnessOptions measure, SaliencyPlan plan)
    {
        (_network, _options, _measure) = (network, options, measure);
        _settings = MethodCatalog.Describe(network, options);
        _attributor = plan.NewAttributor(MethodCatalog.Create(network, options.Attribution));
    }

    /// <summary>Refuses what cannot be measured.</summary>
    /// <exception cref="ArgumentException">
    /// An option is out of range or does not fit the network; the network has no probabilities; the view is of ten crops, or maps
    /// are contrasted with other classes', so that no map of one input is left.
    /// </exception>
    public static void Check(Network network, SaliencyOptions options, FaithfulnessOptions measure)
    {
        measure.Validate();
        _ = new SaliencyAnalyzer(network, options);
        if (network.Probability == ProbabilityKind.None)
            throw new ArgumentException($"Faithfulness is about probabilities, and network '{network.Name}' has none.");
        if (options.View == SaliencyView.TenCrop)
            throw new ArgumentException("Faithfulness is measured for the view Whole or Center, not for ten crops.");
        if (options.ScoreView is { } view && view != options.View)
            throw new ArgumentException("Faithfulness is measured for scores of the view of the maps, not of another view.");
        if (options.Attribution.ClassContrast > 0)
            throw new ArgumentException("Faithfulness is measured for maps without class contrast.");
    }

    /// <summary>Plans for ten inputs in one pass, or as many as fit into memory.</summary>
    /// <inheritdoc cref="SaliencyPlan.For(Network, SaliencyOptions)"/>
    public static SaliencyPlan Plan(Network network, SaliencyOptions options) => SaliencyPlan.For(network,
        options with { View = SaliencyView.TenCrop, ScoreView = null, Top = 1, Classes = null, BatchSize = 1 });

    /// <summary>Measures the maps of one image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="path">Where it came from.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    /// <param name="progress">Told what is done.</param>
    /// <returns>For each class that the options ask for, or the best-scored ones, how faithful its map is.</returns>
    /// <exception cref="ElongatedImageException">The image is too elongated for the view.</exception>
    /// <exception cref="NotFiniteNumberException">A score or a map is not finite.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IReadOnlyList<FaithfulnessDetail> Measure(
        RgbImage image, string path, Parallelism parallel, IProgress<WorkProgress>? progress = null)
    {
        var view = ViewPlan.For(_options.View, _network, image.Width, image.Height);
        var resized = view.Resize(image, parallel);
        var shown = _attributor.Score(1, (_, target) => view.Fill(resized, 0, _network.Preprocessing, target), parallel);
        var ranking = Scores.Ranking(Array.ConvertAll(shown[0].Logits, logit => (double)logit));
        int[] classes = [.. _options.Classes ?? ranking.Take(_options.Top)];
        return [.. classes.Select((index, n) =>
            Measure(shown, path, index, Array.IndexOf(ranking, index) + 1, parallel, stage =>
                progress?.Report(new(n * Stages + stage, classes.Length * Stages))))];
    }

    private FaithfulnessDetail Measure(
        CropInput[] shown, string path, int index, int rank, Parallelism parallel, Action<int> report)
    {
        var whole = shown[0];
        var map = Explain(shown)[0];
        var maximum = map.Max();
        var dimmed = new float[whole.Values.Length];
        for (var i = 0; i < dimmed.Length; i++)
            dimmed[i] = maximum == 0 ? 0 : whole.Values[i] * (map[i % map.Length] / maximum);
        report(1);
        var others = _attributor.Score(Noisy + 1, Fill, parallel);
        var maps = Explain(others);
        var (full, left) = (Probability(whole), Probability(others[0]));
        report(2);

        var (order, seed) = (PixelCurve.Order(map, _options.Attribution.Seed), _options.Attribution.Seed);
        var remove = Removal.By(_network, whole.Values, _measure.RemovalBaseline, parallel);
        var deletion = PixelCurve.Deletion(order, _measure.CurveStep, remove, Ask);
        report(3);
        var insertion = PixelCurve.Insertion(order, _measure.CurveStep, remove, Ask);
        report(4);
        var impute = Removal.ByNoisyImputation(_network, whole.Values, seed, parallel);
        var road = PixelCurve.Run(order, 2 * Shares.Length, n => Imputed(n % Shares.Length) is var count && n < Shares.Length
            ? ..count : ^count.., impute, Ask).Chunk(Shares.Length).Select(own => own.Average(one => one.Probability)).ToArray();
        report(5);
        var infidelity = Infidelity.Measure(map, _network.Input, Squares, seed, remove,
            (count, fill) => Array.ConvertAll(Ask(count, fill), one => one.Probability));
        report(6);
        return new()
        {
            Path = path,
            ClassIndex = index,
            Label = _network.Labels[index],
            Rank = rank,
            Probability = full,
            Deletion = PixelCurve.Area(Array.ConvertAll(deletion, one => one.Probability)),
            Insertion = PixelCurve.Area(Array.ConvertAll(insertion, one => one.Probability)),
            RoadMostRelevant = road[0],
            RoadLeastRelevant = road[1],
            PixelFlipping = deletion.Average(one => deletion[0].Score - one.Score),
            Drop = full == 0 ? 0 : Math.Max(0, full - left) / full,
            Increase = left > full ? 1 : 0,
            Gain = full == 1 ? 0 : Math.Max(0, left - full) / (1 - full),
            Coherency = (Correlation(map, maps[0]) + 1) / 2,
            Complexity = maximum == 0 ? 0 : map.Average() / maximum,
            Infidelity = infidelity,
            MaxSensitivity = maps.Skip(1).Max(noisy => Change(map, noisy)),
            Sparseness = MapConcentration.Gini(map),
            Entropy = MapConcentration.Entropy(map),
            Made = _settings,
            IsUnfamiliar = Familiarity.IsUnfamiliar(_network, [whole.Values]),
        };

        int Imputed(int share) => map.Length * Shares[share] / 100;

        float[][] Explain(CropInput[] inputs) => Array.ConvertAll(
            _attributor.Attribute(inputs, [.. inputs.Select(_ => (int[])[index])], parallel), one => one[0].Map);

        (double Probability, double Score)[] Ask(int count, Action<int, Span<float>> fill) =>
            Array.ConvertAll(
                _attributor.Score(count, fill, parallel), input => (Probability(input), (double)input.Logits[index]));

        double Probability(CropInput input) =>
            Scores.Probabilities(_network.Probability, input.Logits)[index];

        void Fill(int n, Span<float> target)
        {
            (n == 0 ? dimmed : whole.Values).CopyTo(target);
            if (n == 0) return;
            var random = GaussianNoise.Stream(_options.Attribution.Seed, n);
            for (var i = 0; i < target.Length; i++)
                target[i] += (float)((2 * random.NextDouble() - 1) * Noise * 255 * _network.Preprocessing.Scale
                    / _network.Preprocessing.Std[i / map.Length]);
        }
    }

    // Pearson's; 0 where a map is constant.
    private static double Correlation(float[] a, float[] b)
    {
        double meanA = a.Average(), meanB = b.Average(), product = 0, squareA = 0, squareB = 0;
        for (var i = 0; i < a.Length; i++)
        {
            var (x, y) = (a[i] - meanA, b[i] - meanB);
            product += x * y;
            squareA += x * x;
            squareB += y * y;
        }

        return squareA == 0 || squareB == 0 ? 0 : product / Math.Sqrt(squareA * squareB);
    }

    // The length of the difference as a share of the map's; 0 for two maps of nothing.
    private static double Change(float[] map, float[] other)
    {
        var (difference, length) = (0.0, 0.0);
        for (var i = 0; i < map.Length; i++)
        {
            difference += Math.Pow(other[i] - map[i], 2);
            length += Math.Pow(map[i], 2);
        }

        return difference == 0 ? 0 : Math.Sqrt(difference / length);
    }
}
