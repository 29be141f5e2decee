using SaliencyPS.Engines.Managed.Kernels;
using SaliencyPS.Engines.Managed.Reference;
using SaliencyPS.Engines.Managed.Rows;
using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Engines.Managed.Blocked;

/// <summary>The fast step of each layer.</summary>
internal static class BlockedSteps
{
    /// <summary>The fast step; null where there is none, and the scalar step runs between planar tensors.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="inputs">True shapes of the inputs.</param>
    /// <param name="given">The layout in which all inputs are at hand; another one costs a change.</param>
    public static BlockedForm? For(Layer layer, ReadOnlySpan<TensorShape> inputs, Layout given) => layer switch
    {
        AdaptiveAveragePool pool => Blocked(BlockedAveragePool.For(pool, inputs[0])),
        Add add => AllEqual(inputs) ? new(new BlockedAdd(), given, given)
            : inputs.Length == 2 ? Rows(new RowAdd(add.OutputShape(inputs), inputs[0], inputs[1])) : null,
        AveragePool pool => Blocked(BlockedAveragePool.For(pool, inputs[0])),
        Concat concat => given == Layout.Blocked && JoinsWholeBlocks(concat, inputs)
            ? new(new ReferenceConcat(concat), given, given) : Rows(new RowConcat(concat, inputs)),
        Convolution convolution => For(convolution, inputs[0], given),
        Absolute => Function<AbsoluteFunction>(default, given),
        Elu elu => Function<EluFunction>(new(elu.Alpha, elu.Scale, elu.Width), given),
        Erf => Function<ErfFunction>(default, given),
        Exp => Function<ExponentialFunction>(default, given),
        Gelu gelu => gelu.Approximate ? Function<TanhGeluFunction>(default, given) : Function<GeluFunction>(default, given),
        HardSigmoid sigmoid => Function<HardSigmoidFunction>(new(sigmoid.Alpha, sigmoid.Beta), given),
        HardSwish => Function<HardSwishFunction>(default, given),
        Constant constant => Rows(new RowConstant(constant)),
        Gather gather => BlockedTransposition.For(gather, inputs[0], given) ?? Rows(new RowGather(gather, inputs[0])),
        LayerNormalization normalization => Rows(new RowLayerNormalization(normalization, inputs[0])),
        Linear linear => Rows(inputs[0].Length == linear.Inputs ? new BlockedLinear(linear) : new RowLinear(linear)),
        LocalResponseNormalization normalization => BlockedLocalResponseNormalization.Supports(normalization.Beta)
            ? Blocked(new BlockedLocalResponseNormalization(normalization, inputs[0].Channels)) : null,
        Log => Function<LogarithmFunction>(default, given),
        MaxPool pool => pool.Window.Taps <= BlockedMaxPool.MostTaps ? Blocked(new BlockedMaxPool(pool, inputs[0])) : null,
        MatMul => Rows(new RowMatMul(inputs[0], inputs[1])),
        Mish => Function<MishFunction>(default, given),
        Multiply multiply => For(multiply, inputs, given),
        Power power => Function<PowerFunction>(new(power.Exponent), given),
        Quantize quantize => Function<QuantizeFunction>(new(quantize.Step, quantize.Minimum, quantize.Maximum), given),
        Rectifier rectifier => new(new BlockedRectifier(rectifier), given, given),
        Reduce reduce => RowReduce.Supports(reduce.Kind) ? Rows(new RowReduce(reduce, inputs[0])) : null,
        // Where the channels stay, blocks of them do.
        Reshape reshape => given == Layout.Blocked && reshape.OutputShape(inputs).Channels == inputs[0].Channels
            ? new(new ReferenceCopy(), given, given) : null,
        ScaleShift affine => given == Layout.Blocked
            && (affine.Axis == 0 || Math.Max(affine.Weight.Count, affine.Bias.Count) == 1)
            ? Blocked(new BlockedScaleShift(affine, inputs[0])) : Rows(new RowScaleShift(affine, inputs[0])),
        Sine sine => Function<SineFunction>(new(sine.Phase), given),
        Softmax softmax => Rows(new RowSoftmax(softmax, inputs[0])),
        Softplus => Function<SoftplusFunction>(default, given),
        Swish swish => Function<SwishFunction>(new(swish.Beta), given),
        Tanh => Function<TanhFunction>(default, given),
        Sigmoid => Function<SigmoidFunction>(default, given),
        // Nothing is gained: they copy.
        Identity or Pad => null,
        _ when layer.GetType().Assembly != typeof(Layer).Assembly => null,
        _ => throw new NotSupportedException(
            $"Say in {nameof(BlockedSteps)} what the fast step of {layer.GetType().Name} is, or that it has none."),
    };

    private static BlockedForm Function<TFunction>(TFunction function, Layout given)
        where TFunction : struct, IActivationFunction => new(new BlockedActivation<TFunction>(function), given, given);

    private static BlockedForm Blocked(SingleStep step) => new(step, Layout.Blocked, Layout.Blocked);

    private static BlockedForm Rows(SingleStep step) => new(step, Layout.Planar, Layout.Planar);

    // Equals that lie planar stay so; a gate for each channel belongs to blocks of them.
    private static BlockedForm For(Multiply layer, ReadOnlySpan<TensorShape> inputs, Layout given)
    {
        var full = layer.OutputShape(inputs);
        return HasWholesAndGates(full, inputs) && (given == Layout.Blocked || (full.Rank == 3 && !AllEqual(inputs)))
            ? Blocked(new BlockedMultiply()) : Rows(new RowMultiply(full, inputs[0], inputs[1]));
    }

    private static BlockedForm For(Convolution layer, TensorShape input, Layout given)
    {
        var output = layer.OutputShape([input]);
        if (layer.Groups > 1 && layer.Groups == layer.InputChannels && layer.Groups == layer.OutputChannels)
            return Blocked(new BlockedDepthwise(new DepthwiseParts(input, output, layer)));
        var parts = new ConvolutionParts(input, output, layer);
        return given == Layout.Planar && layer.InputChannels <= ImageConvolution.MostChannels && layer.Groups == 1
            ? new(new ImageConvolution(input, layer.Window, parts), Layout.Planar, Layout.Blocked)
            : Blocked(new BlockedConvolution(parts));
    }

    private static bool AllEqual(ReadOnlySpan<TensorShape> inputs)
    {
        foreach (var shape in inputs)
            if (shape != inputs[0]) return false;
        return true;
    }

    // Whole blocks follow each other in memory as whole channels do.
    private static bool JoinsWholeBlocks(Concat concat, ReadOnlySpan<TensorShape> inputs)
    {
        foreach (var shape in inputs[..^1])
            if (shape.Channels % ChannelBlock.Size != 0) return false;
        return concat.Axis == 0;
    }

    private static bool HasWholesAndGates(TensorShape full, ReadOnlySpan<TensorShape> inputs)
    {
        foreach (var shape in inputs)
            if (shape != full && !(shape.Channels == full.Channels && shape.Plane == 1)) return false;
        return true;
    }
}
