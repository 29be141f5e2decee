using SaliencyPS.Export.Onnx;
using SaliencyPS.Hosting;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Export.Layers;

/// <summary>How each layer is written as ONNX operators.</summary>
internal static class NodesOfLayers
{
    /// <summary>The operators of a layer.</summary>
    /// <param name="graph">What they are added to.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="inputs">What it reads.</param>
    /// <param name="model">Its weights, as multiples of its own.</param>
    /// <param name="isLeft">Whether nothing goes back through it.</param>
    /// <param name="isFrozen">Whether divisors of normalizations count as constant on the way back.</param>
    /// <exception cref="NotSupportedException">Nobody said how it is written; the message names its type.</exception>
    public static LayerNodes For(GraphComposer graph, Layer layer, GraphTensor[] inputs, WeightModel model, bool isLeft = false,
        bool isFrozen = false)
    {
        return layer switch
        {
            Absolute => new AbsoluteNodes(graph, inputs),
            AdaptiveAveragePool pool => new AdaptiveAveragePoolNodes(graph, inputs, pool),
            Add => new AddNodes(graph, inputs),
            AveragePool pool => new AveragePoolNodes(graph, inputs, pool),
            Concat concat => new ConcatNodes(graph, inputs, concat),
            Constant constant => new ConstantNodes(graph, constant),
            Convolution convolution => new ConvolutionNodes(graph, inputs, convolution, Weight(convolution), Bias(convolution)),
            Elu elu => new EluNodes(graph, inputs, elu),
            Erf => new ErfNodes(graph, inputs),
            Exp => new ExpNodes(graph, inputs),
            Gather gather when AxisMovement.Of(gather, inputs[0].Shape.Length) is { } movement =>
                new AxisMovementNodes(graph, inputs, movement, Shape()),
            Gather gather => new GatherNodes(graph, inputs, gather, Shape()),
            Gelu gelu => new GeluNodes(graph, inputs, gelu),
            HardSigmoid sigmoid => new HardSigmoidNodes(graph, inputs, sigmoid),
            HardSwish => new HardSwishNodes(graph, inputs),
            Identity or Reshape => new ReshapeNodes(graph, inputs, Shape()),
            LayerNormalization normalization => new LayerNormalizationNodes(graph, inputs, normalization, isFrozen),
            Linear linear when linear.Inputs == inputs[0].Shape.Length =>
                new LinearNodes(graph, inputs, linear, Weight(linear), Bias(linear)),
            Linear linear => new TokenLinearNodes(
                graph, inputs, linear, Changed(graph.Parameter(linear.Weight, transposed: true)), Bias(linear)),
            LocalResponseNormalization normalization => new LocalResponseNormalizationNodes(graph, inputs, normalization),
            Log => new LogNodes(graph, inputs),
            MatMul => new MatMulNodes(graph, inputs),
            MaxPool pool => new MaxPoolNodes(graph, inputs, pool, isLeft),
            Mish => new MishNodes(graph, inputs),
            Multiply => new MultiplyNodes(graph, inputs),
            Pad pad => new PadNodes(graph, inputs, pad),
            Power power => new PowerNodes(graph, inputs, power),
            Quantize quantize => new QuantizeNodes(graph, inputs, quantize),
            Rectifier rectifier => new RectifierNodes(graph, inputs, rectifier),
            Reduce reduce => new ReduceNodes(graph, inputs, reduce),
            ScaleShift affine => new ScaleShiftNodes(graph, inputs, affine,
                Weight(affine, Along(affine, affine.Weight)), Bias(affine, Along(affine, affine.Bias))),
            Sigmoid => new SigmoidNodes(graph, inputs),
            Sine sine => new SineNodes(graph, inputs, sine),
            Softmax softmax => new SoftmaxNodes(graph, inputs, softmax),
            Softplus => new SoftplusNodes(graph, inputs),
            Swish swish => new SwishNodes(graph, inputs, swish),
            Tanh => new TanhNodes(graph, inputs),
            _ => throw new NotSupportedException($"Nobody said how {layer.GetType().Name} is written as ONNX: add it to "
                + $"{nameof(NodesOfLayers)}."),
        };

        TensorShape Shape() => layer.OutputShape([.. inputs.Select(input => input.Shape)]);

        // One value, or one for each index of an axis.
        TensorShape Along(ScaleShift affine, Weights weights) => weights.Count == 1 ? new([])
            : new([weights.Count, .. Enumerable.Repeat(1, inputs[0].Shape.Rank - affine.Axis - 1)]);

        string Weight(WeightedLayer weighted, TensorShape? shape = null) => Changed(graph.Parameter(weighted.Weight, shape));

        string? Bias(WeightedLayer weighted, TensorShape? shape = null) =>
            model.KeepsBias && weighted.Bias.Span.ContainsAnyExcept(0f) ? Changed(graph.Parameter(weighted.Bias, shape)) : null;

        // q · w + (p − q) · max(w, 0), with the factors p of positive and q of negative weights.
        string Changed(string weights)
        {
            var (positive, negative) = (model.Positive, model.Negative);
            if (positive == 1 && negative == 1) return weights;
            if (positive == 0) return graph.Node("Mul", [graph.Node("Min", [weights, graph.Number(0)]), graph.Number(negative)]);
            var above = graph.Node("Relu", [weights]);
            if (positive - negative != 1) above = graph.Node("Mul", [above, graph.Number(positive - negative)]);
            return negative == 0 ? above
                : graph.Node("Add", [negative == 1 ? weights : graph.Node("Mul", [weights, graph.Number(negative)]), above]);
        }
    }
}
