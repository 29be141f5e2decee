using SaliencyPS.Tensors;
using static TorchSharp.torch;

namespace SaliencyPS.Adapters.TorchSharp.Operators;

/// <summary>
/// The sum or the product of inputs in which axes of length 1 are repeated, those that an input lacks at its end among them.
/// </summary>
internal sealed class BroadcastOperator(bool multiplies, TensorShape output) : TorchOperator
{
    /// <inheritdoc/>
    public override Tensor Forward(Tensor[] inputs) =>
        inputs.Select(Whole).Aggregate((a, b) => multiplies ? a * b : a.Plus(b));

    /// <inheritdoc/>
    public override Tensor Backward(Tensor[] inputs, Tensor result, Tensor gradient, int input, GradientRule rule)
    {
        var own = Whole(inputs[input]);
        var back = gradient.clone();
        if (multiplies)
            foreach (var (index, other) in inputs.Index())
                if (index != input) back *= Whole(other).unsqueeze(1);
        long[] repeated = [.. Enumerable.Range(1, output.Rank).Where(axis => own.shape[axis] == 1 && output[axis - 1] != 1)
            .Select(axis => axis + 1L)];
        if (repeated.Length > 0) back = back.sum(repeated, keepdim: true);
        return Parted(back, gradient, inputs[input].shape[1..]);
    }

    // With all axes of the result.
    private Tensor Whole(Tensor input) =>
        input.reshape([.. input.shape, .. Enumerable.Repeat(1L, output.Rank + 1 - (int)input.dim())]);
}
