using SaliencyPS.Imaging;
using SaliencyPS.Networks;
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

    private readonly Network _network;
    private readonly SaliencyOptions _options;
    private readonly FaithfulnessOptions _measure;
    private readonly Attributor _attributor;

    /// <summary>Prepares for images of any size.</summary>
    /// <param name="network">The network.</param>
    /// <param name="options">The method, and the view that the network is shown.</param>
    /// <param name="measure">How to measure.</param>
    /// <param name="plan">What one pass takes in; that of <see cref="Plan"/> where null.</param>
    /// <exception cref="ArgumentException">
    /// An option is out of range or does not fit the network; the network has no probabilities; the view is of ten crops, or maps
    /// are contrasted with other classes', so that no map of one input is left.
    /// </exception>
    public FaithfulnessMeter(Network network, SaliencyOptions options, FaithfulnessOptions measure, SaliencyPlan? plan = null)
    {
        measure.Validate();
        ViewPlan.Require(network);
        if (network.Probability == ProbabilityKind.None)
            throw new ArgumentException($"Faithfulness is about probabilities, and network '{network.Name}' has none.");
        if (options.View == SaliencyView.TenCrop)
            throw new ArgumentException("Faithfulness is measured for the view Whole or Center, not for ten crops.");
        if (options.Attribution.ClassContrast > 0)
            throw new ArgumentException("Faithfulness is measured for maps without class contrast.");
        (_network, _options, _measure) = (network, options, measure);
        _attributor = (plan ?? Plan(network, options)).NewAttributor();
    }

    /// <summary>Plans for ten inputs in one pass, or as many as fit into memory.</summary>
    /// <inheritdoc cref="SaliencyPlan.For(Network, SaliencyOptions)"/>
    public static SaliencyPlan Plan(Network network, SaliencyOptions options) =>
        SaliencyPlan.For(network, options with { View = SaliencyView.TenCrop, Top = 1, Classes = null });

    /// <summary>Measures the map of one image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="classIndex">The class; the best-scored one where null.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    /// <exception cref="ElongatedImageException">The image is too elongated for the view.</exception>
    /// <exception cref="NotFiniteNumberException">A score or a map is not finite.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public FaithfulnessFigures Measure(RgbImage image, int? classIndex, Parallelism parallel)
    {
        var view = ViewPlan.For(_options.View, _network, image.Width, image.Height);
        var resized = view.Resize(image, parallel);
        var shown = _attributor.Score(1, (_, target) => view.Fill(resized, 0, _network.Preprocessing, target), parallel);
        var whole = shown[0];
        var index = classIndex ?? Scores.Ranking(Array.ConvertAll(whole.Logits, logit => (double)logit))[0];
        var map = Explain(shown)[0];
        var maximum = map.Max();
        var dimmed = new float[whole.Values.Length];
        for (var i = 0; i < dimmed.Length; i++)
            dimmed[i] = maximum == 0 ? 0 : whole.Values[i] * (map[i % map.Length] / maximum);
        var others = _attributor.Score(Noisy + 1, Fill, parallel);
        var maps = Explain(others);
        var (full, left) = (Probability(whole), Probability(others[0]));

        var removed = Removal.All(_network, whole.Values, _measure.Baseline, parallel.Token);
        var order = PixelCurve.Order(map, _measure.Seed);
        return new()
        {
            Deletion = PixelCurve.Area(PixelCurve.Run(whole.Values, removed, order, _measure.Steps, Ask)),
            Insertion = PixelCurve.Area(PixelCurve.Run(removed, whole.Values, order, _measure.Steps, Ask)),
            Drop = full == 0 ? 0 : Math.Max(0, full - left) / full,
            Increase = left > full ? 1 : 0,
            Gain = full == 1 ? 0 : Math.Max(0, left - full) / (1 - full),
            Coherency = (Correlation(map, maps[0]) + 1) / 2,
            Complexity = maximum == 0 ? 0 : map.Average() / maximum,
            Infidelity = Infidelity.Measure(
                map, _network.Input, whole.Values, removed, _measure.Squares, _measure.Seed, Ask),
            MaxSensitivity = maps.Skip(1).Max(noisy => Change(map, noisy)),
            Sparseness = MapConcentration.Gini(map),
            Entropy = MapConcentration.Entropy(map),
        };

        float[][] Explain(CropInput[] inputs) =>
            Array.ConvertAll(_attributor.Attribute(inputs, [index], parallel)[0], one => one.Map);

        double[] Ask(int count, Action<int, Span<float>> fill) =>
            Array.ConvertAll(_attributor.Score(count, fill, parallel), Probability);

        double Probability(CropInput input) => Scores.Probabilities(_network.Probability, input.Logits)[index];

        void Fill(int n, Span<float> target)
        {
            (n == 0 ? dimmed : whole.Values).CopyTo(target);
            if (n == 0) return;
            var random = GaussianNoise.Stream(_measure.Seed, n);
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
