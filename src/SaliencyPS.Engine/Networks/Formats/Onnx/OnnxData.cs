namespace SaliencyPS.Networks.Formats.Onnx;

/// <summary>The result of a node of the network.</summary>
/// <param name="Node">Its index in the <see cref="NetworkBuilder"/>.</param>
/// <param name="Sizes">
/// Sizes of its axes as ONNX counts them, without the batch: C, C×L or C×H×W. A vector has one axis, C; its node's shape is
/// C×1×1. </param>
internal sealed record OnnxData(int Node, int[] Sizes) : OnnxValue
{
    /// <summary>Number of axes, the batch included.</summary>
    public int Rank => Sizes.Length + 1;

    /// <summary>Channels.</summary>
    public int Channels => Sizes[0];

    /// <summary>Positions per channel.</summary>
    public int Plane => Sizes.Skip(1).Aggregate(1, (product, size) => product * size);
}
