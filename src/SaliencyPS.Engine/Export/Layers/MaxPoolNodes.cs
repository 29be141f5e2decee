using SaliencyPS.Export.Onnx;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Export.Layers;

/// <summary>
/// <see cref="MaxPool"/>, which tells where each maximum was, the first of several in row order; what comes back goes there.
/// </summary>
internal sealed class MaxPoolNodes(GraphComposer graph, GraphTensor[] inputs, MaxPool layer, bool isLeft)
    : SingleInputNodes(graph, inputs)
{
    private string? _places;

    private TensorShape Planes => new(X.Shape.Channels, X.Shape.Height, X.Shape.Width);

    public override GraphTensor Forward()
    {
        var x = Graph.Reshape(X, Planes);
        var attributes = Attributes();
        // Where nothing goes back, runtimes have a faster operator.
        if (isLeft) return new(Graph.Result("MaxPool", [x], attributes), layer.OutputShape([Planes]), X.Rows);
        (var name, _places) = Graph.Pair("MaxPool", [x], null, attributes);
        return new(name, layer.OutputShape([Planes]), X.Rows);
    }

    protected override GraphTensor Backward(GraphTensor gradient)
    {
        var flat = Graph.Reshape(gradient, new(gradient.Shape.Length));
        var places = flat with
        {
            Name = Graph.Node("Reshape", [_places!, Graph.Integers(-1, flat.Shape.Length)]), Rows = X.Rows
        };
        // They are told within all images together, and here within one.
        places = Graph.PerGradient(places with { Name = Graph.Node("Mod", [places, Graph.Scalar(X.Shape.Length)]) });
        var scattered = Graph.Node("ScatterElements", [Graph.ZerosLike(flat, X.Shape.Length), places, flat],
            NodeAttribute.Integer("axis", 1), NodeAttribute.Text("reduction", "add"));
        return Graph.Reshape(new(scattered, new(X.Shape.Length), gradient.Rows), X.Shape);
    }

    private NodeAttribute[] Attributes()
    {
        var window = layer.Window;
        var fits = WindowAttributes.Below(window, Planes) < window.KernelHeight
            && WindowAttributes.Right(window, Planes) < window.KernelWidth;
        return fits ? WindowAttributes.Of(window, Planes) : WindowAttributes.AsTheyAre(window);
    }
}
