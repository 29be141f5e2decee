using SaliencyPS.Export.Onnx;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Export.Layers;

/// <summary><see cref="Pad"/>; back, what is inside.</summary>
internal sealed class PadNodes(GraphComposer graph, GraphTensor[] inputs, Pad layer) : SingleInputNodes(graph, inputs)
{
    public override GraphTensor Forward()
    {
        var x = Graph.Reshape(X, new(X.Shape.Channels, X.Shape.Height, X.Shape.Width));
        var name = Graph.Result("Pad", [x, Graph.Integers(0, 0, layer.Top, layer.Left, 0, 0, layer.Bottom, layer.Right),
            Graph.Number(layer.Value)]);
        return new(name, layer.OutputShape([x.Shape]), X.Rows);
    }

    protected override GraphTensor Backward(GraphTensor gradient)
    {
        var inside = Graph.Node("Slice", [gradient, Graph.Integers(layer.Top, layer.Left),
            Graph.Integers(layer.Top + X.Shape.Height, layer.Left + X.Shape.Width), Graph.Integers(2, 3)]);
        return Graph.Reshape(new(inside, new(X.Shape.Channels, X.Shape.Height, X.Shape.Width), gradient.Rows), X.Shape);
    }
}
