using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Formats.Onnx;

/// <summary>
/// The result of a node of the network. Its elements are in row-major order of <see cref="OnnxValue.Sizes"/>; the node's own
/// shape may divide them otherwise, until a layer needs this one.
/// </summary>
/// <param name="Node">Its index in the <see cref="NetworkBuilder"/>.</param>
/// <param name="Sizes">Sizes of its axes as ONNX counts them, the batch (1) included.</param>
internal sealed record OnnxData(int Node, long[] Sizes) : OnnxValue(Sizes)
{
    /// <summary>Distance of neighboring values and the number that stands for 0, where the data is quantized.</summary>
    public (float Step, long Zero)? Quantization { get; init; }

    /// <summary>Whether the first axis is the batch, which networks do not count.</summary>
    public bool HasBatch => Rank > 1 && Sizes[0] == 1;

    /// <summary>The shape for a layer that treats axes differently: the sizes without the batch.</summary>
    public TensorShape Shape => ShapeOf(Sizes, HasBatch);

    /// <summary>An axis of ONNX as one of <see cref="Shape"/>.</summary>
    public int AxisOf(int axis) => HasBatch ? axis - 1 : axis;

    /// <summary>Sizes as a shape, with or without the first.</summary>
    public static TensorShape ShapeOf(long[] sizes, bool withoutFirst) =>
        new([.. sizes.Skip(withoutFirst ? 1 : 0).Select(size => checked((int)size))]);
}
