using SaliencyPS.Evaluation.Faithfulness;
using SaliencyPS.Imaging;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Saliency;
using SaliencyPS.Tensors;
using SaliencyPS.Threads;
using Xunit;

namespace SaliencyPS.Tests.Evaluation.Faithfulness;

/// <summary>
/// A linear network of two classes on 8 × 8 gray pixels; all that is expected is computed here, one input at a time.
/// </summary>
public sealed class FaithfulnessMeterTests
{
    private const int Side = 8, Pixels = Side * Side;
    private static readonly float[] Varied = [.. Enumerable.Range(0, Pixels).Select(i => (i * 37 % 19 - 6) / 30f)];

    private static Network Linear(float[] weights) => TestNetworks.Chain(new TensorShape(1, Side, Side),
        ("flatten", new Flatten()), ("fc", new Linear(Pixels, 2, [.. weights, .. new float[Pixels]])));

    private static RgbImage Image()
    {
        var image = new RgbImage(Side, Side);
        for (var i = 0; i < image.Pixels.Length; i++) image.Pixels[i] = (byte)(i / 3 * 53 % 256);
        return image;
    }

    // What the network is shown of it.
    private static float[] Input(Network network) => [.. Enumerable.Range(0, Pixels).Select(i =>
        (Image().Pixels[3 * i] * network.Preprocessing.Scale - network.Preprocessing.Mean[0]) / network.Preprocessing.Std[0])];

    private static double Probability(float[] weights, float[] input) =>
        1 / (1 + Math.Exp(-weights.Zip(input, (w, x) => (double)w * x).Sum()));

    private static FaithfulnessFigures Measure(Network network, SaliencyMethod method, FaithfulnessOptions? options = null,
        int threads = 1) => new FaithfulnessMeter(network,
            new SaliencyOptions { Attribution = new AttributionOptions { Method = method } }, options ?? new())
            .Measure(Image(), 0, new Parallelism(threads));

    [Fact]
    public void Curves_and_dimming_are_those_of_one_input_after_the_other()
    {
        var network = Linear(Varied);
        var input = Input(network);
        var figures = Measure(network, SaliencyMethod.Gradient, new() { Steps = 16 });
        var map = Varied.Select(Math.Abs).ToArray();
        var order = PixelCurve.Order(map, 1);
        double deletion = 0, insertion = 0;
        for (var step = 0; step <= 16; step++)
        {
            var removed = order[..(4 * step)].ToHashSet();
            var share = step is 0 or 16 ? 0.5 / 16 : 1.0 / 16;
            deletion += share * Probability(Varied, [.. input.Select((x, i) => removed.Contains(i) ? 0 : x)]);
            insertion += share * Probability(Varied, [.. input.Select((x, i) => removed.Contains(i) ? x : 0)]);
        }

        Assert.Equal(deletion, figures.Deletion, 1e-5);
        Assert.Equal(insertion, figures.Insertion, 1e-5);
        var (full, dimmed) = (Probability(Varied, input), Probability(Varied, [.. input.Zip(map, (x, m) => x * m / map.Max())]));
        Assert.Equal(Math.Max(0, full - dimmed) / full, figures.Drop, 1e-5);
        Assert.Equal(Math.Max(0, dimmed - full) / (1 - full), figures.Gain, 1e-5);
        Assert.Equal(dimmed > full ? 1 : 0, figures.Increase);
        Assert.Equal(map.Average() / map.Max(), figures.Complexity, 1e-5);
    }

    [Fact]
    public void A_map_that_does_not_depend_on_the_image_is_coherent_and_insensitive()
    {
        var gradient = Measure(Linear(Varied), SaliencyMethod.Gradient);
        Assert.Equal((1.0, 0.0), (Math.Round(gradient.Coherency, 6), Math.Round(gradient.MaxSensitivity, 6)));
        Assert.InRange(Measure(Linear(Varied), SaliencyMethod.InputXGradient).MaxSensitivity, 1e-4, 1);
    }

    [Fact]
    public void A_constant_map_tells_nothing()
    {
        var figures = Measure(Linear([.. Enumerable.Repeat(0.05f, Pixels)]), SaliencyMethod.Gradient);
        Assert.Equal((0, 0, 0, 0), (figures.Drop, figures.Increase, figures.Gain, figures.Adcc));
        Assert.Equal((0.5, 1), (figures.Coherency, figures.Complexity));
        Assert.Equal(0, figures.Sparseness, 1e-6);
        Assert.Equal(Math.Log(Pixels), figures.Entropy, 1e-6);
    }

    [Fact]
    public void Figures_do_not_depend_on_threads_and_do_on_seed_and_baseline()
    {
        var network = Linear(Varied);
        var figures = Measure(network, SaliencyMethod.InputXGradient);
        Assert.Equal(figures, Measure(network, SaliencyMethod.InputXGradient, threads: 3));
        Assert.NotEqual(figures.Infidelity, Measure(network, SaliencyMethod.InputXGradient, new() { Seed = 2 }).Infidelity);
        foreach (var baseline in (RemovalBaseline[])[RemovalBaseline.Black, RemovalBaseline.Blur])
            Assert.NotEqual(figures.Deletion,
                Measure(network, SaliencyMethod.InputXGradient, new() { Baseline = baseline }).Deletion);
    }

    [Fact]
    public void Black_is_black_and_a_blur_keeps_what_has_no_edges()
    {
        var network = Linear(Varied);
        var black = -network.Preprocessing.Mean[0] / network.Preprocessing.Std[0];
        Assert.All(Removal.All(network, Input(network), RemovalBaseline.Black), value => Assert.Equal(black, value));
        Assert.All(Removal.All(network, Input(network), RemovalBaseline.Mean), value => Assert.Equal(0, value));
        float[] flat = [.. Enumerable.Repeat(0.3f, Pixels)];
        Assert.Equal(flat, Removal.All(network, flat, RemovalBaseline.Blur));
        var blurred = Removal.All(network, Input(network), RemovalBaseline.Blur);
        Assert.InRange(blurred.Max() - blurred.Min(), 0.001, Input(network).Max() - Input(network).Min());
    }

    [Fact]
    public void What_cannot_be_measured_is_refused()
    {
        var network = Linear(Varied);
        Refused(network with { Probability = ProbabilityKind.None }, new(), "probabilities");
        Refused(network, new() { View = SaliencyView.TenCrop }, "ten crops");
        Refused(network, new() { Attribution = new AttributionOptions { ClassContrast = 1 } }, "contrast");
        Assert.Throws<ArgumentOutOfRangeException>(() => new FaithfulnessMeter(network, new(), new() { Steps = 0 }));
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        Assert.Throws<OperationCanceledException>(() =>
            new FaithfulnessMeter(network, new(), new()).Measure(Image(), 0, new Parallelism(1, stopped.Token)));

        static void Refused(Network network, SaliencyOptions options, string why) =>
            Assert.Contains(why, Assert.Throws<ArgumentException>(() => new FaithfulnessMeter(network, options, new())).Message);
    }
}
