using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace SaliencyPS.Benchmarks.Torch;

/// <summary>
/// One of our networks in libtorch, a function for each layer. What was folded into convolutions here (normalizations) is folded
/// there, too. Channels are last in memory.
/// </summary>
internal sealed class TorchGraph : TorchReference
{
    private readonly IReadOnlyList<Node> _nodes;
    private readonly Func<Tensor[], Tensor>[] _layers;

    /// <summary>Copies the weights.</summary>
    public TorchGraph(Network network) =>
        (_nodes, _layers) = (network.Nodes, [.. network.Nodes.Skip(1).Select(node => Function(node.Layer!))]);

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor images)
    {
        var values = new Tensor[_nodes.Count];
        values[0] = ChannelsLast(images);
        for (var i = 1; i < values.Length; i++) values[i] = _layers[i - 1]([.. _nodes[i].Inputs.Select(input => values[input])]);
        return values[^1].flatten(1);
    }

    // Of the six networks; a new layer says so.
    private static Func<Tensor[], Tensor> Function(Layer layer) => layer switch
    {
        Convolution convolution => Convolve(convolution),
        Linear linear => Multiply(linear),
        Relu => x => nn.functional.relu(x[0]),
        Rectifier { Slope: 0 } rectifier => Clamp(rectifier),
        MaxPool { Window: var w } => x => nn.functional.max_pool2d(x[0], [w.KernelHeight, w.KernelWidth],
            [w.StrideY, w.StrideX], [w.PadTop, w.PadLeft], [w.DilationY, w.DilationX], w.CeilMode),
        AdaptiveAveragePool pool => x => nn.functional.adaptive_avg_pool2d(x[0], [pool.Height, pool.Width]),
        Add => x => x.Aggregate(Sum),
        Concat => x => cat(x, 1),
        Flatten => x => x[0].flatten(1),
        _ => throw new NotSupportedException($"Nothing computes a layer {layer} with libtorch."),
    };

    private static Func<Tensor[], Tensor> Convolve(Convolution layer)
    {
        var (weight, bias, w) = (ChannelsLast(Copy(layer.Weight)), Copy(layer.Bias), layer.Window);
        if (w.PadTop != w.PadBottom || w.PadLeft != w.PadRight)
            throw new NotSupportedException("Nothing pads the sides differently with libtorch.");
        return x => nn.functional.conv2d(x[0], weight, bias, [w.StrideY, w.StrideX], [w.PadTop, w.PadLeft],
            [w.DilationY, w.DilationX], layer.Groups);
    }

    private static Func<Tensor[], Tensor> Multiply(Linear layer)
    {
        var (weight, bias) = (Copy(layer.Weight), Copy(layer.Bias));
        return x => nn.functional.linear(x[0].flatten(1), weight, bias);
    }

    private static Func<Tensor[], Tensor> Clamp(Rectifier layer)
    {
        // Kept, as the collector must not free them; see the base class.
        var (least, most) = (layer.Minimum.ToScalar(), layer.Maximum.ToScalar());
        return x => x[0].clamp(least, most);
    }

    private static Tensor Copy(Weights weights) =>
        tensor(weights.Span.ToArray(), [.. Enumerable.Range(0, weights.Shape.Rank).Select(axis => (long)weights.Shape[axis])]);

    // By its strides; the axes stay as they are.
    private static Tensor ChannelsLast(Tensor x) => x.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
}
