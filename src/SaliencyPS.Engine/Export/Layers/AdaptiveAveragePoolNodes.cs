using SaliencyPS.Export.Onnx;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Export.Layers;

/// <summary>
/// <see cref="AdaptiveAveragePool"/>: GlobalAveragePool where there is one part, and otherwise products with matrices of shares
/// from both sides, which are transposed on the way back.
/// </summary>
internal sealed class AdaptiveAveragePoolNodes(GraphComposer graph, GraphTensor[] inputs, AdaptiveAveragePool layer)
    : SingleInputNodes(graph, inputs)
{
    private bool IsGlobal => (layer.Height, layer.Width) == (1, 1);

    private TensorShape Planes => new(X.Shape.Channels, X.Shape.Height, X.Shape.Width);

    public override GraphTensor Forward()
    {
        var x = Graph.Reshape(X, Planes);
        return new(IsGlobal ? Graph.Result("GlobalAveragePool", [x])
            : Graph.Result("MatMul", [Graph.Node("MatMul", [Down(), x]), Across()]),
            layer.OutputShape([Planes]), X.Rows);
    }

    protected override GraphTensor Backward(GraphTensor gradient) => Graph.Reshape(IsGlobal
        ? Graph.Expand(Graph.Map("Mul", gradient, 1f / Planes.Plane), Planes)
        : new(Graph.Node("MatMul", [Graph.Node("MatMul", [Transposed(Down()), gradient]), Transposed(Across())]),
            Planes, gradient.Rows), X.Shape);

    private string Transposed(string matrix) => Graph.Node("Transpose", [matrix], NodeAttribute.Integers("perm", 1, 0));

    // Rows of the result × rows of the input.
    private string Down() => Graph.Numbers(Shares(layer.Height, Planes.Height, (part, place) => part * Planes.Height + place),
        layer.Height, Planes.Height);

    // Columns of the input × columns of the result.
    private string Across() => Graph.Numbers(Shares(layer.Width, Planes.Width, (part, place) => place * layer.Width + part),
        Planes.Width, layer.Width);

    private static float[] Shares(int count, int size, Func<int, int, int> at)
    {
        var shares = new float[count * size];
        for (var part = 0; part < count; part++)
        {
            var (start, end) = AdaptiveAveragePool.Part(part, count, size);
            for (var place = start; place < end; place++) shares[at(part, place)] = 1f / (end - start);
        }

        return shares;
    }
}
