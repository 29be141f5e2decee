using SaliencyPS.Export.Onnx;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Export.Layers;

/// <summary><see cref="Softmax"/>: gx = y · (gy − Σ gy · y).</summary>
internal sealed class SoftmaxNodes(GraphComposer graph, GraphTensor[] inputs, Softmax layer) : SingleInputNodes(graph, inputs)
{
    private GraphTensor? _y;

    public override GraphTensor Forward() =>
        _y = X with { Name = Graph.Result("Softmax", [X], NodeAttribute.Integer("axis", layer.Axis + 1)) };

    protected override GraphTensor Backward(GraphTensor gradient)
    {
        var weighted = Graph.Map("Mul", gradient, _y!);
        return Graph.Map("Sub", weighted, Graph.Map("Mul", Graph.Sum(weighted, layer.Axis), _y!));
    }
}
