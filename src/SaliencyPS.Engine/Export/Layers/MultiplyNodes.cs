using SaliencyPS.Export.Onnx;

namespace SaliencyPS.Export.Layers;

/// <summary>A product of two inputs; each gets what comes back times the other.</summary>
internal sealed class MultiplyNodes(GraphComposer graph, GraphTensor[] inputs) : BroadcastNodes(graph, inputs)
{
    private GraphTensor[] _aligned = [];

    public override GraphTensor Forward()
    {
        _aligned = Aligned();
        return new(Graph.Result("Mul", [_aligned[0], _aligned[1]]), Full(_aligned), Rows);
    }

    public override GraphTensor?[] Backward(GraphTensor gradient, GradientRule rule, bool[] needed) =>
        [.. Inputs.Select((input, i) => !needed[i] ? null
            : Gathered(Graph.Map("Mul", gradient, _aligned[1 - i]), input))];
}
