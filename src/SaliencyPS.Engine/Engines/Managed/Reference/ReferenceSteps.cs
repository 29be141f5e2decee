using System.Collections.Immutable;
using SaliencyPS.Engines.Managed.Kernels;
using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Engines.Managed.Reference;

/// <summary>
/// How each layer is computed by its definition: scalar, in any precision. A layer is supported by the engine if it is here.
/// </summary>
internal sealed class ReferenceSteps
{
    private readonly ImmutableDictionary<Type, Func<Layer, Step>> _makers;

    private ReferenceSteps(ImmutableDictionary<Type, Func<Layer, Step>> makers) => _makers = makers;

    /// <summary>The engine's own.</summary>
    public static ReferenceSteps Own { get; } = new ReferenceSteps(ImmutableDictionary<Type, Func<Layer, Step>>.Empty)
        .With<Absolute>(_ => new ReferenceActivation<AbsoluteFunction>(default))
        .With<AdaptiveAveragePool>(layer => new ReferenceAdaptiveAveragePool(layer))
        .With<Add>(_ => new ReferenceAdd())
        .With<AveragePool>(layer => new ReferenceAveragePool(layer))
        .With<Clip>(layer => new ReferenceRectifier(layer))
        .With<ClippedRelu>(layer => new ReferenceRectifier(layer))
        .With<Concat>(layer => new ReferenceConcat(layer))
        .With<Constant>(layer => new ReferenceConstant(layer))
        .With<Convolution>(layer => new ReferenceConvolution(layer))
        .With<Elu>(layer => new ReferenceActivation<EluFunction>(new(layer.Alpha, layer.Scale, layer.Width)))
        .With<Erf>(_ => new ReferenceActivation<ErfFunction>(default))
        .With<Exp>(_ => new ReferenceActivation<ExponentialFunction>(default))
        .With<Flatten>(_ => new ReferenceCopy())
        .With<Gather>(layer => new ReferenceGather(layer))
        .With<Gelu>(layer => layer.Approximate ? new ReferenceActivation<TanhGeluFunction>(default)
            : new ReferenceActivation<GeluFunction>(default))
        .With<HardSigmoid>(layer => new ReferenceActivation<HardSigmoidFunction>(new(layer.Alpha, layer.Beta)))
        .With<HardSwish>(_ => new ReferenceActivation<HardSwishFunction>(default))
        .With<Identity>(_ => new ReferenceCopy())
        .With<LayerNormalization>(layer => new ReferenceLayerNormalization(layer))
        .With<LeakyRelu>(layer => new ReferenceRectifier(layer))
        .With<Linear>(layer => new ReferenceLinear(layer))
        .With<LocalResponseNormalization>(layer => new ReferenceLocalResponseNormalization(layer))
        .With<Log>(_ => new ReferenceActivation<LogarithmFunction>(default))
        .With<MatMul>(_ => new ReferenceMatMul())
        .With<MaxPool>(layer => new ReferenceMaxPool(layer))
        .With<Mish>(_ => new ReferenceActivation<MishFunction>(default))
        .With<Multiply>(_ => new ReferenceMultiply())
        .With<Pad>(layer => new ReferencePad(layer))
        .With<Power>(layer => new ReferenceActivation<PowerFunction>(new(layer.Exponent)))
        .With<Quantize>(layer => new ReferenceActivation<QuantizeFunction>(new(layer.Step, layer.Minimum, layer.Maximum)))
        .With<Reduce>(layer => new ReferenceReduce(layer))
        .With<Relu>(layer => new ReferenceRectifier(layer))
        .With<Reshape>(_ => new ReferenceCopy())
        .With<ScaleShift>(layer => new ReferenceScaleShift(layer))
        .With<Sigmoid>(_ => new ReferenceActivation<SigmoidFunction>(default))
        .With<Sine>(layer => new ReferenceActivation<SineFunction>(new(layer.Phase)))
        .With<Softmax>(layer => new ReferenceSoftmax(layer))
        .With<Softplus>(_ => new ReferenceActivation<SoftplusFunction>(default))
        .With<Swish>(layer => new ReferenceActivation<SwishFunction>(new(layer.Beta)))
        .With<Tanh>(_ => new ReferenceActivation<TanhFunction>(default));

    /// <summary>The layers that can be computed.</summary>
    public IEnumerable<Type> Layers => _makers.Keys;

    /// <summary>These and one more, or another step for one of them.</summary>
    public ReferenceSteps With<TLayer>(Func<TLayer, Step> make) where TLayer : Layer =>
        new(_makers.SetItem(typeof(TLayer), layer => make((TLayer)layer)));

    /// <summary>The step that computes a layer.</summary>
    /// <exception cref="NotSupportedException">There is none; the message names the layer's type and what to do.</exception>
    public Step For(Layer layer) => _makers.TryGetValue(layer.GetType(), out var make) ? make(layer)
        : throw new NotSupportedException(
            $"The managed engine has no scalar step for {layer.GetType().Name}: add it to {nameof(ReferenceSteps)}.");
}
