using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;
using SaliencyPS.Threads;
using Xunit;

namespace SaliencyPS.Tests.Engines.Managed.Blocked;

/// <summary>Fast steps against scalar ones where several meet: blocked tensors that many layers read.</summary>
public class BlockedStepTests
{
    private static readonly (int Channels, int Height, int Width)[] Sizes =
        [(1, 1, 1), (5, 3, 35), (16, 7, 8), (17, 9, 13), (40, 8, 17)];

    public static TheoryData<string, Func<Network>> Networks()
    {
        var data = new TheoryData<string, Func<Network>>();
        foreach (var (channels, height, width) in Sizes)
        {
            var shape = new TensorShape(channels, height, width);
            data.Add($"branches of {shape}", () => Branches(shape));
            data.Add($"gates of {shape}", () => Gates(shape));
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Networks), DisableDiscoveryEnumeration = true)]
    public void Equals_its_reference_for_any_number_of_threads_and_any_batch(string name, Func<Network> make)
    {
        var network = make();
        var (slow, slowGradient) = Run(network, 2, reference: true, Parallelism.Single);
        var (fast, fastGradient) = Run(network, 2, reference: false, Parallelism.Single);
        Close(slow, fast, name);
        Close(slowGradient, fastGradient, name);

        var (again, againGradient) = Run(network, 2, reference: false, new Parallelism(3));
        Assert.Equal(fast, again);
        Assert.Equal(fastGradient, againGradient);
        var (one, oneGradient) = Run(network, 1, reference: false, Parallelism.Single);
        Assert.Equal(fast[..one.Length], one);
        Assert.Equal(fastGradient[..oneGradient.Length], oneGradient);
    }

    [Fact]
    public void A_pool_takes_the_first_maximum_and_the_last_that_is_not_a_number()
    {
        var network = TestNetworks.Chain(new TensorShape(17, 5, 6), ("pool", new MaxPool(Window2D.Square(3, 2, 1))));
        var results = new List<(float[], float[])>();
        foreach (var reference in (bool[])[true, false])
        {
            var executor = TestExecutor.Of(reference, network);
            for (var i = 0; i < executor.Input.Span.Length; i++) executor.Input.Span[i] = i % 7 == 3 ? float.NaN : i % 5 / 2;
            var value = executor.Forward().Span.ToArray();
            TestNetworks.Values(executor.LogitGradients.Span.Length).CopyTo(executor.LogitGradients.Span);
            results.Add((value, executor.Backward().Span.ToArray()));
        }

        Assert.Equal(results[0].Item1, results[1].Item1);
        Assert.Equal(results[0].Item2, results[1].Item2);
    }

    // Residual sums, joins and products of blocked tensors that several layers read.
    private static Network Branches(TensorShape shape)
    {
        var builder = new NetworkBuilder(shape);
        var a = builder.Add("a", TestNetworks.Convolution(shape.Channels, 32, Window2D.Square(1)), NetworkBuilder.Input);
        var b = builder.Add("b",
            TestNetworks.Convolution(shape.Channels, 32, Window2D.Square(3, 1, 1), seed: 3), NetworkBuilder.Input);
        var two = builder.Add("two", new Add(), a, b);
        var three = builder.Add("three", new Add(), two, a, b);
        var joined = builder.Add("joined", new Concat(), a, three, b);
        builder.Add("mixed", TestNetworks.Convolution(96, 9, Window2D.Square(1)), joined);
        return builder.Build("branches");
    }

    // A product of equals and two with a gate, on either side.
    private static Network Gates(TensorShape shape)
    {
        var builder = new NetworkBuilder(shape);
        var a = builder.Add("a",
            TestNetworks.Convolution(shape.Channels, shape.Channels, Window2D.Square(3, 1, 1)), NetworkBuilder.Input);
        var squared = builder.Add("squared", new Multiply(), a, a);
        var mean = builder.Add("mean", new AdaptiveAveragePool(), a);
        var gate = builder.Add("gate", new Sigmoid(), mean);
        builder.Add("left", new Multiply(), gate, squared);
        builder.Add("right", new Multiply(), builder.Nodes - 1, mean);
        builder.Add("mixed", TestNetworks.Convolution(shape.Channels, 9, Window2D.Square(1)));
        return builder.Build("gates");
    }

    private static (float[] Value, float[] Gradient) Run(Network network, int batch, bool reference, Parallelism parallel)
    {
        var executor = TestExecutor.Of(reference, network, batch, gradientsPerSample: 3);
        TestNetworks.Values(executor.Input.Span.Length, seed: 11).CopyTo(executor.Input.Span);
        var value = executor.Forward(parallel).Span.ToArray();
        TestNetworks.Values(executor.LogitGradients.Span.Length, seed: 12).CopyTo(executor.LogitGradients.Span);
        return (value, executor.Backward(parallel).Span.ToArray());
    }

    private static void Close(float[] expected, float[] actual, string name)
    {
        var error = Math.Sqrt(expected.Zip(actual, (a, b) => (double)(a - b) * (a - b)).Sum());
        var norm = Math.Sqrt(expected.Sum(a => (double)a * a));
        Assert.True(error <= 1e-5 * norm, $"{name}: relative L2 error {error / norm}");
    }
}
