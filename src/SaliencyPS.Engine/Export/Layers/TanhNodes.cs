using SaliencyPS.Export.Onnx;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Export.Layers;

/// <summary><see cref="Tanh"/>: derivative 1 − y².</summary>
internal sealed class TanhNodes(GraphComposer graph, GraphTensor[] inputs) : ActivationNodes(graph, inputs)
{
    protected override string Value() => Graph.Result("Tanh", [X]);

    protected override GraphTensor Slope() => Rest(Square(Y));
}
