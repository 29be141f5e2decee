using SaliencyPS.Export.Layers;
using SaliencyPS.Export.Onnx;
using SaliencyPS.Hosting;
using SaliencyPS.Imaging.Resizing;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Saliency.Methods;

namespace SaliencyPS.Export.Maps;

/// <summary>What a method makes of the network's layers and of what came back to them, as ONNX operators.</summary>
/// <param name="graph">What the operators are added to.</param>
/// <param name="layers">The network.</param>
/// <param name="method">The method.</param>
internal sealed class SaliencyMaps(GraphComposer graph, NetworkGraph layers, AttributionMethod method)
{
    /// <summary>The methods that can be written.</summary>
    public static readonly SaliencyMethod[] Methods =
    [
        SaliencyMethod.Gradient, SaliencyMethod.InputXGradient, SaliencyMethod.GuidedBackprop, SaliencyMethod.Deconvnet,
        SaliencyMethod.GradCAM, SaliencyMethod.XGradCAM, SaliencyMethod.LayerCAM, SaliencyMethod.ExcitationBackprop,
        SaliencyMethod.ContrastiveExcitation, SaliencyMethod.LayerRelevance,
    ];

    private Network Network => method.Network;

    /// <summary>Adds a map for each gradient, height × width of the network's input.</summary>
    /// <param name="kind">The method's name.</param>
    /// <param name="start">1 at the class that is explained, 0 at the others, for each gradient.</param>
    /// <exception cref="NotSupportedException">The method cannot be written.</exception>
    public GraphTensor Write(SaliencyMethod kind, GraphTensor start) => kind switch
    {
        SaliencyMethod.Gradient or SaliencyMethod.GuidedBackprop or SaliencyMethod.Deconvnet => Reduced(AtInput(start)),
        SaliencyMethod.InputXGradient => Reduced(graph.Map("Mul", AtInput(start), layers[NetworkBuilder.Input])),
        SaliencyMethod.LayerRelevance => Reduced(graph.Map("Mul", AtInput(start), Scores(start))),
        SaliencyMethod.GradCAM => OfLayer(start, (values, gradients) =>
            graph.Map("Mul", graph.Reduce("ReduceMean", gradients, 1, 2), values)),
        SaliencyMethod.XGradCAM => OfLayer(start, (values, gradients) => graph.Map("Mul", Ratio(
            graph.Sum(graph.Map("Mul", gradients, values), 1, 2), graph.Sum(values, 1, 2)), values)),
        SaliencyMethod.LayerCAM => OfLayer(start, (values, gradients) =>
            graph.Map("Mul", graph.Map("Relu", gradients), values)),
        SaliencyMethod.ExcitationBackprop or SaliencyMethod.ContrastiveExcitation => OfLayer(start, (_, gradients) => gradients),
        _ => throw new NotSupportedException($"Maps of the method {kind} cannot be written into a network's file; those of "
            + $"{string.Join(", ", Methods)} can."),
    };

    private GraphTensor AtInput(GraphTensor start)
    {
        var arrived = layers.Backward(start, method.Rules, NetworkBuilder.Input);
        graph.Scope = "map";
        return arrived;
    }

    // The score of the class, for each gradient.
    private GraphTensor Scores(GraphTensor start)
    {
        var scores = graph.Reshape(graph.Map("Mul", start, layers[Network.Nodes.Count - 1]), new(Network.ClassCount));
        return graph.Reshape(graph.Sum(scores, 0), new(1, 1, 1));
    }

    // 0 where there is nothing to divide by.
    private GraphTensor Ratio(GraphTensor a, GraphTensor b) =>
        graph.Keep(graph.Map("Not", graph.Map("Equal", b, 0)), graph.Map("Div", a, b));

    private GraphTensor Reduced(GraphTensor values) => method.Reduction switch
    {
        ChannelReduction.Maximum => graph.Reduce("ReduceMax", graph.Map("Abs", values), 0),
        ChannelReduction.Mean => graph.Reduce("ReduceMean", graph.Map("Abs", values), 0),
        ChannelReduction.Euclidean => graph.Map("Sqrt", graph.Sum(graph.Map("Mul", values, values), 0)),
        ChannelReduction.Sum => graph.Map("Abs", graph.Sum(values, 0)),
        var other => throw new NotSupportedException($"Say how the reduction {other} is written as ONNX."),
    };

    // The sum over the channels of a layer, negative values dropped, enlarged to the network's input.
    private GraphTensor OfLayer(GraphTensor start, Func<GraphTensor, GraphTensor, GraphTensor> combine)
    {
        var layer = method.Layer!.Value;
        var map = SpatialLayer.MapOf(Network, layer);
        var arrived = layers.Backward(start, method.LayerRules, layer);
        graph.Scope = "map";
        var sum = graph.Sum(combine(Arranged(layers[layer], map), Arranged(arrived, map)), 0);
        return Enlarged(graph.Map("Relu", sum));
    }

    private GraphTensor Arranged(GraphTensor values, FeatureMap map)
    {
        if (map.Order is null) return graph.Reshape(values, map.Shape);
        return NodesOfLayers.For(graph, new Gather(map.Shape, map.Order), [values], WeightModel.AsTheyAre).Forward();
    }

    // By the weights that each new row and column has of the old ones.
    private GraphTensor Enlarged(GraphTensor map)
    {
        var (height, width) = (Network.Input.Height, Network.Input.Width);
        var down = graph.Numbers(Weights(map.Shape.Height, height, (to, from) => to * map.Shape.Height + from),
            height, map.Shape.Height);
        var across = graph.Numbers(Weights(map.Shape.Width, width, (to, from) => from * width + to), map.Shape.Width, width);
        return new(graph.Node("MatMul", [graph.Node("MatMul", [down, map]), across]), new(1, height, width), map.Rows);
    }

    private static float[] Weights(int from, int to, Func<int, int, int> at)
    {
        var kernel = Resampler.Numbers(from, to, MapInterpolation.Bilinear);
        var result = new float[from * to];
        for (var place = 0; place < to; place++)
            foreach (var (i, weight) in kernel.Weights(place).ToArray().Index())
                result[at(place, kernel.Start(place) + i)] = weight;
        return result;
    }
}
