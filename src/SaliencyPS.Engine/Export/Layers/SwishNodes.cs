using SaliencyPS.Export.Onnx;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Export.Layers;

/// <summary><see cref="Swish"/>: x · g with g = 1 / (1 + e^(−βx)), derivative g · (1 + βx · (1 − g)).</summary>
internal sealed class SwishNodes(GraphComposer graph, GraphTensor[] inputs, Swish layer) : ActivationNodes(graph, inputs)
{
    private GraphTensor Gate => field ??= Graph.Map("Sigmoid", layer.Beta == 1 ? X : Graph.Map("Mul", X, layer.Beta));

    protected override string Value() => Graph.Result("Mul", [X, Gate]);

    protected override GraphTensor Slope() => Graph.Map("Mul", Gate, Graph.Map("Add", Graph.Map("Mul",
        layer.Beta == 1 ? X : Graph.Map("Mul", X, layer.Beta), Rest(Gate)), 1));
}
