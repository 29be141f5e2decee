using SaliencyPS.Networks.Fast;
using SaliencyPS.Numerics;

namespace SaliencyPS.Networks.Layers;

/// <summary>Product of two inputs, broadcast where an axis has length 1 (a gate per channel, for example). State: both inputs.</summary>
public sealed class Multiply : BroadcastLayer
{
    /// <inheritdoc/>
    public override int StateBytes(ReadOnlySpan<TensorShape> inputs, int elementSize) => checked((inputs[0].Length + inputs[1].Length) * elementSize);

    /// <inheritdoc/>
    internal override FastForm? Fast(ReadOnlySpan<TensorShape> inputs, Layout given)
    {
        var full = OutputShape(inputs);
        foreach (var shape in inputs)
            if (shape != full && shape != new TensorShape(full.Channels)) return null;
        return new(new FastMultiply(), Layout.Blocked, Layout.Blocked);
    }

    /// <inheritdoc/>
    public override void Forward<T>(LayerPass<T> pass)
    {
        for (var n = 0; n < pass.Output.Batch; n++)
        {
            var state = pass.StateOf<T>(n);
            var y = pass.Output.Sample(n);
            y.Fill(T.One);
            foreach (var input in pass.Inputs)
            {
                var x = input.Sample(n);
                Combine<T>(pass.Output.Shape, y, input.Shape, x, Vectors.Multiply, Vectors.Multiply);

                if (state.IsEmpty) continue;
                x.CopyTo(state);
                state = state[x.Length..];
            }
        }
    }

    /// <inheritdoc/>
    public override void InputGradient<T>(LayerPass<T> pass)
    {
        var full = pass.OutputGradient.Shape;
        for (var g = 0; g < pass.OutputGradient.Batch; g++)
            for (var side = 0; side < 2; side++)
            {
                var (mine, other) = (pass.InputGradients[side].Shape, pass.InputGradients[1 - side].Shape);
                var state = pass.StateOf<T>(g / pass.GradientsPerSample);
                var factor = side == 0 ? state[mine.Length..] : state[..other.Length];
                Span<T> gy = pass.OutputGradient.Sample(g), gx = pass.InputGradients[side].Sample(g);
                gx.Clear();
                for (int c = 0, i = 0; c < full.Channels; c++)
                    for (var y = 0; y < full.Height; y++)
                        for (var x = 0; x < full.Width; x++, i++)
                            gx[Index(mine, c, y, x)] += gy[i] * factor[Index(other, c, y, x)];
            }
    }

    private static int Index(TensorShape part, int channel, int y, int x) =>
        ((part.Channels == 1 ? 0 : channel) * part.Height + (part.Height == 1 ? 0 : y)) * part.Width + (part.Width == 1 ? 0 : x);
}
