using SaliencyPS.Export.Onnx;

namespace SaliencyPS.Export.Layers;

/// <summary>A layer with one input, which does the same on the way back under every rule.</summary>
internal abstract class SingleInputNodes(GraphComposer graph, GraphTensor[] inputs) : LayerNodes(graph, inputs)
{
    /// <summary>What the layer reads.</summary>
    protected GraphTensor X => Inputs[0];

    public sealed override GraphTensor?[] Backward(GraphTensor gradient, GradientRule rule, bool[] needed) =>
        [Backward(gradient)];

    /// <summary>Adds the operators of the way back, and gives what goes back to the input.</summary>
    protected abstract GraphTensor Backward(GraphTensor gradient);
}
