using static TorchSharp.torch;

namespace SaliencyPS.Adapters.TorchSharp.Operators;

/// <summary>An operator on numbers of another type, among operators on single precision.</summary>
/// <param name="own">The operator.</param>
/// <param name="type">The type of its numbers.</param>
internal sealed class RoundedOperator(TorchOperator own, ScalarType type) : TorchOperator
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor[] inputs) => own.Forward(Rounded(inputs)).to(ScalarType.Float32);

    /// <inheritdoc/>
    public override Tensor Backward(Tensor[] inputs, Tensor result, Tensor gradient, int input, GradientRule rule) =>
        own.Backward(inputs.Length > 1 ? Rounded(inputs) : inputs, result, gradient.to(type), input, rule).to(ScalarType.Float32);

    // On the way back those with weights look at no values of theirs, only products of matrices do.
    private Tensor[] Rounded(Tensor[] inputs) => [.. inputs.Select(input => input.to(type))];
}
