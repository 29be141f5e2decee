using SaliencyPS.Export.Onnx;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Export.Layers;

/// <summary><see cref="Erf"/>: derivative 2/√π · e^(−x²).</summary>
internal sealed class ErfNodes(GraphComposer graph, GraphTensor[] inputs) : ActivationNodes(graph, inputs)
{
    protected override string Value() => Graph.Result("Erf", [X]);

    protected override GraphTensor Slope() => Graph.Map("Mul", Graph.Map("Exp", Graph.Map("Neg", Square(X))), 1.1283791671f);
}
