using static TorchSharp.torch;

namespace SaliencyPS.Adapters.TorchSharp.Operators;

/// <summary>A function of each element with its derivative.</summary>
/// <param name="value">f(x).</param>
/// <param name="slope">f′(x), of x and f(x).</param>
internal sealed class ElementwiseOperator(Func<Tensor, Tensor> value, Func<Tensor, Tensor, Tensor> slope) : TorchOperator
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor[] inputs) => value(inputs[0]);

    /// <inheritdoc/>
    public override Tensor Backward(Tensor[] inputs, Tensor result, Tensor gradient, int input, GradientRule rule) =>
        gradient * slope(inputs[0], result).unsqueeze(1);
}
