using SaliencyPS.Export.Onnx;
using SaliencyPS.Tensors;

namespace SaliencyPS.Export.Layers;

/// <summary>The values as they are, in another shape or the same.</summary>
internal sealed class ReshapeNodes(GraphComposer graph, GraphTensor[] inputs, TensorShape shape) : SingleInputNodes(graph, inputs)
{
    public override GraphTensor Forward() =>
        new(Graph.Result("Reshape", [X, Graph.Integers([-1, .. shape.Sizes])]), shape, X.Rows);

    protected override GraphTensor Backward(GraphTensor gradient) => Graph.Reshape(gradient, X.Shape);
}
