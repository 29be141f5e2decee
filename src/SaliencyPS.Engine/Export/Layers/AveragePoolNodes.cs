using SaliencyPS.Export.Onnx;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Export.Layers;

/// <summary>
/// <see cref="AveragePool"/>; a dilated one, which the operator set does not have, is a sum times a share. Back, each window's
/// share goes to all its elements. For both, every channel is an image of its own, so that one small kernel serves all.
/// </summary>
internal sealed class AveragePoolNodes(GraphComposer graph, GraphTensor[] inputs, AveragePool layer)
    : SingleInputNodes(graph, inputs)
{
    private readonly Window2D _window = layer.Window;

    private TensorShape Planes => new(X.Shape.Channels, X.Shape.Height, X.Shape.Width);

    private TensorShape Means => layer.OutputShape([Planes]);

    private string Ones => Graph.Filled(1, 1, 1, _window.KernelHeight, _window.KernelWidth);

    public override GraphTensor Forward()
    {
        var x = Graph.Reshape(X, Planes);
        return new((_window.DilationY, _window.DilationX) == (1, 1)
            ? Graph.Result("AveragePool", [x], [.. WindowAttributes.Kernel(_window), .. WindowAttributes.Ends(_window),
                NodeAttribute.Integer("count_include_pad", layer.CountIncludePad ? 1 : 0)])
            : Together(Graph.Node("Mul",
                [Graph.Node("Conv", [Apart(x), Ones], WindowAttributes.Of(_window, Planes)), Shares()]), Means), Means, X.Rows);
    }

    protected override GraphTensor Backward(GraphTensor gradient)
    {
        var spread = Graph.Node("ConvTranspose", [Graph.Node("Mul", [Apart(gradient), Shares()]), Ones],
            [.. WindowAttributes.Of(_window, Planes), WindowAttributes.Rest(_window, Planes)]);
        return Graph.Reshape(new(Together(spread, Planes), Planes, gradient.Rows), X.Shape);
    }

    private string Apart(GraphTensor x) =>
        Graph.Node("Reshape", [x, Graph.Integers(-1, 1, x.Shape.Height, x.Shape.Width)]);

    private string Together(string x, TensorShape shape) => Graph.Node("Reshape", [x, Graph.Integers([-1, .. shape.Sizes])]);

    // 1 / the number of elements in each window: the same everywhere, or one for each.
    private string Shares()
    {
        var (height, width) = (Means.Height, Means.Width);
        var shares = new float[height * width];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                shares[y * width + x] = 1f / (layer.RowCount(y, Planes) * layer.ColumnCount(x, Planes));
        return shares.AsSpan().ContainsAnyExcept(shares[0]) ? Graph.Numbers(shares, height, width)
            : Graph.Number(shares[0]);
    }
}
