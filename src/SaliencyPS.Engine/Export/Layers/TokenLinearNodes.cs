using SaliencyPS.Export.Onnx;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Export.Layers;

/// <summary><see cref="Linear"/> of the last axis: MatMul, whose matrix is kept as inputs × outputs.</summary>
internal sealed class TokenLinearNodes(GraphComposer graph, GraphTensor[] inputs, Linear layer, string weight, string? bias)
    : SingleInputNodes(graph, inputs)
{
    public override GraphTensor Forward()
    {
        var shape = new TensorShape([.. X.Shape.Sizes[..^1], layer.Outputs]);
        return new(bias is null ? Graph.Result("MatMul", [X, weight])
            : Graph.Result("Add", [Graph.Node("MatMul", [X, weight]), bias]), shape, X.Rows);
    }

    protected override GraphTensor Backward(GraphTensor gradient)
    {
        var transposed = Graph.Node("Transpose", [weight], NodeAttribute.Integers("perm", 1, 0));
        return new(Graph.Node("MatMul", [gradient, transposed]), X.Shape, gradient.Rows);
    }
}
