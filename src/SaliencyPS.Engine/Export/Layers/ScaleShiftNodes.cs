using SaliencyPS.Export.Onnx;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Export.Layers;

/// <summary><see cref="ScaleShift"/>: Mul and Add, as far as they change anything; what comes back is scaled alike.</summary>
internal sealed class ScaleShiftNodes(GraphComposer graph, GraphTensor[] inputs, ScaleShift layer, string weight, string? bias)
    : SingleInputNodes(graph, inputs)
{
    private bool Scales => layer.Weight.Span.ContainsAnyExcept(1f);

    public override GraphTensor Forward() => X with
    {
        Name = bias is null ? Graph.Result("Mul", [X, weight])
            : Graph.Result("Add", [Scales ? Graph.Node("Mul", [X, weight]) : X, bias]),
    };

    protected override GraphTensor Backward(GraphTensor gradient) =>
        Scales ? gradient with { Name = Graph.Node("Mul", [gradient, weight]) } : gradient;
}
