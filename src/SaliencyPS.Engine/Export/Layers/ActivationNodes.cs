using SaliencyPS.Export.Onnx;

namespace SaliencyPS.Export.Layers;

/// <summary>A function of each element by itself; back, the gradient times its derivative.</summary>
internal abstract class ActivationNodes(GraphComposer graph, GraphTensor[] inputs) : SingleInputNodes(graph, inputs)
{
    /// <summary>The result.</summary>
    protected GraphTensor Y { get; private set; } = null!;

    public sealed override GraphTensor Forward() => Y = X with { Name = Value() };

    protected sealed override GraphTensor Backward(GraphTensor gradient) => Graph.Map("Mul", gradient, Slope());

    /// <summary>Adds the operators of the function, and gives the name of its value.</summary>
    protected abstract string Value();

    /// <summary>Adds the operators of the derivative.</summary>
    protected abstract GraphTensor Slope();

    /// <summary>A number where a condition holds, and another elsewhere.</summary>
    protected GraphTensor Choose(GraphTensor condition, float yes, float no) =>
        condition with { Name = Graph.Node("Where", [condition, Graph.Number(yes), Graph.Number(no)]) };

    /// <summary>One number for all elements.</summary>
    protected GraphTensor Number(float value) => X with { Name = Graph.Number(value), Rows = GraphRows.Shared };

    /// <summary>1 − x.</summary>
    protected GraphTensor Rest(GraphTensor x) => x with { Name = Graph.Node("Sub", [Graph.Number(1), x]) };

    /// <summary>x².</summary>
    protected GraphTensor Square(GraphTensor x) => Graph.Map("Mul", x, x);

    /// <summary>e^(x · factor).</summary>
    protected GraphTensor Exponential(GraphTensor x, float factor) => Graph.Map("Exp", Graph.Map("Mul", x, factor));
}
