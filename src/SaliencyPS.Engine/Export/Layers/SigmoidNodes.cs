using SaliencyPS.Export.Onnx;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Export.Layers;

/// <summary><see cref="Sigmoid"/>: derivative y · (1 − y).</summary>
internal sealed class SigmoidNodes(GraphComposer graph, GraphTensor[] inputs) : ActivationNodes(graph, inputs)
{
    protected override string Value() => Graph.Result("Sigmoid", [X]);

    protected override GraphTensor Slope() => Graph.Map("Mul", Y, Rest(Y));
}
