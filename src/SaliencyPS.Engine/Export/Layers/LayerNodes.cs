using SaliencyPS.Export.Onnx;

namespace SaliencyPS.Export.Layers;

/// <summary>One layer in its place in a graph, as the ONNX operators that compute it and those that go back through it.</summary>
/// <param name="graph">What the operators are added to.</param>
/// <param name="inputs">What the layer reads.</param>
internal abstract class LayerNodes(GraphComposer graph, GraphTensor[] inputs)
{
    /// <summary>What the operators are added to.</summary>
    protected GraphComposer Graph => graph;

    /// <summary>What the layer reads.</summary>
    protected GraphTensor[] Inputs => inputs;

    /// <summary>What the rows of the layer's result are: the most that those of an input are.</summary>
    protected GraphRows Rows => inputs.Select(input => input.Rows).DefaultIfEmpty().Max();

    /// <summary>Adds the operators that compute the layer, and gives its result. Once, before the way back.</summary>
    public abstract GraphTensor Forward();

    /// <summary>Adds the operators of the way back.</summary>
    /// <param name="gradient">What came back to the result.</param>
    /// <param name="rule">What a rectifier does to it.</param>
    /// <param name="needed">Whether anything goes back to each input.</param>
    /// <returns>What goes back to each input; null where nothing does.</returns>
    public abstract GraphTensor?[] Backward(GraphTensor gradient, GradientRule rule, bool[] needed);
}
