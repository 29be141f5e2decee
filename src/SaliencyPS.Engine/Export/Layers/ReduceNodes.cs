using SaliencyPS.Export.Onnx;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Export.Layers;

/// <summary>
/// <see cref="Reduce"/>: what comes back to a sum goes to every term, to a mean evenly, to a maximum in equal shares to
/// whatever is as large, to a norm in the direction of x.
/// </summary>
internal sealed class ReduceNodes(GraphComposer graph, GraphTensor[] inputs, Reduce layer) : SingleInputNodes(graph, inputs)
{
    private GraphTensor? _y;

    private int[] Axes => [.. Enumerable.Range(layer.Axis, layer.Count)];

    public override GraphTensor Forward()
    {
        var type = layer.Kind switch
        {
            ReduceKind.Sum => "ReduceSum",
            ReduceKind.Mean => "ReduceMean",
            ReduceKind.Maximum => "ReduceMax",
            ReduceKind.Norm => "ReduceL2",
            _ => throw new NotSupportedException($"Say how a reduction of the kind {layer.Kind} is written as ONNX."),
        };
        int[] places = [.. Axes.Select(axis => axis + 1)];
        return _y = new(Graph.Result(type, Graph.ReduceInputs(type, X, places), Graph.ReduceAttributes(type, places)),
            layer.OutputShape([X.Shape]), X.Rows);
    }

    protected override GraphTensor Backward(GraphTensor gradient) => layer.Kind switch
    {
        ReduceKind.Sum => Graph.Expand(gradient, X.Shape),
        ReduceKind.Mean => Graph.Expand(Graph.Map("Mul", gradient, 1f / layer.Parts(X.Shape).Reduced), X.Shape),
        ReduceKind.Maximum => Graph.Map("Mul", gradient, Shares()),
        ReduceKind.Norm => Graph.Map("Mul", gradient, Directions()),
        _ => throw new NotSupportedException($"Say how to go back through a reduction of the kind {layer.Kind}."),
    };

    private GraphTensor Shares()
    {
        var largest = Graph.Map("Cast", Graph.Map("Equal", X, _y!), NodeAttribute.Integer("to", (int)ElementType.Float));
        return Graph.Map("Div", largest, Graph.Sum(largest, Axes));
    }

    private GraphTensor Directions() => Graph.Keep(Graph.Map("Greater", Graph.Expand(_y!, X.Shape), 0), Graph.Map("Div", X, _y!));
}
