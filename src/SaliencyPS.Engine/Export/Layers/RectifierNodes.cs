using SaliencyPS.Export.Onnx;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Export.Layers;

/// <summary>A <see cref="Rectifier"/>, and back what the rule lets pass.</summary>
internal sealed class RectifierNodes(GraphComposer graph, GraphTensor[] inputs, Rectifier layer) : LayerNodes(graph, inputs)
{
    private GraphTensor? _y;

    private GraphTensor X => Inputs[0];

    private bool HasMinimum => layer.Minimum > float.MinValue;

    private bool HasMaximum => layer.Maximum < float.MaxValue;

    public override GraphTensor Forward() => _y = X with
    {
        Name = (layer.Minimum, HasMaximum, layer.Slope) switch
        {
            (0, false, 0) => Graph.Result("Relu", [X]),
            (0, false, _) => Graph.Result("LeakyRelu", [X], NodeAttribute.Single("alpha", layer.Slope)),
            (_, _, 0) => Graph.Result("Clip", [X, HasMinimum ? Graph.Number(layer.Minimum) : "",
                .. HasMaximum ? new[] { Graph.Number(layer.Maximum) } : []]),
            _ => throw new NotSupportedException($"Say how a {layer.GetType().Name} with a slope and other bounds than 0 is "
                + "written as ONNX."),
        },
    };

    public override GraphTensor?[] Backward(GraphTensor gradient, GradientRule rule, bool[] needed)
    {
        var passes = rule == GradientRule.Deconvnet ? gradient : Damped(Inside(), gradient);
        return [rule == GradientRule.Backpropagation ? passes
            : layer.Slope == 0 ? Graph.Map("Relu", passes) : Damped(Graph.Map("Greater", gradient, 0), passes)];
    }

    // As it is where the condition holds, times the slope elsewhere. Where the slope is 0, the condition is a number, 1 or 0:
    // OnnxRuntime multiplies faster than it chooses.
    private GraphTensor Damped(GraphTensor? condition, GraphTensor signal) => condition is null ? signal
        : layer.Slope == 0 ? Graph.Map("Mul", signal, condition)
        : Graph.Choose(condition, signal, Graph.Map("Mul", signal, layer.Slope));

    // The result tells as much as the input, which runtimes then need not keep, but not at the bounds.
    private GraphTensor? Inside()
    {
        var (value, above, below) = layer.IncludesBounds ? (X, "GreaterOrEqual", "LessOrEqual")
            : layer.Slope < 0 ? (X, "Greater", "Less") : (_y!, "Greater", "Less");
        var isAbove = HasMinimum ? Graph.Map(above, value, layer.Minimum) : null;
        var isBelow = HasMaximum ? Graph.Map(below, value, layer.Maximum) : null;
        var isInside = isAbove is null ? isBelow : isBelow is null ? isAbove : Graph.Map("And", isAbove, isBelow);
        return isInside is null || layer.Slope != 0 ? isInside
            : Graph.Map("Cast", isInside, NodeAttribute.Integer("to", (int)ElementType.Float));
    }
}
