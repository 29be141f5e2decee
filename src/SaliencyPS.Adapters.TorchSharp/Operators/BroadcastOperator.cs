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
        inputs.Select(input => Whole(input, output)).Aggregate((a, b) => multiplies ? a * b : a.Plus(b));

    /// <inheritdoc/>
    public override Tensor Backward(Tensor[] inputs, Tensor result, Tensor gradient, int input, GradientRule rule)
    {
        var own = Whole(inputs[input], output);
        var back = gradient.clone();
        if (multiplies)
            foreach (var (index, other) in inputs.Index())
                if (index != input) back *= Whole(other, output).unsqueeze(1);
        long[] repeated = [.. Enumerable.Range(1, output.Rank).Where(axis => own.shape[axis] == 1 && output[axis - 1] != 1)
            .Select(axis => axis + 1L)];
        if (repeated.Length > 0) back = back.sum(repeated, keepdim: true);
        return Parted(back, gradient, inputs[input].shape[1..]);
    }
}
