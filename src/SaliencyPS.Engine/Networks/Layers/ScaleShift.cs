using SaliencyPS.Networks.Fast;

namespace SaliencyPS.Networks.Layers;

/// <summary>scale · x + shift with one constant pair per channel, or one for all: batch normalisation at inference, constant arithmetic.</summary>
public sealed class ScaleShift(float[] scale, float[] shift) : Layer
{
    /// <inheritdoc/>
    public override bool InPlace => true;

    /// <inheritdoc/>
    public override TensorShape OutputShape(ReadOnlySpan<TensorShape> inputs)
    {
        foreach (var length in (ReadOnlySpan<int>)[scale.Length, shift.Length])
            if (length != 1 && length != inputs[0].Channels)
                throw new NetworkFormatException("Scale and shift need one value per channel.", expected: $"{inputs[0].Channels}", actual: $"{length}");
        return inputs[0];
    }

    /// <inheritdoc/>
    internal override FastForm? Fast(ReadOnlySpan<TensorShape> inputs, Layout given)
    {
        if (given == Layout.Planar) return null;
        var (channels, blocked) = (inputs[0].Channels, FastLayer.Blocked(inputs[0]).Channels);
        float[] Blocked(float[] values) => [.. Enumerable.Range(0, blocked).Select(c => c < channels ? At(values, c) : 0)];
        return new(new FastScaleShift(Blocked(scale), Blocked(shift)), given, given);
    }

    /// <inheritdoc/>
    public override void Forward<T>(LayerPass<T> pass)
    {
        var shape = pass.Output.Shape;
        for (var n = 0; n < pass.Output.Batch; n++)
            for (var c = 0; c < shape.Channels; c++)
            {
                T a = T.CreateChecked(At(scale, c)), b = T.CreateChecked(At(shift, c));
                var x = pass.Inputs[0].Sample(n).Slice(c * shape.Plane, shape.Plane);
                var y = pass.Output.Sample(n).Slice(c * shape.Plane, shape.Plane);
                for (var i = 0; i < x.Length; i++) y[i] = a * x[i] + b;
            }
    }

    /// <inheritdoc/>
    public override void InputGradient<T>(LayerPass<T> pass)
    {
        var shape = pass.OutputGradient.Shape;
        for (var g = 0; g < pass.OutputGradient.Batch; g++)
            for (var c = 0; c < shape.Channels; c++)
            {
                var a = T.CreateChecked(At(scale, c));
                var gy = pass.OutputGradient.Sample(g).Slice(c * shape.Plane, shape.Plane);
                var gx = pass.InputGradients[0].Sample(g).Slice(c * shape.Plane, shape.Plane);
                for (var i = 0; i < gy.Length; i++) gx[i] = a * gy[i];
            }
    }

    /// <inheritdoc/>
    internal override Layer Reweigh(Func<float, float> weight, Func<float, float> bias) =>
        new ScaleShift(Array.ConvertAll(scale, w => weight(w)), Array.ConvertAll(shift, b => bias(b)));

    /// <summary>Weight (one row per channel) and bias of a linear map that does its own work and this layer's.</summary>
    internal (float[] Weight, float[] Bias) FoldInto(float[] weight, float[] bias)
    {
        var row = weight.Length / bias.Length;
        return ([.. weight.Select((w, i) => w * At(scale, i / row))], [.. bias.Select((b, c) => b * At(scale, c) + At(shift, c))]);
    }

    private static float At(float[] values, int channel) => values[values.Length == 1 ? 0 : channel];
}
