using SaliencyPS.Export.Onnx;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Export.Layers;

/// <summary><see cref="Absolute"/>: Abs, whose derivative is the sign.</summary>
internal sealed class AbsoluteNodes(GraphComposer graph, GraphTensor[] inputs) : ActivationNodes(graph, inputs)
{
    protected override string Value() => Graph.Result("Abs", [X]);

    protected override GraphTensor Slope() => Graph.Map("Sign", X);
}
