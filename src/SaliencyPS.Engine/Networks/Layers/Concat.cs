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
    public override void Forward<T>(LayerPass<T> pass)
    {
        for (var n = 0; n < pass.Output.Batch; n++)
        {
            var rest = pass.Output.Sample(n);
            foreach (var input in pass.Inputs)
            {
                input.Sample(n).CopyTo(rest);
                rest = rest[input.Shape.Length..];
            }
        }
    }

    /// <inheritdoc/>
    public override void InputGradient<T>(LayerPass<T> pass)
    {
        for (var g = 0; g < pass.OutputGradient.Batch; g++)
        {
            var rest = pass.OutputGradient.Sample(g);
            foreach (var gradient in pass.InputGradients)
            {
                rest[..gradient.Shape.Length].CopyTo(gradient.Sample(g));
                rest = rest[gradient.Shape.Length..];
            }
        }
    }
}
