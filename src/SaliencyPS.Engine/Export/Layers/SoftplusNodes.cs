using SaliencyPS.Export.Onnx;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Export.Layers;

/// <summary><see cref="Softplus"/>: derivative 1 / (1 + e^(−x)).</summary>
internal sealed class SoftplusNodes(GraphComposer graph, GraphTensor[] inputs) : ActivationNodes(graph, inputs)
{
    protected override string Value() => Graph.Result("Softplus", [X]);

    protected override GraphTensor Slope() => Graph.Map("Sigmoid", X);
}
