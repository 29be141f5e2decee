using SaliencyPS.Export.Onnx;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Export.Layers;

/// <summary><see cref="HardSwish"/>: derivative (2x + 3) / 6 between −3 and 3.</summary>
internal sealed class HardSwishNodes(GraphComposer graph, GraphTensor[] inputs) : ActivationNodes(graph, inputs)
{
    protected override string Value() => Graph.Result("HardSwish", [X]);

    protected override GraphTensor Slope() => Graph.Choose(Graph.Map("GreaterOrEqual", X, 3), Number(1), Graph.Choose(
        Graph.Map("LessOrEqual", X, -3), Number(0), Graph.Map("Add", Graph.Map("Mul", X, 1 / 3f), 0.5f)));
}
