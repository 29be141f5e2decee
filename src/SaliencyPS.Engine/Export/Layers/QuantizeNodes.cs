using SaliencyPS.Export.Onnx;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Export.Layers;

/// <summary>
/// <see cref="Quantize"/>: QuantizeLinear and DequantizeLinear where there are 256 steps, and otherwise rounding and clipping;
/// the derivative is taken as 1 inside the range.
/// </summary>
internal sealed class QuantizeNodes(GraphComposer graph, GraphTensor[] inputs, Quantize layer) : ActivationNodes(graph, inputs)
{
    private bool IsByte => layer.Maximum - layer.Minimum == byte.MaxValue && layer.Minimum is <= 0 and >= -byte.MaxValue;

    private GraphTensor Steps => field ??= Graph.Map("Round", Graph.Map("Div", X, layer.Step));

    protected override string Value()
    {
        var step = Graph.Number(layer.Step);
        if (!IsByte)
            return Graph.Result("Mul", [step,
                Graph.Node("Clip", [Steps, Graph.Number(layer.Minimum), Graph.Number(layer.Maximum)])]);
        var zero = Graph.Byte((byte)-layer.Minimum);
        return Graph.Result("DequantizeLinear", [Graph.Node("QuantizeLinear", [X, step, zero]), step, zero]);
    }

    protected override GraphTensor Slope() => Choose(Graph.Map("And", Graph.Map("GreaterOrEqual", Steps, layer.Minimum),
        Graph.Map("LessOrEqual", Steps, layer.Maximum)), 1, 0);
}
