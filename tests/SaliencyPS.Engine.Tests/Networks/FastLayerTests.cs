using SaliencyPS.Networks;
using SaliencyPS.Networks.Fast;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Numerics;
using Xunit;

namespace SaliencyPS.Tests.Networks;

/// <summary>Every fast layer against the scalar layer it stands for, at awkward sizes.</summary>
public class FastLayerTests
{
    private static readonly (int Channels, int Height, int Width)[] Sizes = [(1, 1, 1), (5, 3, 35), (16, 7, 8), (17, 9, 13), (40, 8, 17)];

    private static readonly Window2D[] Windows =
    [
        Window2D.Square(1), Window2D.Square(3, 1, 1), Window2D.Square(3, 2, 1), Window2D.Square(3, 2, 0, ceilMode: true), Window2D.Square(2, 2),
        Window2D.Square(5, 1, 2), Window2D.Square(5, 3, 2), Window2D.Square(3, 1, 2) with { DilationY = 2, DilationX = 2 },
        new(2, 3) { StrideY = 3, DilationX = 3, PadLeft = 2, PadBottom = 1 }, new(1, 7) { PadLeft = 3, PadRight = 3, StrideX = 2 }, Window2D.Square(1, 2),
    ];

    public static TheoryData<string, Func<Network>> Networks()
    {
        var data = new TheoryData<string, Func<Network>>();
        foreach (var (channels, height, width) in Sizes)
        {
            var shape = new TensorShape(channels, height, width);
            void Add(string name, params Func<Layer>[] layers) => data.Add($"{name} of {shape}", () => TestNetworks.Chain(shape, [.. layers.Select((layer, i) => ($"{i}", layer()))]));
            foreach (var window in Windows.Where(window => Fits(window, shape)))
            {
                var name = $"{window.KernelHeight}×{window.KernelWidth} stride {window.StrideY} pad {window.PadLeft} dilation {window.DilationX}";
                Add($"convolution {name}", () => TestNetworks.Convolution(channels, 7, window));
                Add($"depth-wise {name}", () => TestNetworks.Convolution(channels, channels, window, channels));
                if (Math.Max(window.PadTop, window.PadBottom) >= 1 + window.DilationY * (window.KernelHeight - 1)) continue;
                Add($"max-pool {name}", () => new MaxPool(window));
                Add($"average pool {name}", () => new AveragePool(window));
                Add($"average pool with padding {name}", () => new AveragePool(window, countIncludePad: true));
            }

            foreach (var layer in (Func<Layer>[])[
                () => new Relu(), () => new ClippedRelu(0.3f), () => new LeakyRelu(0.1f), () => new Clip(-0.2f, 0.1f), () => new HardSwish(), () => new HardSigmoid(0.7f), () => new Sigmoid(),
                () => new LocalResponseNormalization(5, 0.7f), () => new LocalResponseNormalization(4, 0.5f, 0.5f, 2), () => new LocalResponseNormalization(41, 0.5f, 1)])
                // Large values, so that every piece of an activation is met; once blocked and once as the input comes.
                foreach (var first in (Func<Layer>[])[() => TestNetworks.Convolution(channels, channels, Window2D.Square(3, 1, 1)), () => new ScaleShift([20], [0.5f])])
                    Add($"{layer().GetType().Name} after {first().GetType().Name}", first, layer);
            Add("scale and shift", () => new MaxPool(Window2D.Square(1)), () => new ScaleShift(TestNetworks.Values(channels), TestNetworks.Values(channels, 9)));
            Add("scale and shift for all", () => new MaxPool(Window2D.Square(1)), () => new ScaleShift([2], [1]));
            foreach (var side in (int[])[1, 2, 9]) Add($"adaptive pool {side}", () => new AdaptiveAveragePool(side, side + 1));
            Add("linear", () => new Linear(shape.Length, 33, TestNetworks.Values(33 * shape.Length)), () => new Relu(), () => new Linear(33, 9, TestNetworks.Values(9 * 33)));
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
    public void Every_fast_layer_is_in_a_network_above()
    {
        var tested = Networks().SelectMany(row => row.Data.Item2().Fast.Nodes.Skip(1)).Select(node => node.Layer!.GetType()).Select(type => type.IsGenericType ? type.GetGenericTypeDefinition() : type);
        var all = typeof(FastLayer).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(FastLayer)) && !type.IsAbstract);
        Assert.Empty(all.Except(tested));
    }

    [Fact]
    public void A_pool_takes_the_first_maximum_and_the_last_that_is_not_a_number()
    {
        var network = TestNetworks.Chain(new TensorShape(17, 5, 6), ("pool", new MaxPool(Window2D.Square(3, 2, 1))));
        var results = new List<(float[], float[])>();
        foreach (var reference in (bool[])[true, false])
        {
            var workspace = new Workspace<float>(network, reference: reference);
            for (var i = 0; i < workspace.Input.Span.Length; i++) workspace.Input.Span[i] = i % 7 == 3 ? float.NaN : i % 5 / 2;
            var value = workspace.Forward().Span.ToArray();
            TestNetworks.Values(workspace.Seeds.Span.Length).CopyTo(workspace.Seeds.Span);
            results.Add((value, workspace.BackwardFromSeeds().Span.ToArray()));
        }

        Assert.Equal(results[0].Item1, results[1].Item1);
        Assert.Equal(results[0].Item2, results[1].Item2);
    }

    // Residual sums, joins and products of blocked tensors that several layers read.
    private static Network Branches(TensorShape shape)
    {
        var builder = new NetworkBuilder(shape);
        var a = builder.Add("a", TestNetworks.Convolution(shape.Channels, 32, Window2D.Square(1)), NetworkBuilder.Input);
        var b = builder.Add("b", TestNetworks.Convolution(shape.Channels, 32, Window2D.Square(3, 1, 1), seed: 3), NetworkBuilder.Input);
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
        var a = builder.Add("a", TestNetworks.Convolution(shape.Channels, shape.Channels, Window2D.Square(3, 1, 1)), NetworkBuilder.Input);
        var squared = builder.Add("squared", new Multiply(), a, a);
        var mean = builder.Add("mean", new AdaptiveAveragePool(), a);
        var gate = builder.Add("gate", new Sigmoid(), mean);
        builder.Add("left", new Multiply(), gate, squared);
        builder.Add("right", new Multiply(), builder.Nodes - 1, mean);
        builder.Add("mixed", TestNetworks.Convolution(shape.Channels, 9, Window2D.Square(1)));
        return builder.Build("gates");
    }

    private static bool Fits(Window2D window, TensorShape shape) =>
        shape.Height + window.PadTop + window.PadBottom > window.DilationY * (window.KernelHeight - 1)
        && shape.Width + window.PadLeft + window.PadRight > window.DilationX * (window.KernelWidth - 1);

    private static (float[] Value, float[] Gradient) Run(Network network, int batch, bool reference, Parallelism parallel)
    {
        var workspace = new Workspace<float>(network, batch, gradientsPerSample: 3, reference);
        TestNetworks.Values(workspace.Input.Span.Length, seed: 11).CopyTo(workspace.Input.Span);
        var value = workspace.Forward(parallel).Span.ToArray();
        TestNetworks.Values(workspace.Seeds.Span.Length, seed: 12).CopyTo(workspace.Seeds.Span);
        return (value, workspace.BackwardFromSeeds(parallel).Span.ToArray());
    }

    private static void Close(float[] expected, float[] actual, string name)
    {
        var error = Math.Sqrt(expected.Zip(actual, (a, b) => (double)(a - b) * (a - b)).Sum());
        var norm = Math.Sqrt(expected.Sum(a => (double)a * a));
        Assert.True(error <= 1e-5 * norm, $"{name}: relative L2 error {error / norm}");
    }
}
