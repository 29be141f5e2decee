using SaliencyPS.Networks.Fast;
using SaliencyPS.Numerics;

namespace SaliencyPS.Networks.Layers;

/// <summary>Sum of two or more inputs, broadcast where an axis has length 1.</summary>
public sealed class Add : BroadcastLayer
{
    /// <inheritdoc/>
    internal override FastForm? Fast(ReadOnlySpan<TensorShape> inputs, Layout given)
    {
        foreach (var shape in inputs)
            if (shape != inputs[0]) return null;
        return new(new FastAdd(), given, given);
    }

    /// <inheritdoc/>
    public override void Forward<T>(LayerPass<T> pass)
    {
        for (var n = 0; n < pass.Output.Batch; n++)
        {
            var y = pass.Output.Sample(n);
            y.Clear();
            foreach (var input in pass.Inputs) Combine<T>(pass.Output.Shape, y, input.Shape, input.Sample(n), Vectors.Add, Vectors.Add);
        }
    }

    /// <inheritdoc/>
    public override void InputGradient<T>(LayerPass<T> pass)
    {
        for (var g = 0; g < pass.OutputGradient.Batch; g++)
            foreach (var gradient in pass.InputGradients)
            {
                var rows = new Broadcast(pass.OutputGradient.Shape, gradient.Shape);
                Span<T> gy = pass.OutputGradient.Sample(g), gx = gradient.Sample(g);
                gx.Clear();
                for (var r = 0; r < rows.Count; r++)
                {
                    var source = gy.Slice(r * rows.Length, rows.Length);
                    var target = gx.Slice(rows.Source(r), rows.SourceLength);
                    if (target.Length == 1) target[0] += Vectors.Sum<T>(source);
                    else Vectors.Add(target, source);
                }
            }
    }
}
