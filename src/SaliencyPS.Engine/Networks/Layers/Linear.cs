using SaliencyPS.Evaluation;
using SaliencyPS.Networks.Fast;

namespace SaliencyPS.Networks.Layers;

/// <summary>Fully connected layer: y = W · x + b on the flattened input.</summary>
public sealed class Linear : Layer
{
    private readonly int _inputs, _outputs;
    private readonly float[] _weight, _bias;

    /// <summary>Creates the layer.</summary>
    /// <param name="inputs">Length of the (flattened) input.</param>
    /// <param name="outputs">Length of the result.</param>
    /// <param name="weight">outputs × inputs, row-major.</param>
    /// <param name="bias">One value per output; none means zero.</param>
    /// <exception cref="NetworkFormatException">Weight or bias have another length.</exception>
    public Linear(int inputs, int outputs, float[] weight, float[]? bias = null)
    {
        if (weight.LongLength != (long)inputs * outputs)
            throw new NetworkFormatException("Wrong number of linear weights.", expected: $"{(long)inputs * outputs}", actual: $"{weight.LongLength}");
        if (bias is not null && bias.Length != outputs)
            throw new NetworkFormatException("Wrong number of linear biases.", expected: $"{outputs}", actual: $"{bias.Length}");
        (_inputs, _outputs, _weight, _bias) = (inputs, outputs, weight, bias ?? new float[outputs]);
    }

    /// <inheritdoc/>
    public override TensorShape OutputShape(ReadOnlySpan<TensorShape> inputs) => inputs[0].Length == _inputs ? new(_outputs)
        : throw new NetworkFormatException("Wrong number of input values.", expected: $"{_inputs}", actual: $"{inputs[0].Length}");

    /// <inheritdoc/>
    public override void Forward<T>(LayerPass<T> pass)
    {
        for (var n = 0; n < pass.Output.Batch; n++)
        {
            Span<T> x = pass.Inputs[0].Sample(n), y = pass.Output.Sample(n);
            for (var o = 0; o < _outputs; o++)
            {
                var sum = T.CreateChecked(_bias[o]);
                for (var i = 0; i < x.Length; i++) sum += T.CreateChecked(_weight[o * _inputs + i]) * x[i];
                y[o] = sum;
            }
        }
    }

    /// <inheritdoc/>
    public override void InputGradient<T>(LayerPass<T> pass)
    {
        for (var g = 0; g < pass.OutputGradient.Batch; g++)
        {
            Span<T> gy = pass.OutputGradient.Sample(g), gx = pass.InputGradients[0].Sample(g);
            gx.Clear();
            for (var o = 0; o < _outputs; o++)
                for (var i = 0; i < gx.Length; i++) gx[i] += T.CreateChecked(_weight[o * _inputs + i]) * gy[o];
        }
    }

    /// <inheritdoc/>
    internal override FastForm? Fast(ReadOnlySpan<TensorShape> inputs, Layout given) => new(new FastLinear(_weight, _bias), Layout.Planar, Layout.Planar);

    /// <inheritdoc/>
    internal override ReceptiveField Field(ReceptiveField input, TensorShape shape) => ReceptiveField.Everything;

    /// <inheritdoc/>
    internal override long MultiplyAdds(TensorShape output) => _weight.Length;

    /// <inheritdoc/>
    internal override Layer Reweigh(Func<float, float> weight, Func<float, float> bias) =>
        new Linear(_inputs, _outputs, Array.ConvertAll(_weight, w => weight(w)), Array.ConvertAll(_bias, b => bias(b)));

    /// <inheritdoc/>
    internal override Layer Randomize(Random random) => new Linear(_inputs, _outputs, RandomWeights.Like(_weight, random), _bias);

    /// <summary>The same layer followed by scale · y + shift.</summary>
    internal Linear Fold(ScaleShift affine)
    {
        var (weight, bias) = affine.FoldInto(_weight, _bias);
        return new Linear(_inputs, _outputs, weight, bias);
    }
}
