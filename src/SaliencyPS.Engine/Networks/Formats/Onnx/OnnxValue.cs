namespace SaliencyPS.Networks.Formats.Onnx;

/// <summary>What a name stands for while a graph is being built: a constant, or data that depends on the image.</summary>
/// <param name="Sizes">Sizes of its axes as ONNX counts them, the batch (1) included; none for a scalar.</param>
internal abstract record OnnxValue(long[] Sizes)
{
    /// <summary>Number of axes.</summary>
    public int Rank => Sizes.Length;

    /// <summary>Number of elements.</summary>
    public int Count => WeightTensor.CountElements(Sizes, "");
}
