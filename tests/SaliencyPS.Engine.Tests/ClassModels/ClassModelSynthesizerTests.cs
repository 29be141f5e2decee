using SaliencyPS.ClassModels;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tests.Networks;
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
        var model = ClassModelSynthesizer.Create(Linear(weight, [0, 0.5f]), 1, new ClassModelOptions { Regularization = 0.25, LearningRate = 0.5, Iterations = 60 });
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
    public void Left_to_itself_the_ascent_makes_the_same_picture_whatever_the_scale_of_the_scores(float scale)
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
        Assert.All(ClassModelSynthesizer.Create(Linear(new float[54], [1, 2]), 0, new()).Image.Pixels, level => Assert.InRange(level, 127, 128));

    [Fact]
    public void Without_a_step_the_picture_is_the_mean()
    {
        var model = ClassModelSynthesizer.Create(Linear(TestNetworks.Values(54), [1, 2]), 0, new ClassModelOptions { Iterations = 0 });
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
        var options = new ClassModelOptions { Objective = objective, Iterations = 20, LearningRate = 0.05, Regularization = 1e-4 };
        var start = ClassModelSynthesizer.Create(network, 2, options with { Iterations = 0 });
        var model = ClassModelSynthesizer.Create(network, 2, options, new Recorder(steps));
        Assert.Equal(Enumerable.Range(1, 20), steps.Select(s => s.Step));
        Assert.Equal(model.ScoreHistory.Skip(1), steps.Select(s => s.Score));
        Assert.True(objective == ClassModelObjective.Score ? model.Score > start.Score : model.Probability > start.Probability);
        Assert.Equal((11, 9, "class 2", "small 3"), (model.Height, model.Width, model.Label, model.Network));
    }

    [Fact]
    public void The_two_objectives_give_different_pictures()
    {
        var network = TestNetworks.Small(3) with { Preprocessing = Gray };
        byte[] Pixels(ClassModelObjective objective) => ClassModelSynthesizer.Create(network, 1, new() { Objective = objective, Iterations = 10, LearningRate = 0.1 }).Image.Pixels;
        Assert.NotEqual(Pixels(ClassModelObjective.Score), Pixels(ClassModelObjective.Probability));
    }

    [Fact]
    public void A_diverging_ascent_is_an_error_and_not_a_picture()
    {
        var options = new ClassModelOptions { Regularization = 10, LearningRate = 1e6, Iterations = 100 };
        Assert.Contains("diverged", Assert.Throws<InvalidOperationException>(() => ClassModelSynthesizer.Create(Linear(TestNetworks.Values(54), [0, 0]), 0, options)).Message);
    }

    [Fact]
    public void Impossible_options_are_refused_and_a_cancelled_ascent_stops()
    {
        var network = Linear(TestNetworks.Values(54), [0, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => ClassModelSynthesizer.Create(network, 2, new()));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClassModelSynthesizer.Create(network, 0, new() { LearningRate = 0 }));
        Assert.ThrowsAny<OperationCanceledException>(() => ClassModelSynthesizer.Create(network, 0, new(), null, new CancellationToken(true)));
    }

    private static Network Linear(float[] weight, float[] bias) =>
        TestNetworks.Chain(new TensorShape(3, 3, 3), ("fc", new Linear(27, 2, weight, bias))) with { Preprocessing = Gray };

    // Progress<T> would report on another thread, later.
    private sealed class Recorder(List<(int, double)> steps) : IProgress<(int Step, double Score)>
    {
        public void Report((int Step, double Score) value) => steps.Add(value);
    }
}
