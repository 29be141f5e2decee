using SaliencyPS.Tensors;

namespace SaliencyPS.Export.Onnx;

/// <summary>A value in a graph: an axis of rows, and behind it those of one sample.</summary>
/// <param name="Name">The value's name.</param>
/// <param name="Shape">Shape of one sample.</param>
/// <param name="Rows">What the rows are.</param>
internal sealed record GraphTensor(string Name, TensorShape Shape, GraphRows Rows)
{
    /// <summary>The name, by which nodes read the value.</summary>
    public static implicit operator string(GraphTensor tensor) => tensor.Name;
}
