using SaliencyPS.Export.Onnx;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Export.Layers;

/// <summary>
/// <see cref="LocalResponseNormalization"/>: y = x / s^β with s = bias + alpha · mean of x² over a window of channels; gx = gy /
/// s^β − 2 · alpha · β · x · mean of gy · y / s over the channels in whose windows this one is.
/// </summary>
internal sealed class LocalResponseNormalizationNodes(GraphComposer graph, GraphTensor[] inputs, LocalResponseNormalization layer)
    : SingleInputNodes(graph, inputs)
{
    private GraphTensor Scale => field ??= Graph.Map("Add", Graph.Map("Mul",
        Mean(Graph.Map("Mul", X, X), layer.Before, layer.After), layer.Alpha), layer.Bias);

    // OnnxRuntime takes only odd sizes in its operator.
    public override GraphTensor Forward() => X with
    {
        Name = layer.Size % 2 == 0 ? Graph.Result("Mul", [X, Power()])
            : Graph.Result("LRN", [X], NodeAttribute.Integer("size", layer.Size), NodeAttribute.Single("alpha", layer.Alpha),
                NodeAttribute.Single("beta", layer.Beta), NodeAttribute.Single("bias", layer.Bias)),
    };

    protected override GraphTensor Backward(GraphTensor gradient)
    {
        var direct = Graph.Map("Mul", gradient, Power());
        var others = Mean(Graph.Map("Div", Graph.Map("Mul", direct, X), Scale), layer.After, layer.Before);
        return Graph.Map("Sub", direct, Graph.Map("Mul", Graph.Map("Mul", others, X), 2 * layer.Alpha * layer.Beta));
    }

    private GraphTensor Power() => Graph.Map("Pow", Scale, -layer.Beta);

    // Over a window of channels, which become rows for it; what is beyond the channels counts as 0.
    private GraphTensor Mean(GraphTensor x, int before, int after)
    {
        var rows = Graph.Reshape(x, new(1, x.Shape.Channels, x.Shape.Plane));
        var padded = Graph.Node("Pad", [rows, Graph.Integers(0, 0, before, 0, 0, 0, after, 0)]);
        return Graph.Reshape(rows with
        {
            Name = Graph.Node("AveragePool", [padded], NodeAttribute.Integers("kernel_shape", layer.Size, 1)),
        }, x.Shape);
    }
}
