using SaliencyPS.Export.Onnx;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Export.Layers;

/// <summary>A <see cref="Constant"/>: numbers that all images share.</summary>
internal sealed class ConstantNodes(GraphComposer graph, Constant layer) : LayerNodes(graph, [])
{
    public override GraphTensor Forward() => new(
        Graph.Parameter(layer.Values, new([1, .. layer.Values.Shape.Sizes])), layer.Values.Shape, GraphRows.Shared);

    public override GraphTensor?[] Backward(GraphTensor gradient, GradientRule rule, bool[] needed) => [];
}
