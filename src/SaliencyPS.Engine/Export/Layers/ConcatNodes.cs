using SaliencyPS.Export.Onnx;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Export.Layers;

/// <summary>A <see cref="Concat"/>; every input gets its own part of what comes back.</summary>
internal sealed class ConcatNodes(GraphComposer graph, GraphTensor[] inputs, Concat layer) : LayerNodes(graph, inputs)
{
    public override GraphTensor Forward()
    {
        var shape = layer.OutputShape([.. Inputs.Select(input => input.Shape)]);
        string[] parts = [.. Inputs.Select(input => Rows == GraphRows.Shared ? input : Graph.PerImage(input))
            .Select(input => Graph.Reshape(input, Padded(input.Shape, shape.Rank)).Name)];
        return new(Graph.Result("Concat", parts, NodeAttribute.Integer("axis", layer.Axis + 1)), shape, Rows);
    }

    public override GraphTensor?[] Backward(GraphTensor gradient, GradientRule rule, bool[] needed)
    {
        var result = new GraphTensor?[Inputs.Length];
        var start = 0;
        foreach (var (i, input) in Inputs.Index())
        {
            var end = start + input.Shape[layer.Axis];
            if (needed[i])
            {
                var part = Graph.Node("Slice",
                    [gradient, Graph.Integers(start), Graph.Integers(end), Graph.Integers(layer.Axis + 1)]);
                result[i] = Graph.Reshape(new(part, Padded(input.Shape, gradient.Shape.Rank), gradient.Rows), input.Shape);
            }

            start = end;
        }

        return result;
    }

    private static TensorShape Padded(TensorShape shape, int rank) =>
        new([.. shape.Sizes, .. Enumerable.Repeat(1, rank - shape.Rank)]);
}
