using SaliencyPS.Export.Onnx;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Export.Layers;

/// <summary><see cref="Log"/>: derivative 1/x.</summary>
internal sealed class LogNodes(GraphComposer graph, GraphTensor[] inputs) : ActivationNodes(graph, inputs)
{
    protected override string Value() => Graph.Result("Log", [X]);

    protected override GraphTensor Slope() => Graph.Map("Reciprocal", X);
}
