using SaliencyPS.Export.Onnx;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Export.Layers;

/// <summary>
/// <see cref="LayerNormalization"/>: with x̂ = (x − mean) / σ, gx = (gx̂ − mean(gx̂) − x̂ · mean(gx̂ · x̂)) / σ, where gx̂ = gy ·
/// scale and the first mean counts only where x is centered. For relevance σ counts as constant, and the last term is not there.
/// </summary>
internal sealed class LayerNormalizationNodes(GraphComposer graph, GraphTensor[] inputs, LayerNormalization layer, bool isFrozen)
    : SingleInputNodes(graph, inputs)
{
    /// <summary>The operator set in which that by the root mean square is one operator.</summary>
    public const int UncenteredSince = 23;

    private int[] Axes => [.. Enumerable.Range(layer.Axis, X.Shape.Rank - layer.Axis)];

    private GraphTensor Centered => field ??= layer.Centered ? Graph.Map("Sub", X, Mean(X)) : X;

    // 1/σ.
    private GraphTensor Factor => field ??= Graph.Map("Reciprocal", Graph.Map("Sqrt",
        Graph.Map("Add", Mean(Graph.Map("Mul", Centered, Centered)), layer.Epsilon)));

    private string Scale => Parameter(layer.Scale) ?? Graph.Filled(1, X.Shape.Sizes[layer.Axis..]);

    public override GraphTensor Forward()
    {
        NodeAttribute[] attributes = [NodeAttribute.Integer("axis", layer.Axis + 1),
            NodeAttribute.Single("epsilon", layer.Epsilon)];
        if (layer.Centered)
            return X with
            {
                Name = Graph.Result("LayerNormalization",
                    Parameter(layer.Shift) is { } shift ? [X, Scale, shift] : [X, Scale], attributes)
            };
        var scaled = Graph.Opset >= UncenteredSince ? Graph.Result("RMSNormalization", [X, Scale], attributes)
            : Graph.Result("Mul", [Graph.Map("Mul", X, Factor), Scale]);
        return X with { Name = Parameter(layer.Shift) is { } added ? Graph.Node("Add", [scaled, added]) : scaled };
    }

    protected override GraphTensor Backward(GraphTensor gradient)
    {
        if (Parameter(layer.Scale) is { } scale) gradient = gradient with { Name = Graph.Node("Mul", [gradient, scale]) };
        var result = layer.Centered ? Graph.Map("Sub", gradient, Mean(gradient)) : gradient;
        if (!isFrozen)
        {
            var normalized = Graph.Map("Mul", Centered, Factor);
            var dot = Mean(Graph.Map("Mul", gradient, normalized));
            result = Graph.Map("Sub", result, Graph.Map("Mul", normalized, dot));
        }

        return Graph.Map("Mul", result, Factor);
    }

    private string? Parameter(Weights? weights) =>
        weights is null ? null : Graph.Parameter(weights, new(X.Shape.Sizes[layer.Axis..]));

    private GraphTensor Mean(GraphTensor x) => Graph.Reduce("ReduceMean", x, Axes);
}
