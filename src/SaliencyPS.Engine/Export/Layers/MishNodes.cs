using SaliencyPS.Export.Onnx;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Export.Layers;

/// <summary><see cref="Mish"/>: x · g with g = tanh(ln(1 + eˣ)), derivative g + x · (1 − g²) / (1 + e^(−x)).</summary>
internal sealed class MishNodes(GraphComposer graph, GraphTensor[] inputs) : ActivationNodes(graph, inputs)
{
    /// <summary>The operator set that has it as one operator.</summary>
    public const int Since = 18;

    private GraphTensor Gate => field ??= Graph.Map("Tanh", Graph.Map("Softplus", X));

    protected override string Value() => Graph.Opset >= Since ? Graph.Result("Mish", [X]) : Graph.Result("Mul", [X, Gate]);

    protected override GraphTensor Slope() => Graph.Map("Add", Gate, Graph.Map("Mul",
        Graph.Map("Mul", X, Rest(Square(Gate))), Graph.Map("Sigmoid", X)));
}
