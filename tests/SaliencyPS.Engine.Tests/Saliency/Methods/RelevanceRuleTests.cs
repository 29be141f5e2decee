using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Saliency.Methods;
using SaliencyPS.Tensors;
using Xunit;

namespace SaliencyPS.Tests.Saliency.Methods;

/// <summary>Relevance in networks whose activations do not vanish at 0, with channels that do not fill their blocks.</summary>
public sealed class RelevanceRuleTests
{
    public static TheoryData<string, int> Networks()
    {
        var data = new TheoryData<string, int>();
        foreach (var activation in (string[])["relu", "sigmoid", "hard sigmoid", "hard swish"])
            foreach (var channels in (int[])[3, 16, 17, 24]) data.Add(activation, channels);
        return data;
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Fast_relevance_agrees_with_the_scalar_one(string activation, int channels)
    {
        var network = Make(activation, channels);
        var rules = RelevanceRules.Relevance(network);
        var (fast, slow) = (TestExecutor.Fast(network, rules: rules), TestExecutor.Reference<float>(network, rules: rules));
        var (actual, expected) = (Relevance(fast), Relevance(slow));
        var error = Math.Sqrt(expected.Zip(actual, (a, b) => (a - b) * (a - b)).Sum() / expected.Sum(a => a * a));
        Assert.True(error <= 1e-5, $"relative L2 error {error}");
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Relevance_adds_up_to_what_it_starts_with(string activation, int channels)
    {
        var network = Make(activation, channels);
        var rules = RelevanceRules.Relevance(network, epsilon: 0);
        Assert.Equal(1, Relevance(TestExecutor.Reference<double>(network, rules: rules)).Sum(), 1e-9);
        var values = Relevance(TestExecutor.Fast(network, rules: rules));
        // Contributions of both signs may cancel to nearly nothing, so the bound is that of the sum's terms.
        Assert.Equal(1, values.Sum(), 1e-5 * values.Sum(Math.Abs));
    }

    private static double[] Relevance<T>(SaliencyPS.Engines.Managed.Executor<T> executor)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var input = TestNetworks.Values(executor.Input.Span.Length, seed: 5, scale: 1);
        for (var i = 0; i < input.Length; i++) executor.Input.Span[i] = T.CreateChecked(input[i]);
        executor.Forward();
        return [.. executor.Backward([1]).Span.ToArray().Select(double.CreateChecked)];
    }

    // A residual block behind a stem, pooled and classified; without biases, which would take relevance.
    private static Network Make(string activation, int channels)
    {
        Layer Activation() => activation switch
        {
            "sigmoid" => new Sigmoid(),
            "hard sigmoid" => new HardSigmoid(),
            "hard swish" => new HardSwish(),
            "relu" => new Relu(),
            _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, null),
        };
        var builder = new NetworkBuilder(new TensorShape(3, 13, 11));
        builder.Add("stem", TestNetworks.Convolution(3, channels, Window2D.Square(3, 2, 1), bias: false));
        var stem = builder.Add("act1", Activation());
        builder.Add("conv", TestNetworks.Convolution(channels, channels, Window2D.Square(3, 1, 1), seed: 3, bias: false));
        var branch = builder.Add("act2", Activation());
        builder.Add("sum", new Add(), stem, branch);
        builder.Add("pool", new AveragePool(Window2D.Square(3, 2, 1)));
        builder.Add("act3", Activation());
        builder.Add("mean", new AdaptiveAveragePool());
        builder.Add("fc", new Linear(channels, 4, TestNetworks.Values(4 * channels, 11)));
        return builder.Build($"{activation} {channels}");
    }
}
