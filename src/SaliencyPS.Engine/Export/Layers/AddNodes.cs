using SaliencyPS.Export.Onnx;

namespace SaliencyPS.Export.Layers;

/// <summary>A sum; what comes back goes to every input.</summary>
internal sealed class AddNodes(GraphComposer graph, GraphTensor[] inputs) : BroadcastNodes(graph, inputs)
{
    public override GraphTensor Forward()
    {
        var aligned = Aligned();
        return new(Graph.Result(aligned.Length == 2 ? "Add" : "Sum", [.. aligned.Select(input => input.Name)]),
            Full(aligned), Rows);
    }

    public override GraphTensor?[] Backward(GraphTensor gradient, GradientRule rule, bool[] needed) =>
        [.. Inputs.Select((input, i) => needed[i] ? Gathered(gradient, input) : null)];
}
