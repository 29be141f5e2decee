using SaliencyPS.Export.Onnx;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Export.Layers;

/// <summary>
/// <see cref="Gelu"/>: x · Φ(x), derivative Φ(x) + x · φ(x). With tanh: x · g, g = 1 / (1 + e^(−f · (x + c · x³))), derivative
/// g + x · g · (1 − g) · f · (1 + 3c · x²).
/// </summary>
internal sealed class GeluNodes(GraphComposer graph, GraphTensor[] inputs, Gelu layer) : ActivationNodes(graph, inputs)
{
    /// <summary>The operator set that has it as one operator.</summary>
    public const int Since = 20;

    private const float Factor = 1.5957691216f, Cubic = 0.044715f; // 2√(2/π)
    private const float RootOfHalf = 0.70710678f, BellAtZero = 0.39894228f;

    private GraphTensor Gate => field ??= layer.Approximate
        ? Graph.Map("Sigmoid", Graph.Map("Mul", Graph.Map("Mul", X, Inner(Cubic)), Factor))
        : Graph.Map("Mul", Graph.Map("Add", Graph.Map("Erf", Graph.Map("Mul", X, RootOfHalf)), 1), 0.5f);

    protected override string Value() => Graph.Opset >= Since
        ? Graph.Result("Gelu", [X], NodeAttribute.Text("approximate", layer.Approximate ? "tanh" : "none"))
        : Graph.Result("Mul", [X, Gate]);

    protected override GraphTensor Slope() => Graph.Map("Add", Gate, Graph.Map("Mul", X, layer.Approximate
        ? Graph.Map("Mul", Graph.Map("Mul", Gate, Rest(Gate)), Graph.Map("Mul", Inner(3 * Cubic), Factor))
        : Graph.Map("Mul", Graph.Map("Exp", Graph.Map("Mul", Square(X), -0.5f)), BellAtZero)));

    // 1 + c · x².
    private GraphTensor Inner(float factor) => Graph.Map("Add", Graph.Map("Mul", Square(X), factor), 1);
}
