using System.Collections.Immutable;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;
using TorchSharp;
using static TorchSharp.torch;
using Reduce = SaliencyPS.Networks.Layers.Reduce;

namespace SaliencyPS.Adapters.TorchSharp.Operators;

/// <summary>How each layer is computed by libtorch. A layer is supported if it is here.</summary>
internal static class TorchOperators
{
    private delegate TorchOperator Maker(Layer layer, TensorShape[] inputs, TensorShape output, Device device);

    private static readonly ImmutableDictionary<Type, Maker> Makers = new Dictionary<Type, Maker>
    {
        [typeof(Absolute)] = Function(_ => (x => x.abs(), (x, _) => x.sign())),
        [typeof(AdaptiveAveragePool)] = (layer, inputs, _, device) =>
            new AdaptiveAveragePoolOperator((AdaptiveAveragePool)layer, inputs[0], device),
        [typeof(Add)] = (_, _, output, _) => new BroadcastOperator(multiplies: false, output),
        [typeof(AveragePool)] = (layer, inputs, output, device) =>
            new AveragePoolOperator((AveragePool)layer, inputs[0], output, device),
        [typeof(Clip)] = (layer, _, _, _) => new RectifierOperator((Rectifier)layer),
        [typeof(ClippedRelu)] = (layer, _, _, _) => new RectifierOperator((Rectifier)layer),
        [typeof(Concat)] = (layer, _, output, _) => new ConcatOperator((Concat)layer, output),
        [typeof(Constant)] = (layer, _, _, device) => new ConstantOperator((Constant)layer, device),
        [typeof(Convolution)] = (layer, inputs, output, device) =>
            new ConvolutionOperator((Convolution)layer, inputs[0], output, device),
        [typeof(Elu)] = Function(layer => Of((Elu)layer)),
        [typeof(Erf)] = Function(_ => (x => x.erf(), (x, _) => (-x.square()).exp() * (2 / Math.Sqrt(Math.PI)))),
        [typeof(Exp)] = Function(_ => (x => x.exp(), (_, y) => y)),
        [typeof(Flatten)] = (_, _, output, _) => new ReshapeOperator(output),
        [typeof(Gather)] = (layer, inputs, output, device) => new GatherOperator((Gather)layer, inputs[0], output, device),
        [typeof(Gelu)] = Function(layer => Of((Gelu)layer)),
        [typeof(HardSigmoid)] = Function(layer => Of((HardSigmoid)layer)),
        [typeof(HardSwish)] = Function(_ => (x => x * (x + 3).clamp(0, 6) / 6,
            (x, _) => where(x <= -3, zeros_like(x), where(x >= 3, ones_like(x), (x * 2 + 3) / 6)))),
        [typeof(Identity)] = (_, _, output, _) => new ReshapeOperator(output),
        [typeof(LayerNormalization)] = (layer, inputs, _, device) =>
            new NormalizationOperator((LayerNormalization)layer, inputs[0], device),
        [typeof(LeakyRelu)] = (layer, _, _, _) => new RectifierOperator((Rectifier)layer),
        [typeof(Linear)] = (layer, inputs, _, device) => new LinearOperator((Linear)layer, inputs[0], device),
        [typeof(LocalResponseNormalization)] = (layer, inputs, _, device) =>
            new LocalResponseNormalizationOperator((LocalResponseNormalization)layer, inputs[0], device),
        [typeof(Log)] = Function(_ => (x => x.log(), (x, _) => x.reciprocal())),
        [typeof(MatMul)] = (_, _, _, _) => new MatMulOperator(),
        [typeof(MaxPool)] = (layer, inputs, output, _) => new MaxPoolOperator((MaxPool)layer, inputs[0], output),
        [typeof(Mish)] = Function(_ => (x => x * Softened(x).tanh(), MishSlope)),
        [typeof(Multiply)] = (_, _, output, _) => new BroadcastOperator(multiplies: true, output),
        [typeof(Pad)] = (layer, _, _, _) => new PadOperator((Pad)layer),
        [typeof(Power)] = Function(layer => Of((Power)layer)),
        [typeof(Quantize)] = Function(layer => Of((Quantize)layer)),
        [typeof(Reduce)] = (layer, _, output, _) => new ReduceOperator((Reduce)layer, output),
        [typeof(Relu)] = (layer, _, _, _) => new RectifierOperator((Rectifier)layer),
        [typeof(Reshape)] = (_, _, output, _) => new ReshapeOperator(output),
        [typeof(ScaleShift)] = (layer, inputs, _, device) => new ScaleShiftOperator((ScaleShift)layer, inputs[0], device),
        [typeof(Sigmoid)] = Function(_ => (x => x.sigmoid(), (_, y) => y * (1 - y))),
        [typeof(Sine)] = Function(layer => Of((Sine)layer)),
        [typeof(Softmax)] = (layer, _, _, _) => new SoftmaxOperator((Softmax)layer),
        [typeof(Softplus)] = Function(_ => (Softened, (x, _) => x.sigmoid())),
        [typeof(Swish)] = Function(layer => Of((Swish)layer)),
        [typeof(Tanh)] = Function(_ => (x => x.tanh(), (_, y) => 1 - y.square())),
    }.ToImmutableDictionary();

    /// <summary>The layers that can be computed.</summary>
    public static IEnumerable<Type> Layers => Makers.Keys;

    /// <summary>The operator of a layer at its place.</summary>
    /// <exception cref="NotSupportedException">There is none.</exception>
    public static TorchOperator For(Layer layer, TensorShape[] inputs, TensorShape output, Device device)
    {
        using var scope = NewDisposeScope();
        return Makers.TryGetValue(layer.GetType(), out var make) ? make(layer, inputs, output, device)
            : throw new NotSupportedException($"libtorch has no operator for {layer.GetType().Name} here: add it to TorchOperators.");
    }

    // f(x), and f′(x) of x and f(x).
    private static Maker Function(Func<Layer, (Func<Tensor, Tensor> Value, Func<Tensor, Tensor, Tensor> Slope)> make) =>
        (layer, _, _, _) =>
        {
            var (value, slope) = make(layer);
            return new ElementwiseOperator(value, slope);
        };

    private static (Func<Tensor, Tensor>, Func<Tensor, Tensor, Tensor>) Of(Elu layer) => (
        x => where(x > 0, x, (x / layer.Width).clamp_max(0).expm1() * layer.Alpha) * layer.Scale,
        (x, _) => where(x > 0, ones_like(x), (x / layer.Width).clamp_max(0).exp() * (layer.Alpha / layer.Width)) * layer.Scale);

    private static (Func<Tensor, Tensor>, Func<Tensor, Tensor, Tensor>) Of(Gelu layer)
    {
        if (!layer.Approximate)
            return (x => x * Normal(x), (x, _) => Normal(x) + x * (x.square() * -0.5).exp() * (1 / Math.Sqrt(2 * Math.PI)));
        var factor = Math.Sqrt(2 / Math.PI);
        Tensor Gate(Tensor x) => ((x + x.pow(3) * 0.044715) * factor).tanh();
        return (x => x * (1 + Gate(x)) * 0.5, (x, _) =>
        {
            var gate = Gate(x);
            return (1 + gate) * 0.5 + x * 0.5 * (1 - gate.square()) * (1 + x.square() * (3 * 0.044715)) * factor;
        });
    }

    private static (Func<Tensor, Tensor>, Func<Tensor, Tensor, Tensor>) Of(Power layer) =>
        (x => x.pow(layer.Exponent), (x, _) => x.pow(layer.Exponent - 1) * layer.Exponent);

    private static (Func<Tensor, Tensor>, Func<Tensor, Tensor, Tensor>) Of(Sine layer) =>
        (x => (x + layer.Phase).sin(), (x, _) => (x + layer.Phase).cos());

    private static (Func<Tensor, Tensor>, Func<Tensor, Tensor, Tensor>) Of(Swish layer) =>
        (x => x * (x * layer.Beta).sigmoid(), (x, _) =>
        {
            var gate = (x * layer.Beta).sigmoid();
            return gate * (1 + x * layer.Beta * (1 - gate));
        });

    private static (Func<Tensor, Tensor>, Func<Tensor, Tensor, Tensor>) Of(HardSigmoid layer)
    {
        Tensor Line(Tensor x) => x * layer.Alpha + layer.Beta;
        return (x => Line(x).clamp(0, 1), (x, _) => ((Line(x) > 0) & (Line(x) < 1)).to(ScalarType.Float32) * layer.Alpha);
    }

    private static (Func<Tensor, Tensor>, Func<Tensor, Tensor, Tensor>) Of(Quantize layer)
    {
        Tensor Steps(Tensor x) => (x / layer.Step).round();
        return (x => Steps(x).clamp(layer.Minimum, layer.Maximum) * layer.Step,
            (x, _) => ((Steps(x) >= layer.Minimum) & (Steps(x) <= layer.Maximum)).to(ScalarType.Float32));
    }

    private static Tensor MishSlope(Tensor x, Tensor y)
    {
        var gate = Softened(x).tanh();
        return gate + x * (1 - gate.square()) * x.sigmoid();
    }

    private static Tensor Normal(Tensor x) => ((x * Math.Sqrt(0.5)).erf() + 1) * 0.5;

    private static Tensor Softened(Tensor x) => x.clamp_min(0) + (-x.abs()).exp().log1p();
}
