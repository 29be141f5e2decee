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

    /// <summary>
    /// A vision transformer of 3 × 12 × 10 inputs and five classes: a class token and 3 × 2 patches, two blocks, two heads.
    /// </summary>
    public static Network Tokens(int seed = 1, int blocks = 2)
    {
        const int Channels = 8, Count = 7, Heads = 2;
        var builder = new NetworkBuilder(new TensorShape(3, 12, 10));
        builder.Add("patches", new Convolution(3, Channels, new Window2D(4, 5) { StrideY = 4, StrideX = 5 },
            Values(3 * Channels * 20, seed), Values(Channels, seed + 1)));
        builder.Add("tokens",
            new Gather(new(6, Channels), [.. Enumerable.Range(0, 48).Select(i => i % Channels * 6 + i / Channels)]));
        var patches = builder.Nodes - 1;
        var token = builder.AddConstant("class token", new(new(Values(Channels, seed + 2), new(1, Channels))));
        var place = builder.Add("joined", new Concat(), token, patches);
        for (var block = 0; block < blocks; block++)
        {
            var norm = builder.Add($"norm {block}", new LayerNormalization(1, 1e-5f, Values(Channels, seed + 3, 2)), place);
            int[] parts = [.. Enumerable.Range(0, 3).Select(i => builder.Add($"part {block} {i}",
                new Linear(Channels, Channels, Values(Channels * Channels, seed + 4 + i + 5 * block, 1)), norm))];
            int q = Split(parts[0], false), k = Split(parts[1], true), v = Split(parts[2], false);
            var scores = builder.Add($"scores {block}", new MatMul(), q, k);
            var attention = builder.Add($"attention {block}", new Softmax(2), scores);
            var heads = builder.Add($"heads {block}", new MatMul(), attention, v);
            var merged = builder.Add($"merged {block}", new Gather(new(Count, Channels), [.. Enumerable.Range(0, Count * Channels)
                .Select(i => (i % Channels / 4 * Count + i / Channels) * 4 + i % 4)]), heads);
            place = builder.Add($"residual {block}", new Add(), place, merged);
        }

        builder.Add("class", new Gather(new(Channels), [.. Enumerable.Range(0, Channels)]), place);
        builder.Add("head", new Linear(Channels, 5, Values(5 * Channels, seed + 20, 2)));
        return builder.Build($"tokens {seed}");

        // Heads × tokens × 4, or with the last two exchanged.
        int Split(int node, bool flipped) => builder.Add($"split {node}",
            new Gather(flipped ? new(Heads, 4, Count) : new(Heads, Count, 4),
                [.. Enumerable.Range(0, Count * Channels).Select(i =>
            {
                var (head, rest) = Math.DivRem(i, Count * 4);
                var (token, channel) = flipped ? (rest % Count, rest / Count) : (rest / 4, rest % 4);
                return token * Channels + head * 4 + channel;
            })]), node);
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
