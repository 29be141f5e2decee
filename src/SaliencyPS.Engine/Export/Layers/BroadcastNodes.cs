using SaliencyPS.Export.Onnx;
using SaliencyPS.Tensors;

namespace SaliencyPS.Export.Layers;

/// <summary>
/// Elementwise combinations of inputs in which axes of length 1 are repeated. Axes that an input lacks are at its end, so that
/// it gets them before ONNX, which would add them at the front, combines it.
/// </summary>
internal abstract class BroadcastNodes(GraphComposer graph, GraphTensor[] inputs) : LayerNodes(graph, inputs)
{
    /// <summary>The inputs with equally many axes.</summary>
    protected GraphTensor[] Aligned()
    {
        var rank = Inputs.Max(input => input.Shape.Rank);
        return [.. Inputs.Select(input => Graph.Reshape(input,
            new([.. input.Shape.Sizes, .. Enumerable.Repeat(1, rank - input.Shape.Rank)])))];
    }

    /// <summary>The shape of the result of inputs with equally many axes.</summary>
    protected static TensorShape Full(GraphTensor[] aligned) => new([.. Enumerable.Range(0, aligned[0].Shape.Rank)
        .Select(axis => aligned.Max(input => input.Shape[axis]))]);

    /// <summary>What goes back to an input of what goes back to all its repetitions.</summary>
    protected GraphTensor Gathered(GraphTensor gradient, GraphTensor input)
    {
        int[] axes = [.. Enumerable.Range(0, gradient.Shape.Rank).Where(axis => input.Shape[axis] != gradient.Shape[axis])];
        return Graph.Reshape(axes.Length == 0 ? gradient : Graph.Sum(gradient, axes), input.Shape);
    }
}
