using SaliencyPS.Networks;
using SaliencyPS.Networks.Fast;
using SaliencyPS.Numerics;

namespace SaliencyPS.Saliency.Methods;

/// <summary>
/// A linear layer whose way back distributes relevance instead of gradients: R_in = x ⊙ Lᵀ(R_out / L(x)), L being the layer with other
/// weights (excitation back-propagation: the positive ones, without bias; LRP: Montavon et al. 2019, section 10.2). What is relevant to a
/// result goes to the inputs in proportion to what they contribute to it.
/// </summary>
/// <param name="layer">The layer as it is; gives the result.</param>
/// <param name="rule">L.</param>
/// <param name="against">Another L whose distribution is subtracted, for contrast; or none.</param>
/// <param name="output">Shape of the result.</param>
/// <param name="positiveInputs">Negative inputs contribute nothing.</param>
/// <param name="epsilon">What is added to the size of L(x), as a share of its root mean square over the result.</param>
internal sealed class RelevanceLayer(Layer layer, Layer rule, Layer? against, TensorShape output, bool positiveInputs, double epsilon) : Layer
{
    public override TensorShape OutputShape(ReadOnlySpan<TensorShape> inputs) => output;

    // The inputs. What L makes of them is computed on the way back, for scores alone do not need it.
    public override int StateBytes(ReadOnlySpan<TensorShape> inputs, int elementSize)
    {
        var length = 0;
        foreach (var input in inputs) length = checked(length + input.Length);
        return checked(length * elementSize);
    }

    internal override FastForm? Fast(ReadOnlySpan<TensorShape> inputs, Layout given)
    {
        if (layer.Fast(inputs, given) is not { } form || rule.Fast(inputs, given) is not { } ruleForm) return null;
        var shape = form.Output == Layout.Blocked ? FastLayer.Blocked(output) : output;
        // The mean square is taken over the lanes that a block has too many, too; they are zero.
        var scale = Math.Sqrt((double)shape.Length / output.Length);
        return form with { Layer = new RelevanceLayer(form.Layer, ruleForm.Layer, against?.Fast(inputs, given)!.Value.Layer, shape, positiveInputs, epsilon * scale) };
    }

    public override void Forward<T>(LayerPass<T> pass)
    {
        layer.Forward(pass);
        if (pass.State.IsEmpty) return;
        for (var n = 0; n < pass.Output.Batch; n++)
        {
            var state = pass.StateOf<T>(n);
            foreach (var input in pass.Inputs)
            {
                input.Sample(n).CopyTo(state);
                state = state[input.Shape.Length..];
            }
        }
    }

    public override void InputGradient<T>(LayerPass<T> pass)
    {
        var inputs = Contributing(pass);
        Distribute(rule, pass.InputGradients);
        if (against is not null)
        {
            Tensor<T>[] parts = [.. pass.InputGradients.Select(Like)];
            Distribute(against, parts);
            foreach (var (target, part) in pass.InputGradients.Zip(parts))
                for (var i = 0; i < part.Span.Length; i++) target.Span[i] -= part.Span[i];
        }

        foreach (var (gradient, input) in pass.InputGradients.Zip(inputs))
            for (var g = 0; g < gradient.Batch; g++) Vectors.Multiply<T>(gradient.Sample(g), input.Sample(g / pass.GradientsPerSample));

        void Distribute(Layer model, Tensor<T>[] targets)
        {
            var results = Like(pass.Output);
            model.Forward(new LayerPass<T> { Inputs = inputs, Output = results, Parallel = pass.Parallel });
            var shares = Like(pass.OutputGradient);
            for (var g = 0; g < shares.Batch; g++)
            {
                Span<T> share = shares.Sample(g), relevance = pass.OutputGradient.Sample(g), z = results.Sample(g / pass.GradientsPerSample);
                var squares = T.Zero;
                foreach (var value in z) squares += value * value;
                var stabilizer = T.CreateChecked(epsilon) * T.Sqrt(squares / T.CreateChecked(z.Length));
                for (var i = 0; i < share.Length; i++) share[i] = z[i] == T.Zero ? T.Zero : relevance[i] / (z[i] + T.CopySign(stabilizer, z[i]));
            }

            model.InputGradient(new LayerPass<T>
            {
                Inputs = pass.Inputs, Output = pass.Output, OutputGradient = shares, InputGradients = targets, GradientsPerSample = pass.GradientsPerSample, Parallel = pass.Parallel,
            });
        }
    }

    private static Tensor<T> Like<T>(Tensor<T> tensor) => new(new T[tensor.Span.Length], tensor.Batch, tensor.Shape);

    // The inputs of the forward step, as far as they contribute.
    private Tensor<T>[] Contributing<T>(LayerPass<T> pass) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        Tensor<T>[] inputs = [.. pass.Inputs.Select(Like)];
        for (var n = 0; n < pass.Output.Batch; n++)
        {
            var state = pass.StateOf<T>(n);
            foreach (var input in inputs)
            {
                var target = input.Sample(n);
                for (var i = 0; i < target.Length; i++) target[i] = positiveInputs ? T.Max(T.Zero, state[i]) : state[i];
                state = state[target.Length..];
            }
        }

        return inputs;
    }
}
