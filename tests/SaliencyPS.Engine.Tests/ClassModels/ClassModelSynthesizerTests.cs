using SaliencyPS.ClassModels;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;
using SaliencyPS.Threads;
using Xunit;

namespace SaliencyPS.Tests.ClassModels;

public class ClassModelSynthesizerTests
{
    private static readonly Preprocessing Gray = new() { Mean = [0.5f, 0.5f, 0.5f], Std = [0.1f, 0.1f, 0.1f], Scale = 1 / 255f };

    [Fact]
    public void For_a_linear_score_the_ascent_ends_at_the_optimum()
    {
        // S = w·I + b: the maximum of S − λ‖I‖² is I = w/(2λ), with score ‖w‖²/(2λ) + b.
        var weight = TestNetworks.Values(2 * 27, 3, 1);
        var model = ClassModelSynthesizer.Create(Linear(weight, [0, 0.5f]), 1,
            new ClassModelOptions { Regularization = 0.25, LearningRate = 0.5, Iterations = 60 });
        Assert.Equal(weight.Skip(27).Sum(w => (double)w * w) / 0.5 + 0.5, model.Score, 1e-4);
        for (var i = 0; i < 9; i++)
            for (var c = 0; c < 3; c++)
            {
                var value = weight[27 + c * 9 + i] / 0.5;
                Assert.Equal(Math.Clamp(Math.Round((value * 0.1 + 0.5) * 255), 0, 255), model.Image.Pixels[i * 3 + c], 1.0);
            }
    }

    [Theory]
    [InlineData(1e-6f)]
    [InlineData(1)]
    [InlineData(1e6f)]
    public void Left_to_itself_the_ascent_makes_the_same_image_whatever_the_scale_of_the_scores(float scale)
    {
        // It settles at the gradient, stretched to a root mean square of 50 levels around the mean.
        var weight = TestNetworks.Values(54, 3, 1);
        var model = ClassModelSynthesizer.Create(Linear([.. weight.Select(w => w * scale)], [0, 0]), 1, new ClassModelOptions());
        var slope = Math.Sqrt(weight.Skip(27).Average(w => (double)w * w));
        for (var i = 0; i < 9; i++)
            for (var c = 0; c < 3; c++)
                Assert.Equal(Math.Clamp(127.5 + 50 * weight[27 + c * 9 + i] / slope, 0, 255), model.Image.Pixels[i * 3 + c], 1.0);
    }

    [Fact]
    public void A_score_that_depends_on_nothing_leaves_the_mean() =>
        Assert.All(ClassModelSynthesizer.Create(Linear(new float[54], [1, 2]), 0, new()).Image.Pixels,
            level => Assert.InRange(level, 127, 128));

    [Fact]
    public void Without_a_step_the_image_is_the_mean()
    {
        var model = ClassModelSynthesizer.Create(Linear(TestNetworks.Values(54), [1, 2]), 0,
            new ClassModelOptions { Iterations = 0 });
        Assert.All(model.Image.Pixels, level => Assert.InRange(level, 127, 128));
        Assert.Equal([1.0], model.ScoreHistory);
    }

    [Theory]
    [InlineData(ClassModelObjective.Score)]
    [InlineData(ClassModelObjective.Probability)]
    public void The_objective_rises_and_every_step_is_recorded(ClassModelObjective objective)
    {
        var network = TestNetworks.Small(3) with { Preprocessing = Gray };
        var steps = new List<(int Step, double Score)>();
        var options = new ClassModelOptions
        {
            Objective = objective, Iterations = 20, LearningRate = 0.05, Regularization = 1e-4
        };
        var start = ClassModelSynthesizer.Create(network, 2, options with { Iterations = 0 });
        var model = ClassModelSynthesizer.Create(network, 2, options, new Recorder(steps));
        Assert.Equal(Enumerable.Range(1, 20), steps.Select(s => s.Step));
        Assert.Equal(model.ScoreHistory.Skip(1), steps.Select(s => s.Score));
        Assert.True(objective == ClassModelObjective.Score ? model.Score > start.Score : model.Probability > start.Probability);
        Assert.Equal((11, 9, "class 2", "small 3"), (model.Height, model.Width, model.Label, model.Network));
    }

    [Fact]
    public void The_two_objectives_give_different_images()
    {
        var network = TestNetworks.Small(3) with { Preprocessing = Gray };
        byte[] Pixels(ClassModelObjective objective) => ClassModelSynthesizer.Create(network, 1,
            new() { Objective = objective, Iterations = 10, LearningRate = 0.1 }).Image.Pixels;
        Assert.NotEqual(Pixels(ClassModelObjective.Score), Pixels(ClassModelObjective.Probability));
    }

    [Fact]
    public void A_diverging_ascent_is_an_error_and_not_an_image()
    {
        var options = new ClassModelOptions { Regularization = 10, LearningRate = 1e6, Iterations = 100 };
        Assert.Contains("diverged", Assert.Throws<InvalidOperationException>(() =>
            ClassModelSynthesizer.Create(Linear(TestNetworks.Values(54), [0, 0]), 0, options)).Message);
    }

    [Fact]
    public void Impossible_options_are_refused_and_a_cancelled_ascent_stops()
    {
        var network = Linear(TestNetworks.Values(54), [0, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => ClassModelSynthesizer.Create(network, 2, new()));
        foreach (var options in (ClassModelOptions[])[
            new() { LearningRate = 0 }, new() { Iterations = -1 }, new() { Regularization = -1 },
            new() { TotalVariation = double.NaN }, new() { CenterBias = -1 },
            new() { Jitter = 1.1 }, new() { Scale = -0.1 }, new() { Rotate = 181 }, new() { Blur = 2 }, new() { StartNoise = -1 },
            new() { PlateauWindow = -1 }, new() { PlateauTolerance = 2 }, new() { FrameInterval = -1 }, new() { Threads = 0 }])
            Assert.Throws<ArgumentOutOfRangeException>(() => ClassModelSynthesizer.Create(network, 0, options));
        Assert.ThrowsAny<OperationCanceledException>(() =>
            ClassModelSynthesizer.Create(network, 0, new(), null, new CancellationToken(true)));
    }

    [Fact]
    public void Adam_arrives_at_the_same_optimum()
    {
        var weight = TestNetworks.Values(2 * 27, 3, 1);
        var options = new ClassModelOptions
        {
            Optimizer = ClassModelOptimizer.Adam, Regularization = 0.25, LearningRate = 0.02, Iterations = 600
        };
        var model = ClassModelSynthesizer.Create(Linear(weight, [0, 0.5f]), 1, options);
        Assert.Equal(weight.Skip(27).Sum(w => (double)w * w) / 0.5 + 0.5, model.Score, 1e-2);
    }

    [Theory]
    [InlineData(ClassModelOptimizer.Ascent)]
    [InlineData(ClassModelOptimizer.Adam)]
    public void Waves_and_natural_colors_lead_to_the_same_optimum_of_a_linear_score(ClassModelOptimizer optimizer)
    {
        // They change the way, not the goal: both are invertible.
        var weight = TestNetworks.Values(2 * 27, 3, 1);
        var options = new ClassModelOptions
        {
            Optimizer = optimizer, Parametrization = ClassModelParametrization.Fourier, Colors = ClassModelColors.Decorrelated,
            Regularization = 0.25, LearningRate = optimizer == ClassModelOptimizer.Adam ? 0.05 : 0.5, Iterations = 4000,
        };
        var model = ClassModelSynthesizer.Create(Linear(weight, [0, 0.5f]), 1, options);
        var best = weight.Skip(27).Sum(w => (double)w * w) / 0.5 + 0.5;
        Assert.InRange(model.Score, 0.97 * best, best * 1.03);
    }

    [Fact]
    public void A_strong_total_variation_makes_an_even_image()
    {
        var network = Linear(TestNetworks.Values(54, 3, 1), [0, 0]);
        double Unevenness(double weight) =>
            Deviation(ClassModelSynthesizer.Create(network, 0, new() { TotalVariation = weight, Iterations = 300 }).Image.Pixels);
        Assert.True(Unevenness(2) < 0.2 * Unevenness(0));
    }

    [Fact]
    public void A_bias_to_the_centre_leaves_the_corners_grey()
    {
        var network = Linear(TestNetworks.Values(54, 3, 1), [0, 0]);
        byte[] Pixels(double bias) => ClassModelSynthesizer.Create(network, 0, new() { CenterBias = bias }).Image.Pixels;
        var (free, held) = (Pixels(0), Pixels(5));
        double Corner(byte[] pixels) => pixels[..3].Sum(level => Math.Abs(level - 127.5));
        Assert.True(Corner(held) < 0.5 * Corner(free));
        Assert.Equal(free[12..15], held[12..15]);
    }

    [Theory]
    [InlineData("Plain")]
    [InlineData("Natural")]
    public void The_same_seed_makes_the_same_bytes_on_any_number_of_threads(string preset)
    {
        var network = TestNetworks.Small(3) with { Preprocessing = Gray };
        var options = ClassModelPreset.Find(preset)!.Options with
        {
            Iterations = 12, Jitter = 0.2, Blur = 0.1, Scale = 0.2, Rotate = 20, TotalVariation = 0.1, StartNoise = 5
        };
        ClassModelImage Create(int threads, int seed = 1) =>
            ClassModelSynthesizer.Create(network, 1, options with { Threads = threads, Seed = seed });
        var model = Create(1);
        Assert.Equal(model.Image.Pixels, Create(3).Image.Pixels);
        Assert.Equal(model.ScoreHistory, Create(3).ScoreHistory);
        Assert.NotEqual(model.Image.Pixels, Create(1, seed: 2).Image.Pixels);
    }

    [Fact]
    public void The_last_score_is_that_of_the_image_itself()
    {
        // With every view one pixel or more aside or blurred, the scores on the way are those of the views.
        var network = TestNetworks.Small(3) with { Preprocessing = Gray };
        var options = ClassModelPreset.Natural.Options with { Iterations = 8, Blur = 0.2 };
        var model = ClassModelSynthesizer.Create(network, 1, options);
        Assert.Equal(9, model.ScoreHistory.Count);
        var executor = TestExecutor.Fast(network);
        for (var c = 0; c < 3; c++)
            for (var i = 0; i < 99; i++)
                executor.Input.Memory.Span[c * 99 + i] = (model.Image.Pixels[i * 3 + c] / 255f - 0.5f) / 0.1f;
        Assert.Equal(executor.Forward().Span[1], model.Score, 0.05);
    }

    [Fact]
    public void An_ascent_that_has_arrived_stops()
    {
        var options = new ClassModelOptions { PlateauWindow = 10, PlateauTolerance = 0.001, Iterations = 5000 };
        var model = ClassModelSynthesizer.Create(Linear(TestNetworks.Values(54, 3, 1), [0, 0]), 0, options);
        Assert.InRange(model.ScoreHistory.Count, 20, 400);
        Assert.Equal(ClassModelSynthesizer.Create(Linear(TestNetworks.Values(54, 3, 1), [0, 0]), 0,
            options with { PlateauWindow = 0 }).Score, model.Score, 0.01 * model.Score);
    }

    [Fact]
    public void Frames_begin_with_the_mean_and_end_with_the_image()
    {
        var options = new ClassModelOptions { Iterations = 10, FrameInterval = 4 };
        var model = ClassModelSynthesizer.Create(Linear(TestNetworks.Values(54), [0, 0]), 0, options);
        Assert.Equal(4, model.Frames.Count); // after 0, 4, 8 and 10 steps
        Assert.All(model.Frames[0].Pixels, level => Assert.InRange(level, 127, 128));
        Assert.Equal(model.Image.Pixels, model.Frames[^1].Pixels);
        Assert.Equal(
            ClassModelSynthesizer.Create(Linear(TestNetworks.Values(54), [0, 0]), 0, new() { Iterations = 4 }).Image.Pixels,
            model.Frames[1].Pixels);
        Assert.Empty(ClassModelSynthesizer.Create(Linear(TestNetworks.Values(54), [0, 0]), 0, new() { Iterations = 1 }).Frames);
    }

    [Fact]
    public void Grey_networks_have_all_options_but_colors()
    {
        var network = TestNetworks.Chain(new TensorShape(1, 3, 3), ("fc", new Linear(9, 2, TestNetworks.Values(18), [0, 0]))) with
        {
            Preprocessing = new() { Mean = [0.5f], Std = [0.1f] },
        };
        var model = ClassModelSynthesizer.Create(network, 0, ClassModelPreset.Natural.Options with { Iterations = 5 });
        Assert.True(model.Score > 0);
    }

    [Fact]
    public void A_channel_of_a_linear_layer_has_the_optimum_of_its_mean()
    {
        // Mean over the 9 positions of a 1 × 1 convolution: the slope is w/9 at every pixel, the optimum I =
        // w/(18λ), its response ‖w‖²/(18λ) + b.
        float[] weight = [1, 2, 3, -1, 0.5f, 2], bias = [0, 0.25f];
        var network = TestNetworks.Chain(new TensorShape(3, 3, 3),
            ("mix", new Convolution(3, 2, Window2D.Square(1), weight, bias, 1)), ("fc", new Linear(18, 2, new float[36], null)))
            with { Preprocessing = Gray };
        var options = new ClassModelOptions { Regularization = 0.1, LearningRate = 1, Iterations = 200 };
        var model = ClassModelSynthesizer.Create(network, new ClassModelNeuron("MIX", 1), options);
        Assert.Equal((1 + 0.25 + 4) / (18 * 0.1) + 0.25, model.Score, 1e-4);
        Assert.Equal(("mix channel 1", "mix", 1, "test"), (model.Label, model.Layer, model.ClassIndex, model.Network));
        Assert.True(double.IsNaN(model.Probability));

        // One neuron sees one pixel: I = w/(2λ) there, the mean elsewhere.
        var one = ClassModelSynthesizer.Create(network, new ClassModelNeuron("1", 1, (2, 0)), options);
        Assert.Equal((1 + 0.25 + 4) / (2 * 0.1) + 0.25, one.Score, 1e-4);
        Assert.Equal("mix channel 1 at 2,0", one.Label);
        for (var i = 0; i < 9; i++) Assert.Equal(i == 6, one.Image.Pixels[i * 3] is < 127 or > 128);
    }

    [Fact]
    public void The_last_layer_is_the_scores()
    {
        var network = TestNetworks.Small(3) with { Preprocessing = Gray };
        var options = new ClassModelOptions { Iterations = 5 };
        var (layer, scores) = (ClassModelSynthesizer.Create(network, new ClassModelNeuron("fc", 2), options),
            ClassModelSynthesizer.Create(network, 2, options));
        Assert.Equal(scores.ScoreHistory, layer.ScoreHistory);
        Assert.Equal(scores.Image.Pixels, layer.Image.Pixels);
    }

    [Fact]
    public void What_a_network_does_not_have_is_refused()
    {
        var network = TestNetworks.Small(3);
        Assert.Throws<ArgumentException>(() => ClassModelSynthesizer.Create(network, new ClassModelNeuron("nowhere", 0), new()));
        Assert.Throws<ArgumentException>(() => ClassModelSynthesizer.Create(network, new ClassModelNeuron("conv1", 0),
            new() { Objective = ClassModelObjective.Probability }));
        foreach (var neuron in (ClassModelNeuron[])[new("conv1", 8), new("conv1", -1), new("conv1", 0, (6, 0)),
            new("conv1", 0, (0, 5)), new("fc", 0, (0, 1))])
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => ClassModelSynthesizer.Create(network, neuron, new()));
            Assert.Throws<ArgumentOutOfRangeException>(() => neuron.Check(network.Nodes[network.FindLayer(neuron.Layer)].Shape));
        }
    }

    [Fact]
    public void Presets_are_found_in_any_case_and_the_first_is_the_papers()
    {
        Assert.Equal(new ClassModelOptions(), ClassModelPreset.All[0].Options);
        Assert.Same(ClassModelPreset.Natural, ClassModelPreset.Find("natural"));
        Assert.Null(ClassModelPreset.Find("oil painting"));
        Assert.All(ClassModelPreset.All, preset => preset.Options.Validate());
    }

    private static double Deviation(byte[] values)
    {
        var mean = values.Average(v => (double)v);
        return Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
    }

    private static Network Linear(float[] weight, float[] bias) =>
        TestNetworks.Chain(new TensorShape(3, 3, 3), ("fc", new Linear(27, 2, weight, bias))) with { Preprocessing = Gray };

    // Progress<T> would report on another thread, later.
    private sealed class Recorder(List<(int, double)> steps) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => steps.Add(((int)value.Done, value.Score!.Value));
    }
}
