using SaliencyPS.Export.Onnx;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Export.Layers;

/// <summary><see cref="HardSigmoid"/>: derivative alpha between the bounds.</summary>
internal sealed class HardSigmoidNodes(GraphComposer graph, GraphTensor[] inputs, HardSigmoid layer)
    : ActivationNodes(graph, inputs)
{
    protected override string Value() => Graph.Result("HardSigmoid", [X],
        NodeAttribute.Single("alpha", layer.Alpha), NodeAttribute.Single("beta", layer.Beta));

    protected override GraphTensor Slope() => Choose(
        Graph.Map("And", Graph.Map("Greater", Y, 0), Graph.Map("Less", Y, 1)), layer.Alpha, 0);
}
