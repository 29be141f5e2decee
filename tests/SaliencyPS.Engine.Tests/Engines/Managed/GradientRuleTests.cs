using SaliencyPS.Hosting;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;
using SaliencyPS.Threads;
using Xunit;

namespace SaliencyPS.Tests.Engines.Managed;

/// <summary>
/// Back-propagation, DeconvNet and guided back-propagation differ at rectifiers, as section 4
/// of the paper says, and nowhere else.
/// </summary>
public class GradientRuleTests
{
    private static readonly GradientRule[] Rules = Enum.GetValues<GradientRule>();

    [Fact]
    public void A_rectifier_masks_by_its_input_by_the_signal_or_by_both()
    {
        float[] input = [1, 1, -1, -1], signal = [2, -2, 2, -2];
        Assert.Equal([2, -2, 0, 0], AtRectifier(new Relu(), input, signal, GradientRule.Backpropagation));
        Assert.Equal([2, 0, 2, 0], AtRectifier(new Relu(), input, signal, GradientRule.Deconvnet));
        Assert.Equal([2, 0, 0, 0], AtRectifier(new Relu(), input, signal, GradientRule.Guided));
    }

    [Fact]
    public void A_leaky_rectifier_damps_where_another_one_stops()
    {
        float[] input = [1, 1, -1, -1], signal = [2, -2, 2, -2];
        Assert.Equal([2, -2, 1, -1], AtRectifier(new LeakyRelu(0.5f), input, signal, GradientRule.Backpropagation));
        Assert.Equal([2, -1, 2, -1], AtRectifier(new LeakyRelu(0.5f), input, signal, GradientRule.Deconvnet));
        Assert.Equal([2, -1, 1, -0.5f], AtRectifier(new LeakyRelu(0.5f), input, signal, GradientRule.Guided));
    }

    [Fact]
    public void All_rules_are_one_where_all_inputs_and_signals_are_positive()
    {
        // Positive weights, inputs and seeds: every rectifier is open and every signal positive.
        var network = TestNetworks.Chain(new TensorShape(2, 9, 9),
            ("conv1", new Convolution(2, 5, Window2D.Square(3), Positive(90))), ("relu1", new Relu()),
            ("pool", new MaxPool(Window2D.Square(2, 2))), ("conv2", new Convolution(5, 3, Window2D.Square(3), Positive(135))),
            ("relu2", new Relu()), ("fc", new Linear(3, 2, Positive(6))));
        var results = Rules.Select(rule => Run(network, Positive(network.Input.Length), Positive(2), rule)).ToArray();
        Assert.Contains(results[0], g => g > 0);
        Assert.All(results, result => Assert.Equal(results[0], result));
    }

    [Fact]
    public void Convolutions_and_pools_do_the_same_under_every_rule()
    {
        var network = TestNetworks.Chain(new TensorShape(3, 11, 11),
            ("conv", TestNetworks.Convolution(3, 20, Window2D.Square(3, 2, 1))),
            ("pool", new MaxPool(Window2D.Square(3, 2))), ("fc", new Linear(80, 4, TestNetworks.Values(320))));
        var results = Rules.Select(rule => Run(network, TestNetworks.Values(network.Input.Length), TestNetworks.Values(4), rule))
            .ToArray();
        Assert.All(results, result => Assert.Equal(results[0], result));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Rules_differ_in_a_network_of_both_signs(int seed)
    {
        var network = TestNetworks.Small(seed);
        var results = Rules.Select(rule => Run(network, TestNetworks.Values(network.Input.Length, seed), [0, 1, 0, 0, 0], rule))
            .ToArray();
        for (var i = 0; i < 3; i++) Assert.NotEqual(results[i], results[(i + 1) % 3]);
    }

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(1, 0, 1, 1)]
    [InlineData(1, 1, 1, 1)]
    [InlineData(-1, 0, 1, 0)]
    [InlineData(-1, -1, 1, 0)]
    public void Two_opposed_rectifiers(float x, float y, float gradient, float guided)
    {
        // keras-vis' 2-2-1 network, test_guided_grad_modifier.
        var network = TestNetworks.Chain(new TensorShape(2), ("hidden", new Linear(2, 2, [-1, -1, 1, 1])), ("relu", new Relu()),
            ("out", new Linear(2, 1, [-1, 1])));
        Assert.Equal([gradient, gradient], Run(network, [x, y], [1], GradientRule.Backpropagation));
        Assert.Equal([guided, guided], Run(network, [x, y], [1], GradientRule.Guided));
    }

    // ReLU, ReLU6 and leaky at sizes that do not fill vectors; blocked and planar.
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(5, 3, 35)]
    [InlineData(17, 9, 13)]
    [InlineData(40, 8, 17)]
    public void The_fast_kernel_equals_the_scalar_one(int channels, int height, int width)
    {
        foreach (var rectifier in (Func<Layer>[])[() => new Relu(), () => new ClippedRelu(0.3f), () => new LeakyRelu(0.1f)])
            foreach (var first in (Func<Layer>[])[() => TestNetworks.Convolution(channels, channels, Window2D.Square(3, 1, 1)),
                () => new ScaleShift([1], [0])])
                foreach (var rule in Rules)
                {
                    var network = TestNetworks.Chain(new TensorShape(channels, height, width),
                        ("first", first()), ("rectifier", rectifier()));
                    float[] input = TestNetworks.Values(network.Input.Length), seeds = TestNetworks.Values(network.ClassCount, 3);
                    var (slow, fast) = (Run(network, input, seeds, rule, reference: true), Run(network, input, seeds, rule));
                    for (var i = 0; i < slow.Length; i++) Assert.Equal(slow[i], fast[i], 1e-5);
                    Assert.Equal(fast, Run(network, input, seeds, rule, threads: 3));
                }
    }

    private static float[] Positive(int count) => [.. TestNetworks.Values(count).Select(v => Math.Abs(v) + 0.01f)];

    private static float[] AtRectifier(Layer rectifier, float[] input, float[] signal, GradientRule rule) =>
        Run(TestNetworks.Chain(new TensorShape(input.Length), ("rectifier", rectifier)), input, signal, rule);

    private static float[] Run(Network network, float[] input, float[] seeds, GradientRule rule,
        bool reference = false, int threads = 1)
    {
        var executor = TestExecutor.Of(reference, network);
        input.CopyTo(executor.Input.Span);
        executor.Forward();
        seeds.CopyTo(executor.LogitGradients.Span);
        return executor.Backward(new Parallelism(threads), BackwardRules.Of(rule)).Span.ToArray();
    }
}
