using SaliencyPS.Networks.Fast;

namespace SaliencyPS.Networks.Layers;

/// <summary>Joins its inputs along the channel axis.</summary>
public sealed class Concat : Layer
{
    /// <inheritdoc/>
    public override TensorShape OutputShape(ReadOnlySpan<TensorShape> inputs)
    {
        var channels = 0;
        foreach (var shape in inputs)
        {
            if ((shape.Height, shape.Width) != (inputs[0].Height, inputs[0].Width))
                throw new NetworkFormatException("All inputs must have the same height and width.", expected: $"{inputs[0]}", actual: $"{shape}");
            channels = checked(channels + shape.Channels);
        }

        return inputs[0] with { Channels = channels };
    }

    /// <inheritdoc/>
    internal override FastForm? Fast(ReadOnlySpan<TensorShape> inputs, Layout given)
    {
        // Whole blocks follow each other in memory as whole channels do.
        foreach (var shape in inputs[..^1])
            if (shape.Channels % FastLayer.Lanes != 0) return null;
        return new(this, given, given);
    }

    /// <inheritdoc/>
    public override void Forward<T>(LayerPass<T> pass) => pass.Parallel.For(pass.Output.Batch * pass.Inputs.Length, item =>
    {
        var (n, input) = Math.DivRem(item, pass.Inputs.Length);
        pass.Inputs[input].Sample(n).CopyTo(Part(pass.Output.Sample(n), pass.Inputs, input));
    });

    /// <inheritdoc/>
    public override void InputGradient<T>(LayerPass<T> pass) => pass.Parallel.For(pass.OutputGradient.Batch * pass.InputGradients.Length, item =>
    {
        var (g, input) = Math.DivRem(item, pass.InputGradients.Length);
        Part(pass.OutputGradient.Sample(g), pass.InputGradients, input).CopyTo(pass.InputGradients[input].Sample(g));
    });

    // Where one input lies in the result.
    private static Span<T> Part<T>(Span<T> joined, Tensor<T>[] parts, int index)
    {
        var start = 0;
        for (var i = 0; i < index; i++) start += parts[i].Shape.Length;
        return joined.Slice(start, parts[index].Shape.Length);
    }
}
