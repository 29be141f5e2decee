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

    private static FaithfulnessDetail Measure(Network network, SaliencyMethod method, FaithfulnessOptions? measure = null,
        int threads = 1, int seed = 1)
    {
        var options = new SaliencyOptions { Attribution = new() { Method = method, Seed = seed }, Classes = [0] };
        return new FaithfulnessMeter(network, options, measure ?? new(), FaithfulnessMeter.Plan(network, options))
            .Measure(Image(), "image.png", new Parallelism(threads)).Single();
    }

    [Fact]
    public void Curves_and_dimming_are_those_of_one_input_after_the_other()
    {
        var network = Linear(Varied);
        var input = Input(network);
        var figures = Measure(network, SaliencyMethod.Gradient, new() { CurveStep = 16 });
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
        Assert.Equal(Values(figures), Values(Measure(network, SaliencyMethod.InputXGradient, threads: 3)));
        Assert.NotEqual(figures.Infidelity, Measure(network, SaliencyMethod.InputXGradient, seed: 2).Infidelity);
        double[] deletions = [.. Enum.GetValues<RemovalBaseline>().Select(baseline =>
            Measure(network, SaliencyMethod.InputXGradient, new() { RemovalBaseline = baseline }).Deletion)];
        Assert.Equal(4, deletions.Distinct().Count());

        static double[] Values(FaithfulnessDetail detail) => [.. FaithfulnessDetail.Figures.Select(figure => figure.Of(detail))];
    }

    [Fact]
    public void Pixel_flipping_is_the_mean_fall_of_the_score()
    {
        var network = Linear(Varied);
        var input = Input(network);
        var order = PixelCurve.Order(Varied.Select(Math.Abs).ToArray(), 1);
        var expected = Enumerable.Range(0, 5).Average(step => order[..(16 * step)].Sum(i => (double)Varied[i] * input[i]));
        Assert.Equal(expected, Measure(network, SaliencyMethod.Gradient, new() { CurveStep = 4 }).PixelFlipping, 1e-4);
    }

    [Fact]
    public void Road_imputes_the_most_and_the_least_salient()
    {
        var network = Linear(Varied);
        var input = Input(network);
        var order = PixelCurve.Order(Varied.Select(Math.Abs).ToArray(), 1);
        var figures = Measure(network, SaliencyMethod.Gradient);
        double Expect(Func<int, Range> removed) => ((int[])[10, 30, 50, 70, 90]).Average(share =>
        {
            var isRemoved = new bool[Pixels];
            foreach (var pixel in order[removed(Pixels * share / 100)]) isRemoved[pixel] = true;
            var imputed = new float[Pixels];
            LinearImputation.Run(input, network.Input, isRemoved, imputed, Parallelism.Single);
            return Probability(Varied, imputed);
        });

        // But for the noise.
        Assert.Equal(Expect(count => ..count), figures.RoadMostRelevant, 0.01);
        Assert.Equal(Expect(count => ^count..), figures.RoadLeastRelevant, 0.01);
        Assert.NotEqual(Expect(count => ..count), figures.RoadMostRelevant);
        Assert.Equal(figures.RoadLeastRelevant - figures.RoadMostRelevant, figures.Road);
    }

    [Fact]
    public void A_map_of_the_corner_that_the_network_looks_at_has_known_figures()
    {
        const int Seen = 9;
        var network = Linear([.. Enumerable.Range(0, Pixels).Select(i => i % Side < 3 && i / Side < 3 ? 2f : 0f)]);
        var figures = Measure(network, SaliencyMethod.Gradient, new() { CurveStep = Pixels });
        Assert.Equal(0, figures.MaxSensitivity, 1e-6);
        Assert.Equal(0, figures.Drop, 1e-6);
        Assert.Equal(1 - (double)Seen / Pixels, figures.Sparseness, 1e-6);
        Assert.Equal(Math.Log(Seen), figures.Entropy, 1e-6);
        Assert.Equal((double)Seen / Pixels, figures.Complexity, 1e-6);
        // Once the corner is removed the probability is that of nothing, ½; once it is there, that of the whole image.
        var (whole, all) = (figures.Probability, (double)Pixels);
        Assert.InRange(Math.Abs(whole - 0.5), 0.1, 0.5);
        Assert.Equal(0.5, figures.Deletion, Seen / all);
        Assert.Equal(whole, figures.Insertion, Seen / all);
        Assert.Equal(Seen / all, Math.Abs(figures.Deletion - 0.5) / Math.Abs(whole - 0.5), Seen / all);
    }

    [Fact]
    public void Black_is_black_and_a_blur_keeps_what_has_no_edges()
    {
        var network = Linear(Varied);
        var black = -network.Preprocessing.Mean[0] / network.Preprocessing.Std[0];
        Assert.All(All(Input(network), RemovalBaseline.Black), value => Assert.Equal(black, value));
        Assert.All(All(Input(network), RemovalBaseline.Mean), value => Assert.Equal(0, value));
        float[] flat = [.. Enumerable.Repeat(0.3f, Pixels)];
        Assert.Equal(flat, All(flat, RemovalBaseline.Blur));
        var blurred = All(Input(network), RemovalBaseline.Blur);
        Assert.InRange(blurred.Max() - blurred.Min(), 0.001, Input(network).Max() - Input(network).Min());

        float[] All(float[] input, RemovalBaseline baseline)
        {
            var target = new float[Pixels];
            Removal.By(network, input, baseline, Parallelism.Single)([.. Enumerable.Repeat(true, Pixels)], target);
            return target;
        }
    }

    [Fact]
    public void What_cannot_be_measured_is_refused()
    {
        var network = Linear(Varied);
        Refused(network with { Probability = ProbabilityKind.None }, new(), "probabilities");
        Refused(network, new() { View = SaliencyView.TenCrop }, "ten crops");
        Refused(network, new() { ScoreView = SaliencyView.TenCrop }, "another view");
        Refused(network, new() { Attribution = new AttributionOptions { ClassContrast = 1 } }, "contrast");
        Assert.Throws<ArgumentOutOfRangeException>(() => new FaithfulnessStudy(network, [new()], new() { CurveStep = 0 }));
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        Assert.Throws<OperationCanceledException>(() => new FaithfulnessMeter(network, new(), new(),
            FaithfulnessMeter.Plan(network, new())).Measure(Image(), "", new Parallelism(1, stopped.Token)));

        static void Refused(Network network, SaliencyOptions options, string why) => Assert.Contains(why,
            Assert.Throws<ArgumentException>(() => new FaithfulnessStudy(network, [options], new())).Message);
    }

    [Fact]
    public void A_study_measures_each_method_and_class()
    {
        var network = Linear(Varied);
        SaliencyOptions[] methods = [.. ((SaliencyMethod[])[SaliencyMethod.Gradient, SaliencyMethod.InputXGradient])
            .Select(method => new SaliencyOptions { Attribution = new() { Method = method }, Top = 2 })];
        var study = new FaithfulnessStudy(network, methods, new() { Resamples = 100, Details = true });
        var plan = study.Plan(null);
        var told = new List<double>();
        study.Add(study.Measure(Image(), "a.png", plan, Parallelism.Single, new Told(told)));
        study.Add(study.Measure(Image(), "b.png", plan, Parallelism.Single));
        var measured = study.Summarize().ToArray();
        Assert.Equal([SaliencyMethod.Gradient, SaliencyMethod.InputXGradient], measured.Select(one => one.Method));
        Assert.All(measured, one => Assert.Equal((2, 4), (one.Images, one.Maps)));
        Assert.All(measured, one => Assert.Equal([1, 2, 1, 2], one.Details!.Select(detail => detail.Rank)));
        Assert.All(measured, one => Assert.Equal(one.Details!.Average(detail => detail.Infidelity), one.Infidelity, 1e-12));
        // Both images are the same, so that all draws are.
        Assert.All(measured, one => Assert.Equal(one.Deletion, one.Intervals["Deletion"].Lower, 1e-12));
        Assert.Equal(1, told[^1], 1e-12);
        Assert.Equal(told.Order(), told);
        Assert.Empty(new FaithfulnessStudy(network, methods, new()).Summarize());
    }

    [Fact]
    public void All_methods_are_those_that_suit()
    {
        var (suitable, others) = FaithfulnessStudy.AllMethods(Linear(Varied), new());
        Assert.Contains(SaliencyMethod.Gradient, suitable);
        Assert.Contains(others, other => other.Method == SaliencyMethod.AttentionRollout && other.Reason.Length > 0);
        Assert.Equal(Enum.GetValues<SaliencyMethod>().Order(), suitable.Concat(others.Select(other => other.Method)).Order());
    }

    private sealed class Told(List<double> shares) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => shares.Add(value.Share!.Value);
    }
}
