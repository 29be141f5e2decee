using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Benchmarks.Kernels;

/// <summary>One layer at one size, as it occurs in the networks.</summary>
/// <param name="Group">Cases of one group stand together and share a target.</param>
/// <param name="Name">Names the row.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Input">Shape of its input.</param>
public sealed record KernelCase(string Group, string Name, Layer Layer, TensorShape Input)
{
    internal const string LayerName = "layer";
    internal const string Dense3 = "3×3", Dense1 = "1×1", Depthwise = "depth-wise 3×3", First = "first layers", Pool = "max pool";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<KernelCase> All { get; } =
    [
        Convolution(Dense3, 64, 64, 56, 3, pad: 1), Convolution(Dense3, 128, 128, 28, 3, pad: 1), Convolution(Dense3, 256, 256, 14, 3, pad: 1),
        Convolution(Dense3, 512, 512, 7, 3, pad: 1), Convolution(Dense3, 512, 512, 28, 3, pad: 1),
        Convolution(Dense1, 64, 256, 56, 1), Convolution(Dense1, 256, 64, 56, 1), Convolution(Dense1, 512, 128, 28, 1),
        Convolution(Dense1, 1024, 256, 14, 1), Convolution(Dense1, 2048, 512, 7, 1),
        Convolution(Depthwise, 96, 96, 112, 3, 2, 1, 96), Convolution(Depthwise, 144, 144, 56, 3, 1, 1, 144),
        Convolution(Depthwise, 384, 384, 14, 3, 1, 1, 384),
        Convolution(First, 3, 64, 224, 7, 2, 3), Convolution(First, 3, 64, 224, 11, 4, 2), Convolution(First, 3, 64, 224, 3, 1, 1),
        new(Pool, "3×3 / 2, 64 @ 112", new MaxPool(Window2D.Square(3, 2, 1)), new TensorShape(64, 112, 112)),
        new(Pool, "2×2 / 2, 64 @ 224", new MaxPool(Window2D.Square(2, 2)), new TensorShape(64, 224, 224)),
    ];

    /// <summary>Few small ones.</summary>
    internal static IReadOnlyList<KernelCase> Tiny { get; } =
    [
        Convolution(Dense3, 8, 8, 8, 3, pad: 1), Convolution(Dense1, 8, 8, 8, 1),
        new(Pool, "2×2 / 2, 8 @ 8", new MaxPool(Window2D.Square(2, 2)), new TensorShape(8, 8, 8)),
    ];

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The layer as a network of its own, so that it is prepared as in any network.</summary>
    internal Network ToNetwork()
    {
        var network = new NetworkBuilder(Input);
        network.Add(LayerName, Layer);
        return network.Build(Name);
    }

    private static KernelCase Convolution(string group, int inputs, int outputs, int size, int kernel, int stride = 1, int pad = 0, int groups = 1)
    {
        var random = new Random(1);
        var weight = new float[outputs * inputs / groups * kernel * kernel];
        for (var i = 0; i < weight.Length; i++) weight[i] = (float)(random.NextDouble() - 0.5);
        var name = $"{kernel}×{kernel}{(stride > 1 ? $" / {stride}" : "")}, {inputs}{(groups > 1 ? "" : $" → {outputs}")} @ {size}";
        var layer = new Convolution(inputs, outputs, Window2D.Square(kernel, stride, pad), weight, new float[outputs], groups);
        return new(group, name, layer, new TensorShape(inputs, size, size));
    }
}
