using SaliencyPS.Engines.Managed;
using SaliencyPS.Hosting;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Methods;
using SaliencyPS.Tensors;
using SaliencyPS.Threads;
using Xunit;

namespace SaliencyPS.Tests.Saliency.Methods;

/// <summary>What is true of all methods, and the identities between them.</summary>
public class MethodTests
{
    private static readonly int[] AllClasses = [3, 0, 4, 1, 2];

    public static TheoryData<SaliencyMethod> Methods() => [.. Enum.GetValues<SaliencyMethod>()];

    public static TheoryData<SaliencyMethod> MethodsOfAnyNetwork() =>
        [.. Enum.GetValues<SaliencyMethod>().Except(Attribution.OfAttention)];

    // Three color channels, two spatial convolutions, five classes.
    private static Network Classifier(int seed = 1, bool bias = true) => TestNetworks.Chain(new TensorShape(3, 12, 10),
        ("conv1", TestNetworks.Convolution(3, 9, Window2D.Square(3, 1, 1), seed: seed, bias: bias)), ("relu1", new Relu()),
        ("pool1", new MaxPool(Window2D.Square(2, 2))),
        ("conv2", TestNetworks.Convolution(9, 20, Window2D.Square(3, 1, 1), seed: seed + 3, bias: bias)), ("relu2", new Relu()),
        ("gap", new AdaptiveAveragePool()),
        ("fc", new Linear(20, 5, TestNetworks.Values(100, seed + 5, 3), bias ? TestNetworks.Values(5, seed + 6) : null)));

    // Methods of attention need some.
    private static Network For(SaliencyMethod method) =>
        Attribution.OfAttention.Contains(method) ? TestNetworks.Tokens() : Classifier();

    private static float[] Input(int seed = 4) => TestNetworks.Values(360, seed, 2);

    private static AttributionOptions Of(SaliencyMethod method) =>
        new() { Method = method, Samples = method == SaliencyMethod.Rise ? 50 : 7 };

    [Theory]
    [MemberData(nameof(Methods))]
    public void Same_bytes_for_any_batch_number_of_classes_and_threads(SaliencyMethod method)
    {
        var network = For(method);
        var options = Of(method);
        float[][] crops = [Input(4), Input(5), Input(6)];
        var expected = crops.Select(crop => AllClasses.Select(c => Attribution.Run(network, options, crop, [c])[0]).ToArray())
            .ToArray();
        foreach (var (batch, classes, threads) in ((int, int, int)[])[(1, 5, 1), (3, 2, 2), (4, 3, 3), (2, 1, 1)])
        {
            var results =
                Attribution.Run(new Attributor(MethodCatalog.Create(network, options), batch, classes, ComputeEngines.Default),
                    crops, AllClasses, new Parallelism(threads));
            for (var crop = 0; crop < crops.Length; crop++)
                for (var j = 0; j < AllClasses.Length; j++)
                {
                    Assert.Equal(expected[crop][j].Map, results[crop][j].Map);
                    Assert.Equal((expected[crop][j].Bias, expected[crop][j].CompletenessGap),
                        (results[crop][j].Bias, results[crop][j].CompletenessGap));
                }
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Maps_are_finite_not_negative_and_somewhere_positive(SaliencyMethod method)
    {
        var results = Attribution.Run(For(method), Of(method), Input(), AllClasses);
        Assert.All(results, result => Assert.All(result.Map, value => Assert.True(value >= 0 && float.IsFinite(value))));
        Assert.Contains(results, result => result.Map.Max() > 0);
    }

    // k classes of one crop: forward passes, backward passes. What docs/methods.md says.
    [Theory]
    [InlineData(SaliencyMethod.Gradient, 1, 5)]
    [InlineData(SaliencyMethod.InputXGradient, 1, 5)]
    [InlineData(SaliencyMethod.GuidedBackprop, 1, 5)]
    [InlineData(SaliencyMethod.Deconvnet, 1, 5)]
    [InlineData(SaliencyMethod.IntegratedGradients, 1 + 8, 8 * 5)]
    [InlineData(SaliencyMethod.SmoothGrad, 1 + 7, 7 * 5)]
    [InlineData(SaliencyMethod.SmoothGradSquared, 1 + 7, 7 * 5)]
    [InlineData(SaliencyMethod.VarGrad, 1 + 7, 7 * 5)]
    [InlineData(SaliencyMethod.GradCAM, 1, 5)]
    [InlineData(SaliencyMethod.GradCAMPlusPlus, 1, 5)]
    [InlineData(SaliencyMethod.LayerCAM, 1, 5)]
    [InlineData(SaliencyMethod.XGradCAM, 1, 5)]
    [InlineData(SaliencyMethod.EigenCAM, 1, 0)]
    [InlineData(SaliencyMethod.GuidedGradCAM, 1, 10)]
    [InlineData(SaliencyMethod.Occlusion, 1 + 23 * 19, 0)]
    [InlineData(SaliencyMethod.Rise, 1 + 50, 0)]
    [InlineData(SaliencyMethod.ScoreCAM, 1 + 20, 0)]
    [InlineData(SaliencyMethod.ExcitationBackprop, 1, 5)]
    [InlineData(SaliencyMethod.ContrastiveExcitation, 1, 5)]
    [InlineData(SaliencyMethod.LayerRelevance, 1, 5)]
    [InlineData(SaliencyMethod.AttentionRollout, 1, 0)]
    [InlineData(SaliencyMethod.AttentionRelevance, 1, 5)]
    [InlineData(SaliencyMethod.LeGrad, 1 + 2, 10)]
    public void Passes_are_as_few_as_the_mathematics_allow(SaliencyMethod method, int forward, int backward)
    {
        var network = method == SaliencyMethod.Occlusion ? Larger() : For(method);
        var attributor = new Attributor(MethodCatalog.Create(network, Of(method) with { Window = 2, Stride = 1 }),
            1, 1, ComputeEngines.Default);
        Attribution.Run(attributor, [TestNetworks.Values(network.Input.Length)], AllClasses, Parallelism.Single);
        Assert.Equal((forward, backward), attributor.Count);

        static Network Larger() => TestNetworks.Chain(new TensorShape(3, 24, 20), ("gap", new AdaptiveAveragePool()),
            ("fc", new Linear(3, 5, TestNetworks.Values(15))));
    }

    [Fact]
    public void SmoothGrad_without_noise_is_the_gradient_and_VarGrad_nothing()
    {
        var gradient = Attribution.Map(Classifier(), SaliencyMethod.Gradient, Input());
        var still = Of(SaliencyMethod.SmoothGrad) with { NoiseLevel = 0 };
        Close(gradient, Attribution.Map(Classifier(), still, Input()), 1e-6);
        Close([.. gradient.Select(g => g * g)],
            Attribution.Map(Classifier(), still with { Method = SaliencyMethod.SmoothGradSquared }, Input()), 1e-6);
        Assert.All(Attribution.Map(Classifier(), still with { Method = SaliencyMethod.VarGrad }, Input()),
            value => Assert.InRange(value, 0, 1e-6));
    }

    [Fact]
    public void Noise_depends_on_the_seed_only()
    {
        var options = Of(SaliencyMethod.SmoothGrad);
        Assert.Equal(Attribution.Map(Classifier(), options, Input()), Attribution.Map(Classifier(), options, Input()));
        Assert.NotEqual(Attribution.Map(Classifier(), options, Input()),
            Attribution.Map(Classifier(), options with { Seed = 2 }, Input()));
    }

    [Fact]
    public void Noise_is_standard_normal()
    {
        var noise = new GaussianNoise(1, 2);
        double[] values = [.. Enumerable.Range(0, 100_000).Select(_ => noise.Next())];
        Assert.Equal(0, values.Average(), 0.01);
        Assert.Equal(1, values.Average(v => v * v), 0.02);
        Assert.Equal(3, values.Average(v => v * v * v * v), 0.1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Integrated_gradients_add_up(int seed)
    {
        var network = Classifier(seed);
        foreach (var baseline in Enum.GetValues<Baseline>())
        {
            double Gap(int steps) => Attribution.Run(network,
                new AttributionOptions { Method = SaliencyMethod.IntegratedGradients, Samples = steps, Baseline = baseline },
                Input(), [1])[0].CompletenessGap!.Value;
            Assert.InRange(Math.Abs(Gap(1000)), 0, 0.03); // the gradient jumps at every rectifier on the way
        }
    }

    [Fact]
    public void GradCam_is_Cam_where_the_scores_are_averages_of_a_layer()
    {
        // CAM: the last linear layer's weights on the channels (Zhou et al. 2016); GradCAM divides by the number of positions.
        var network = Classifier();
        var target = network.FindLayer("relu2");
        var executor = TestExecutor.Fast(network, hooks: target);
        Input().CopyTo(executor.Input.Span);
        executor.Forward();
        var weights = TestNetworks.Values(100, 6, 3);
        var (shape, layer) = (network.Nodes[target].Shape, executor.Value(target).Span.ToArray());
        float[] cam = [.. Enumerable.Range(0, shape.Plane).Select(i =>
            Math.Max(0, Enumerable.Range(0, 20).Sum(k => weights[2 * 20 + k] * layer[k * shape.Plane + i]) / shape.Plane))];
        Close(Imaging(cam, shape, network.Input), Attribution.Map(network, SaliencyMethod.GradCAM, Input(), 2), 1e-5);
        // constant gradients: the same
        Close(Imaging(cam, shape, network.Input), Attribution.Map(network, SaliencyMethod.XGradCAM, Input(), 2), 1e-5);

        static float[] Imaging(float[] map, TensorShape from, TensorShape to) =>
            SaliencyPS.Imaging.Resizing.Resampler.Bilinear(map, from.Width, from.Height, to.Width, to.Height);
    }

    [Fact]
    public void EigenCam_of_one_pattern_is_the_pattern()
    {
        // All channels are multiples of one: A = v uᵀ, and the projection on u is |u| · v.
        var network = TestNetworks.Chain(new TensorShape(1, 3, 4),
            ("spread", new Convolution(1, 3, Window2D.Square(1), [1, 2, 2])), ("gap", new AdaptiveAveragePool()),
            ("fc", new Linear(3, 2, TestNetworks.Values(6))));
        float[] pattern = [0, 1, 2, 3, 1, 0, 5, 1, 2, 2, 0, 1];
        Close([.. pattern.Select(v => 3 * v)],
            Attribution.Map(network, new AttributionOptions { Method = SaliencyMethod.EigenCAM, Layer = "spread" }, pattern),
            1e-5);
    }

    [Theory]
    [MemberData(nameof(MethodsOfAnyNetwork))]
    public void A_class_whose_score_depends_on_nothing_has_an_empty_map(SaliencyMethod method)
    {
        // they look at no derivative: the layer, or all masks alike
        if (method is SaliencyMethod.EigenCAM or SaliencyMethod.Rise or SaliencyMethod.ScoreCAM) return;
        var builder = new NetworkBuilder(new TensorShape(3, 12, 10));
        builder.Add("conv1", TestNetworks.Convolution(3, 9, Window2D.Square(3, 1, 1)));
        builder.Add("relu1", new Relu());
        builder.Add("gap", new AdaptiveAveragePool());
        builder.Add("fc", new Linear(9, 2, [.. TestNetworks.Values(9), .. new float[9]], [0.5f, 0.25f]));
        Assert.All(Attribution.Map(builder.Build("test"), Of(method), Input(), 1), value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Excitation_is_a_probability_at_every_layer(int seed)
    {
        // What starts as 1 is 1 at every layer that no walk ends at: positive inputs, so that all can go on to the first layer.
        var network = TestNetworks.Small(seed, bias: false);
        foreach (var layer in (string[])["relu1", "residual", "leaky"])
        {
            var node = network.FindLayer(layer);
            var executor = TestExecutor.Fast(network, rules: RelevanceRules.Excitation(network, contrast: false), hooks: node);
            TestNetworks.Values(network.Input.Length, seed).CopyTo(executor.Input.Span);
            executor.Forward();
            executor.Backward([2]);
            Assert.Equal(1, executor.Gradient(node).Span.ToArray().Sum(), 1e-4);
            Assert.All(executor.Gradient(node).Span.ToArray(), value => Assert.True(value >= 0));
        }
    }

    [Fact]
    public void Contrast_takes_away_what_speaks_for_other_classes()
    {
        var network = Classifier();
        var node = network.FindLayer("relu2");
        var executor = TestExecutor.Fast(network, rules: RelevanceRules.Excitation(network, contrast: true), hooks: node);
        Input().CopyTo(executor.Input.Span);
        executor.Forward();
        var walk = executor.Backward([1], until: node).Span.ToArray();
        Assert.Equal(0, walk.Sum(), 1e-4);
        Assert.Contains(walk, value => value < 0);
    }

    [Fact]
    public void Layer_relevance_adds_up_to_the_score_without_biases()
    {
        // A plain chain without γ and nearly without a stabiliser: LRP-0 is input × gradient (Ancona et al. 2018).
        var network = TestNetworks.Chain(new TensorShape(3, 12, 10),
            ("conv1", TestNetworks.Convolution(3, 9, Window2D.Square(3, 2, 1), bias: false)), ("relu1", new Relu()),
            ("flatten", new Flatten()), ("fc1", new Linear(270, 20, TestNetworks.Values(5400))), ("relu2", new Relu()),
            ("fc", new Linear(20, 5, TestNetworks.Values(100))));
        var (relevance, product) = (Attribution.Map(network, SaliencyMethod.LayerRelevance, Input(), 1),
            Attribution.Map(network, SaliencyMethod.InputXGradient, Input(), 1));
        Close(product, relevance, 0.1);
    }

    [Fact]
    public void Relevance_rules_leave_the_scores_and_are_the_same_fast_or_not()
    {
        foreach (var network in (Network[])[Classifier(), TestNetworks.Small(1), TestNetworks.Small(2)])
            foreach (var rules in (BackwardRules[])[RelevanceRules.Excitation(network, false),
                RelevanceRules.Excitation(network, true), RelevanceRules.Relevance(network)])
            {
                var (plain, fast, slow) =
                    (TestExecutor.Fast(network), TestExecutor.Fast(network, rules: rules),
                        TestExecutor.Reference<float>(network, rules: rules));
                foreach (var executor in (Executor<float>[])[plain, fast, slow])
                {
                    TestNetworks.Values(network.Input.Length, 3).CopyTo(executor.Input.Span);
                    executor.Forward();
                }

                Assert.Equal(plain.Logits.Span, fast.Logits.Span);
                Close(slow.Backward([1]).Span.ToArray(), fast.Backward([1]).Span.ToArray(), 1e-4);
            }
    }

    [Fact]
    public void Sampling_stops_where_the_map_no_longer_changes()
    {
        var network = Classifier();
        var options = Of(SaliencyMethod.SmoothGrad) with { Samples = 10_000, Tolerance = 0.2, NoiseLevel = 0.01 };
        var attributor = new Attributor(MethodCatalog.Create(network, options), 3, 2, ComputeEngines.Default);
        var results = Attribution.Run(attributor, [Input(1), Input(2)], AllClasses, Parallelism.Single);
        Assert.InRange(attributor.Count.Forward, 128, 1000);
        // A class's map does not depend on which others are asked for.
        Assert.Equal(results[1][2].Map, Attribution.Run(network, options, Input(2), [AllClasses[2]])[0].Map);
        // It is the map of so many samples as were taken.
        Assert.Contains(Enumerable.Range(2, 30), n => results[1][1].Map.SequenceEqual(
            Attribution.Map(network, options with { Tolerance = 0, Samples = 32 * n }, Input(2), 0)));
    }

    [Fact]
    public void Work_stops_when_it_is_told_to()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var attributor = new Attributor(MethodCatalog.Create(Classifier(), Of(SaliencyMethod.Rise)),
            1, 1, ComputeEngines.Default);
        Assert.Throws<OperationCanceledException>(() =>
            Attribution.Run(attributor, [Input()], AllClasses, new Parallelism(1, stop.Token)));
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("8")]
    public void A_layer_that_is_not_there_is_refused(string layer) =>
        Assert.Throws<ArgumentException>(() =>
            MethodCatalog.Create(Classifier(), Of(SaliencyMethod.GradCAM) with { Layer = layer }));

    private static void Close(float[] expected, float[] actual, double tolerance)
    {
        var error = Math.Sqrt(expected.Zip(actual, (a, b) => (double)(a - b) * (a - b)).Sum());
        var norm = Math.Sqrt(expected.Sum(a => (double)a * a));
        Assert.True(error <= tolerance * norm, $"relative L2 error {error / norm}");
    }
}
