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
        nint length = _length, whole = length / 16 * 16;
        var center = _centered ? Sum(x, length) / length : 0;
        var mean = Vector512.Create((float)center);
        // What the mean lost when it was rounded, counted back.
        var lost = center - (float)center;
        var factor = (float)(1 / Math.Sqrt(Squares(x, length, (float)center) / length - lost * lost + _epsilon));
        var factors = Vector512.Create(factor);
        fixed (float* scale = _scale, shift = _shift)
        {
            for (nint i = 0; i < whole; i += 16)
                Vector512.FusedMultiplyAdd((Vector512.Load(x + i) - mean) * factors, Vector512.Load(scale + i),
                    Vector512.Load(shift + i)).Store(y + i);
            for (var i = whole; i < length; i++)
                y[i] = MathF.FusedMultiplyAdd((x[i] - (float)center) * factor, scale[i], shift[i]);
        }

        return ((float)center, factor);
    }

    // (gx̂ − mean(gx̂) − x̂ · mean(gx̂ · x̂)) / σ with gx̂ = gy · scale and x̂ = (x − center) / σ; the first mean only where x is
    // centered.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Backward(float* gy, float* gx, float* x, float center, float factor)
    {
        nint length = _length, whole = length / 16 * 16;
        var (sum, product) = Sums(gy, gx, x, center, factor);
        float mean = _centered ? (float)(sum / length) : 0, slope = -(float)(product / length);
        Vector512<float> centers = Vector512.Create(center), factors = Vector512.Create(factor), means = Vector512.Create(mean),
            slopes = Vector512.Create(slope);
        for (nint i = 0; i < whole; i += 16)
        {
            var normalized = (Vector512.Load(x + i) - centers) * factors;
            (Vector512.FusedMultiplyAdd(normalized, slopes, Vector512.Load(gx + i) - means) * factors).Store(gx + i);
        }

        for (var i = whole; i < length; i++)
            gx[i] = MathF.FusedMultiplyAdd((x[i] - center) * factor, slope, gx[i] - mean) * factor;
    }

    // gx = gx̂; the sums of gx̂ and gx̂ · x̂.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (double Sum, double Product) Sums(float* gy, float* gx, float* x, float center, float factor)
    {
        nint length = _length, whole = length / 16 * 16;
        Vector512<float> centers = Vector512.Create(center), factors = Vector512.Create(factor);
        WideSum sum = default, product = default;
        double rest = 0, restOfProduct = 0;
        fixed (float* scale = _scale)
        {
            for (nint i = 0; i < whole; i += 16)
            {
                var scaled = Vector512.Load(gy + i) * Vector512.Load(scale + i);
                scaled.Store(gx + i);
                sum.Add(scaled);
                product.Add(scaled * ((Vector512.Load(x + i) - centers) * factors));
            }

            for (var i = whole; i < length; i++)
            {
                gx[i] = gy[i] * scale[i];
                rest += gx[i];
                restOfProduct += (double)(gx[i] * ((x[i] - center) * factor));
            }
        }

        return (sum.Total + rest, product.Total + restOfProduct);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Sum(float* x, nint length)
    {
        var (sum, whole, rest) = (new WideSum(), length / 16 * 16, 0.0);
        for (nint i = 0; i < whole; i += 16) sum.Add(Vector512.Load(x + i));
        for (var i = whole; i < length; i++) rest += x[i];
        return sum.Total + rest;
    }

    // Σ (x − center)²
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Squares(float* x, nint length, float center)
    {
        var (sum, whole, rest, centers) = (new WideSum(), length / 16 * 16, 0.0, Vector512.Create(center));
        for (nint i = 0; i < whole; i += 16)
        {
            var difference = Vector512.Load(x + i) - centers;
            sum.Add(difference * difference);
        }

        for (var i = whole; i < length; i++) rest += (double)(x[i] - center) * (x[i] - center);
        return sum.Total + rest;
    }
}
