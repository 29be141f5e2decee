using SaliencyPS.Export.Onnx;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Export.Layers;

/// <summary><see cref="Linear"/> of the whole input: Gemm; back, a product with the weights of the way forward.</summary>
internal sealed class LinearNodes(GraphComposer graph, GraphTensor[] inputs, Linear layer, string weight, string? bias)
    : SingleInputNodes(graph, inputs)
{
    public override GraphTensor Forward()
    {
        var x = Graph.Reshape(X, new(layer.Inputs));
        string[] read = bias is null ? [x, weight] : [x, weight, bias];
        return new(Graph.Result("Gemm", read, NodeAttribute.Integer("transB", 1)), new(layer.Outputs), X.Rows);
    }

    protected override GraphTensor Backward(GraphTensor gradient) => Graph.Reshape(
        new(Graph.Node("MatMul", [gradient, weight]), new(layer.Inputs), gradient.Rows), X.Shape);
}
