using SaliencyPS.Export.Onnx;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Export.Layers;

/// <summary><see cref="Elu"/>: derivative scale above 0, scale · alpha / width · e^(x / width) below.</summary>
internal sealed class EluNodes(GraphComposer graph, GraphTensor[] inputs, Elu layer) : ActivationNodes(graph, inputs)
{
    protected override string Value() => (layer.Scale, layer.Width) switch
    {
        (1, 1) => Graph.Result("Elu", [X], NodeAttribute.Single("alpha", layer.Alpha)),
        (_, 1) => Graph.Result("Selu", [X], NodeAttribute.Single("alpha", layer.Alpha),
            NodeAttribute.Single("gamma", layer.Scale)),
        (1, var width) when width == layer.Alpha => Graph.Result("Celu", [X], NodeAttribute.Single("alpha", width)),
        _ => throw new NotSupportedException("Say how an ELU with a scale and a width is written as ONNX."),
    };

    protected override GraphTensor Slope() => Graph.Choose(Graph.Map("Greater", X, 0), Number(layer.Scale), Graph.Map("Mul",
        Exponential(X, 1 / layer.Width), layer.Scale * layer.Alpha / layer.Width));
}
