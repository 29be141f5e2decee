using SaliencyPS.Export.Onnx;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Export.Layers;

/// <summary><see cref="Sine"/>: derivative cos(x + phase).</summary>
internal sealed class SineNodes(GraphComposer graph, GraphTensor[] inputs, Sine layer) : ActivationNodes(graph, inputs)
{
    protected override string Value() => layer.Phase switch
    {
        0 => Graph.Result("Sin", [X]),
        MathF.PI / 2 => Graph.Result("Cos", [X]),
        _ => Graph.Result("Sin", [Graph.Map("Add", X, layer.Phase)]),
    };

    protected override GraphTensor Slope() => Graph.Map("Cos", Graph.Map("Add", X, layer.Phase));
}
