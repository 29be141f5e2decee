using SaliencyPS.Export.Onnx;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Export.Layers;

/// <summary><see cref="Exp"/>, which is its own derivative.</summary>
internal sealed class ExpNodes(GraphComposer graph, GraphTensor[] inputs) : ActivationNodes(graph, inputs)
{
    protected override string Value() => Graph.Result("Exp", [X]);

    protected override GraphTensor Slope() => Y;
}
