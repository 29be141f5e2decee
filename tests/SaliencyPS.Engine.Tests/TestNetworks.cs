using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Tests;

/// <summary>Small networks with seeded random weights.</summary>
internal static class TestNetworks
{
    public static float[] Values(int count, int seed = 7, float scale = 0.5f)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() * 2 - 1) * scale)];
    }

    public static Convolution Convolution(int inputs, int outputs, Window2D window, int groups = 1,
        int seed = 7, bool bias = true) =>
        new(inputs, outputs, window, Values(outputs * (inputs / groups) * window.Taps, seed),
            bias ? Values(outputs, seed + 1) : null, groups);

    public static Network Chain(TensorShape input, params (string Name, Layer Layer)[] layers)
    {
        var builder = new NetworkBuilder(input);
        foreach (var (name, layer) in layers) builder.Add(name, layer);
        // A closing soft-max or sigmoid would be dropped; a linear layer after it keeps it in the test.
        if (layers[^1].Layer is Softmax or Sigmoid) builder.Add("keep", new ScaleShift([2], [0]));
        return builder.Build("test");
    }

    /// <summary>A residual, branching, gated classifier that uses most layer types.</summary>
    public static Network Small(int seed, bool bias = true)
    {
        var builder = new NetworkBuilder(new TensorShape(3, 11, 9));
        builder.Add("conv1", Convolution(3, 8, Window2D.Square(3, 2, 1), seed: seed, bias: bias));
        builder.Add("bn1", new ScaleShift(Values(8, seed + 1, 2), bias ? Values(8, seed + 2) : new float[8]));
        var stem = builder.Add("relu1", new Relu());
        var a = builder.Add("expand1", Convolution(8, 6, Window2D.Square(1), seed: seed + 3, bias: bias), stem);
        var b = builder.Add("expand3", Convolution(8, 2, Window2D.Square(3, 1, 1), seed: seed + 4, bias: bias), stem);
        var joined = builder.Add("concat", new Concat(), a, b);
        var sum = builder.Add("residual", new Add(), joined, stem);
        var active = builder.Add("leaky", new LeakyRelu(0.1f), sum);
        builder.Add("pool", new MaxPool(Window2D.Square(3, 2, 0, ceilMode: true)), active);
        builder.Add("dropout", new Identity());
        builder.Add("fc", new Linear(8 * 3 * 2, 5, Values(8 * 3 * 2 * 5, seed + 5), bias ? Values(5, seed + 6) : null));
        builder.Add("prob", new Softmax());
        return builder.Build($"small {seed}");
    }
}
