using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SaliencyPS.Engines.Managed.Kernels;
using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Engines.Managed.Rows;

/// <summary>
/// <see cref="LayerNormalization"/>, row by row; sums in double precision, because a row may be a whole feature map. Saved: the
/// mean and 1/σ of each row.
/// </summary>
internal sealed unsafe class RowLayerNormalization : SingleStep
{
    private readonly int _length;
    private readonly float _epsilon;
    private readonly bool _centered;
    private readonly float[] _scale, _shift;

    /// <summary>Prepares for inputs of one shape.</summary>
    public RowLayerNormalization(LayerNormalization layer, TensorShape input)
    {
        (_length, _epsilon, _centered) = (layer.Length(input), layer.Epsilon, layer.Centered);
        (_scale, _shift) = (new float[_length], new float[_length]);
        if (layer.Scale is null) Array.Fill(_scale, 1);
        else layer.Scale.Span.CopyTo(_scale);
        layer.Shift?.Span.CopyTo(_shift);
    }

    public override bool KeepsInputs => true;

    public override int SavedBytes(ReadOnlySpan<TensorShape> inputs, int elementSize) =>
        2 * (inputs[0].Length / _length) * elementSize;

    protected override void Forward(StepPass<float> pass) =>
        RowItems.Run(pass.Output.Batch, pass.Output.Shape.Length / _length, _length, pass.Parallel, (n, first, last) =>
        {
            var saved = pass.SavedOf<float>(n);
            fixed (float* x = pass.Inputs[0].Sample(n), y = pass.Output.Sample(n))
                for (var row = first; row < last; row++)
                {
                    var (mean, factor) = Forward(x + (nint)row * _length, y + (nint)row * _length);
                    if (!saved.IsEmpty) (saved[2 * row], saved[2 * row + 1]) = (mean, factor);
                }
        });

    protected override void Backward(StepPass<float> pass)
    {
        var length = pass.OutputGradient.Shape.Length;
        RowItems.Run(pass.OutputGradient.Batch, length / _length, _length, pass.Parallel, (g, first, last) =>
        {
            var saved = pass.SavedOf<float>(g / pass.GradientsPerSample);
            fixed (float* gy = pass.OutputGradient.Sample(g), gx = pass.InputGradients[0].Sample(g),
                x = pass.Inputs[0].Sample(g / pass.GradientsPerSample))
                for (var row = first; row < last; row++)
                {
                    var at = (nint)row * _length;
                    Backward(gy + at, gx + at, x + at, saved[2 * row], saved[2 * row + 1]);
                }
        });
    }

    // One row; returns its mean and 1/σ.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (float Mean, float Factor) Forward(float* x, float* y)
    {
        nint length = _length;
        double center = 0;
        if (_centered)
        {
            var sum = new WideSum();
            for (nint i = 0; i < length; i += 16) sum.Add(PartialVector.Load(x + i, length - i));
            center = sum.Total / length;
        }

        var mean = Vector512.Create((float)center);
        var squares = new WideSum();
        nint at = 0;
        for (; at <= length - 16; at += 16)
        {
            var difference = Vector512.Load(x + at) - mean;
            squares.Add(difference * difference);
        }

        var total = squares.Total;
        for (; at < length; at++) total += (double)(x[at] - (float)center) * (x[at] - (float)center);
        // What the mean lost when it was rounded, counted back.
        var lost = center - (float)center;
        var factor = (float)(1 / Math.Sqrt(total / length - lost * lost + _epsilon));
        var factors = Vector512.Create(factor);
        fixed (float* scale = _scale, shift = _shift)
            for (nint i = 0; i < length; i += 16)
            {
                var value = (PartialVector.Load(x + i, length - i) - mean) * factors;
                PartialVector.Store(y + i, Vector512.FusedMultiplyAdd(value, PartialVector.Load(scale + i, length - i),
                    PartialVector.Load(shift + i, length - i)), length - i);
            }

        return ((float)center, factor);
    }

    // (gx̂ − mean(gx̂) − x̂ · mean(gx̂ · x̂)) / σ with gx̂ = gy · scale and x̂ = (x − center) / σ; the first mean only where x is
    // centered.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Backward(float* gy, float* gx, float* x, float center, float factor)
    {
        nint length = _length;
        Vector512<float> centers = Vector512.Create(center), factors = Vector512.Create(factor);
        WideSum sum = default, product = default;
        fixed (float* scale = _scale)
            for (nint i = 0; i < length; i += 16)
            {
                var scaled = PartialVector.Load(gy + i, length - i) * PartialVector.Load(scale + i, length - i);
                PartialVector.Store(gx + i, scaled, length - i);
                sum.Add(scaled);
                product.Add(scaled * ((PartialVector.Load(x + i, length - i) - centers) * factors));
            }

        Vector512<float> mean = Vector512.Create(_centered ? (float)(sum.Total / length) : 0),
            slope = Vector512.Create(-(float)(product.Total / length));
        for (nint i = 0; i < length; i += 16)
        {
            var normalized = (PartialVector.Load(x + i, length - i) - centers) * factors;
            var rest = Vector512.FusedMultiplyAdd(normalized, slope, PartialVector.Load(gx + i, length - i) - mean);
            PartialVector.Store(gx + i, rest * factors, length - i);
        }
    }
}
