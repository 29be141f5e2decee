using SaliencyPS.Export.Onnx;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Export.Layers;

/// <summary>
/// <see cref="Convolution"/>: Conv. Back through windows that move by one element, which runtimes compute faster, a Conv by the
/// kernel turned by half a turn, and otherwise a ConvTranspose; both read the weights of the way forward.
/// </summary>
internal sealed class ConvolutionNodes(GraphComposer graph, GraphTensor[] inputs, Convolution layer, string weight, string? bias)
    : SingleInputNodes(graph, inputs)
{
    private readonly Window2D _window = layer.Window;

    private TensorShape Planes => new(X.Shape.Channels, X.Shape.Height, X.Shape.Width);

    public override GraphTensor Forward()
    {
        var x = Graph.Reshape(X, Planes);
        var (height, width) = _window.OutputSize(x.Shape.Height, x.Shape.Width);
        string[] read = bias is null ? [x, weight] : [x, weight, bias];
        return new(Graph.Result("Conv", read, WindowAttributes.Of(_window, x.Shape, layer.Groups)),
            new(layer.OutputChannels, height, width), X.Rows);
    }

    protected override GraphTensor Backward(GraphTensor gradient)
    {
        var (above, left) = (Reach(_window.KernelHeight, _window.DilationY) - _window.PadTop,
            Reach(_window.KernelWidth, _window.DilationX) - _window.PadLeft);
        var (height, width) = (gradient.Shape.Height, gradient.Shape.Width);
        // What is missing at the end: rows and columns that no window covered get none.
        var (below, right) = (Planes.Height - height - above + Reach(_window.KernelHeight, _window.DilationY),
            Planes.Width - width - left + Reach(_window.KernelWidth, _window.DilationX));
        var isDense = (_window.StrideY, _window.StrideX) == (1, 1)
            && Math.Min(Math.Min(above, left), Math.Min(below, right)) >= 0;
        var name = isDense
            ? Graph.Node("Conv", [gradient, Turned()],
                NodeAttribute.Integers("kernel_shape", _window.KernelHeight, _window.KernelWidth),
                NodeAttribute.Integers("dilations", _window.DilationY, _window.DilationX),
                NodeAttribute.Integers("pads", above, left, below, right), NodeAttribute.Integer("group", layer.Groups))
            : Graph.Node("ConvTranspose", [gradient, weight],
                [.. WindowAttributes.Of(_window, Planes, layer.Groups), WindowAttributes.Rest(_window, Planes)]);
        return Graph.Reshape(new(name, Planes, gradient.Rows), X.Shape);
    }

    private static int Reach(int kernel, int dilation) => dilation * (kernel - 1);

    // Outputs and inputs change places within each group, and the kernel is turned by half a turn. Runtimes compute it once.
    private string Turned()
    {
        var (groups, outputs, each) = (layer.Groups, layer.OutputChannels / layer.Groups, layer.InputChannels / layer.Groups);
        var turned = weight;
        if (outputs != 1 || each != 1)
        {
            int[] kernel = [_window.KernelHeight, _window.KernelWidth];
            turned = Graph.Node("Reshape", [turned, Graph.Integers([groups, outputs, each, .. kernel])]);
            turned = Graph.Node("Transpose", [turned], NodeAttribute.Integers("perm", 0, 2, 1, 3, 4));
            turned = Graph.Node("Reshape", [turned, Graph.Integers([layer.InputChannels, outputs, .. kernel])]);
        }

        return _window.Taps == 1 ? turned : Graph.Node("Slice", [turned, Graph.Integers(-1, -1),
            Graph.Integers(int.MinValue, int.MinValue), Graph.Integers(2, 3), Graph.Integers(-1, -1)]);
    }
}
