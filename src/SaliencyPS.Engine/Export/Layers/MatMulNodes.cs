using SaliencyPS.Export.Onnx;

namespace SaliencyPS.Export.Layers;

/// <summary>A product of two computed matrices: gA = gY · Bᵀ, gB = Aᵀ · gY.</summary>
internal sealed class MatMulNodes(GraphComposer graph, GraphTensor[] inputs) : LayerNodes(graph, inputs)
{
    public override GraphTensor Forward() => new(Graph.Result("MatMul", [Inputs[0], Inputs[1]]),
        new([.. Inputs[0].Shape.Sizes[..^1], Inputs[1].Shape.Sizes[^1]]), Rows);

    public override GraphTensor?[] Backward(GraphTensor gradient, GradientRule rule, bool[] needed)
    {
        var (a, b) = (Inputs[0], Inputs[1]);
        return
        [
            !needed[0] ? null : new(Graph.Node("MatMul", [gradient, Transposed(b)]), a.Shape, gradient.Rows),
            !needed[1] ? null : new(Graph.Node("MatMul", [Transposed(a), gradient]), b.Shape, gradient.Rows),
        ];

        string Transposed(GraphTensor matrix)
        {
            var rank = matrix.Shape.Rank + 1;
            return Graph.Node("Transpose", [Graph.PerGradient(matrix)],
                NodeAttribute.Integers("perm", [.. Enumerable.Range(0, rank - 2), rank - 1, rank - 2]));
        }
    }
}
