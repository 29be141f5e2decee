using SaliencyPS.Export.Onnx;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Export.Layers;

/// <summary><see cref="Power"/>: derivative exponent · x^(exponent − 1).</summary>
internal sealed class PowerNodes(GraphComposer graph, GraphTensor[] inputs, Power layer) : ActivationNodes(graph, inputs)
{
    protected override string Value() => layer.Exponent switch
    {
        0.5f => Graph.Result("Sqrt", [X]),
        -1 => Graph.Result("Reciprocal", [X]),
        _ => Graph.Result("Pow", [X, Graph.Number(layer.Exponent)]),
    };

    protected override GraphTensor Slope() => Graph.Map("Mul", Graph.Map("Pow", X, layer.Exponent - 1), layer.Exponent);
}
