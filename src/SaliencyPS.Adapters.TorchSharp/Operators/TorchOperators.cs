using System.Collections.Immutable;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;
using static SaliencyPS.Adapters.TorchSharp.Operators.Arithmetic;
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
        [typeof(Erf)] = Function(_ => (x => x.erf(), (x, _) => (-x.Squared()).exp() * N(2 / Math.Sqrt(Math.PI)))),
        [typeof(Exp)] = Function(_ => (x => x.exp(), (_, y) => y)),
        [typeof(Flatten)] = (_, _, output, _) => new ReshapeOperator(output),
        [typeof(Gather)] = (layer, inputs, output, device) => new GatherOperator((Gather)layer, inputs[0], output, device),
        [typeof(Gelu)] = Function(layer => Of((Gelu)layer)),
        [typeof(HardSigmoid)] = Function(layer => Of((HardSigmoid)layer)),
        [typeof(HardSwish)] = Function(_ => (x => x * x.Plus(3).clamp(N(0), N(6)) / N(6),
            (x, _) => where(x <= N(-3), zeros_like(x), where(x >= N(3), ones_like(x), (x * N(2)).Plus(3) / N(6))))),
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
        [typeof(Sigmoid)] = Function(_ => (x => x.sigmoid(), (_, y) => y * y.FromOne())),
        [typeof(Sine)] = Function(layer => Of((Sine)layer)),
        [typeof(Softmax)] = (layer, _, _, _) => new SoftmaxOperator((Softmax)layer),
        [typeof(Softplus)] = Function(_ => (Softened, (x, _) => x.sigmoid())),
        [typeof(Swish)] = Function(layer => Of((Swish)layer)),
        [typeof(Tanh)] = Function(_ => (x => x.tanh(), (_, y) => y.Squared().FromOne())),
    }.ToImmutableDictionary();

    /// <summary>The layers that can be computed.</summary>
    public static IEnumerable<Type> Layers => Makers.Keys;

    /// <summary>The operator of a layer at its place.</summary>
    /// <exception cref="NotSupportedException">There is none.</exception>
    public static TorchOperator For(Layer layer, TensorShape[] inputs, TensorShape output, Device device)
    {
        using var scope = NewDisposeScope();
        return Makers.TryGetValue(layer.GetType(), out var make) ? make(layer, inputs, output, device)
            : throw new NotSupportedException($"{layer.GetType().Name} has no operator: add it to {nameof(TorchOperators)}.");
    }

    // f(x), and f′(x) of x and f(x).
    private static Maker Function(Func<Layer, (Func<Tensor, Tensor> Value, Func<Tensor, Tensor, Tensor> Slope)> make) =>
        (layer, _, _, _) =>
        {
            var (value, slope) = make(layer);
            return new ElementwiseOperator(value, slope);
        };

    private static (Func<Tensor, Tensor>, Func<Tensor, Tensor, Tensor>) Of(Elu layer) => (
        x => where(x > N(0), x, (x / N(layer.Width)).clamp_max(N(0)).expm1() * N(layer.Alpha)) * N(layer.Scale),
        (x, _) => where(x > N(0), ones_like(x), (x / N(layer.Width)).clamp_max(N(0)).exp() * N(layer.Alpha / layer.Width))
            * N(layer.Scale));

    private static (Func<Tensor, Tensor>, Func<Tensor, Tensor, Tensor>) Of(Gelu layer)
    {
        if (!layer.Approximate)
            return (x => x * Normal(x),
                (x, _) => Normal(x).Plus(x * (x.Squared() * N(-0.5)).exp() * N(1 / Math.Sqrt(2 * Math.PI))));
        var factor = Math.Sqrt(2 / Math.PI);
        Tensor Gate(Tensor x) => (x.Plus(x.pow(N(3)) * N(0.044715)) * N(factor)).tanh();
        return (x => x * Gate(x).Plus(1) * N(0.5), (x, _) =>
        {
            var gate = Gate(x);
            return (gate.Plus(1) * N(0.5)).Plus(
                x * N(0.5) * gate.Squared().FromOne() * (x.Squared() * N(3 * 0.044715)).Plus(1) * N(factor));
        });
    }

    private static (Func<Tensor, Tensor>, Func<Tensor, Tensor, Tensor>) Of(Power layer) =>
        (x => x.pow(N(layer.Exponent)), (x, _) => x.pow(N(layer.Exponent - 1)) * N(layer.Exponent));

    private static (Func<Tensor, Tensor>, Func<Tensor, Tensor, Tensor>) Of(Sine layer) =>
        (x => x.Plus(layer.Phase).sin(), (x, _) => x.Plus(layer.Phase).cos());

    private static (Func<Tensor, Tensor>, Func<Tensor, Tensor, Tensor>) Of(Swish layer) =>
        (x => x * (x * N(layer.Beta)).sigmoid(), (x, _) =>
        {
            var gate = (x * N(layer.Beta)).sigmoid();
            return gate * (x * N(layer.Beta) * gate.FromOne()).Plus(1);
        });

    private static (Func<Tensor, Tensor>, Func<Tensor, Tensor, Tensor>) Of(HardSigmoid layer)
    {
        Tensor Line(Tensor x) => (x * N(layer.Alpha)).Plus(layer.Beta);
        return (x => Line(x).clamp(N(0), N(1)),
            (x, _) => ((Line(x) > N(0)) & (Line(x) < N(1))).to(ScalarType.Float32) * N(layer.Alpha));
    }

    private static (Func<Tensor, Tensor>, Func<Tensor, Tensor, Tensor>) Of(Quantize layer)
    {
        Tensor Steps(Tensor x) => (x / N(layer.Step)).round();
        return (x => Steps(x).clamp(N(layer.Minimum), N(layer.Maximum)) * N(layer.Step),
            (x, _) => ((Steps(x) >= N(layer.Minimum)) & (Steps(x) <= N(layer.Maximum))).to(ScalarType.Float32));
    }

    private static Tensor MishSlope(Tensor x, Tensor y)
    {
        var gate = Softened(x).tanh();
        return gate.Plus(x * gate.Squared().FromOne() * x.sigmoid());
    }

    private static Tensor Normal(Tensor x) => (x * N(Math.Sqrt(0.5))).erf().Plus(1) * N(0.5);

    private static Tensor Softened(Tensor x) => x.clamp_min(N(0)).Plus((-x.abs()).exp().log1p());
}
