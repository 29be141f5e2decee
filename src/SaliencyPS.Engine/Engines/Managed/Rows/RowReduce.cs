using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SaliencyPS.Engines.Managed.Kernels;
using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Engines.Managed.Rows;

/// <summary>
/// <see cref="Reduce"/>: a sum, mean or norm of a row where the reduced axes are the last ones, and of sixteen neighboring
/// positions at once where others are behind. Saved: the derivative by each element, where it depends on x.
/// </summary>
internal sealed unsafe class RowReduce : SingleStep
{
    private readonly ReduceKind _kind;
    private readonly int _outer, _count, _inner;

    /// <summary>Prepares for inputs of one shape.</summary>
    public RowReduce(Reduce layer, TensorShape input)
    {
        _kind = layer.Kind;
        (_outer, _count, _inner) = layer.Parts(input);
    }

    /// <summary>Whether there is a fast step for a kind of reduction.</summary>
    public static bool Supports(ReduceKind kind) => kind is ReduceKind.Sum or ReduceKind.Mean or ReduceKind.Norm;

    public override int SavedBytes(ReadOnlySpan<TensorShape> inputs, int elementSize) =>
        _kind == ReduceKind.Norm ? checked(inputs[0].Length * elementSize) : 0;

    protected override void Forward(StepPass<float> pass)
    {
        var (chunks, saves) = ((_inner + 15) / 16, _kind == ReduceKind.Norm);
        RowItems.Run(pass.Output.Batch, _outer * chunks, _count * Math.Min(16, _inner), pass.Parallel, (n, first, last) =>
        {
            fixed (float* x = pass.Inputs[0].Sample(n), y = pass.Output.Sample(n), s = saves ? pass.SavedOf<float>(n) : [])
                for (var item = first; item < last; item++)
                {
                    var (row, chunk) = Math.DivRem(item, chunks);
                    var at = (nint)row * _count * _inner + chunk * 16;
                    var result = y + (nint)row * _inner + chunk * 16;
                    var slopes = s is null ? null : s + at;
                    if (_inner == 1) *result = Row(x + at, slopes);
                    else Columns(x + at, result, slopes, _inner - chunk * 16);
                }
        });
    }

    protected override void Backward(StepPass<float> pass)
    {
        var (share, saves) = (_kind == ReduceKind.Mean ? 1f / _count : 1f, _kind == ReduceKind.Norm);
        RowItems.Run(pass.OutputGradient.Batch, _outer * _count, _inner, pass.Parallel, (g, first, last) =>
        {
            fixed (float* gy = pass.OutputGradient.Sample(g), gx = pass.InputGradients[0].Sample(g),
                s = saves ? pass.SavedOf<float>(g / pass.GradientsPerSample) : [])
                if (_inner == 1) SpreadRow(gy, gx, s, share, first, last);
                else
                    for (var row = first; row < last; row++)
                        Spread(gy + (nint)(row / _count) * _inner, gx + (nint)row * _inner,
                            s is null ? null : s + (nint)row * _inner, share);
        });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private float Row(float* x, float* slopes)
    {
        var sum = new WideSum();
        for (nint i = 0; i < _count; i += 16)
        {
            var value = PartialVector.Load(x + i, _count - i);
            sum.Add(_kind == ReduceKind.Norm ? value * value : value);
        }

        var result = (float)(_kind switch
        {
            ReduceKind.Mean => sum.Total / _count,
            ReduceKind.Norm => Math.Sqrt(sum.Total),
            _ => sum.Total,
        });
        if (slopes is null) return result;
        var factor = Vector512.Create(result == 0 ? 0 : 1 / result);
        for (nint i = 0; i < _count; i += 16)
            PartialVector.Store(slopes + i, PartialVector.Load(x + i, _count - i) * factor, _count - i);
        return result;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Columns(float* x, float* y, float* slopes, int positions)
    {
        nint step = _inner, end = step * _count;
        var sum = new WideSum();
        for (nint i = 0; i < end; i += step)
        {
            var value = PartialVector.Load(x + i, positions);
            sum.Add(_kind == ReduceKind.Norm ? value * value : value);
        }

        var result = sum.Lanes;
        if (_kind == ReduceKind.Mean) result /= Vector512.Create((float)_count);
        if (_kind == ReduceKind.Norm) result = Vector512.Sqrt(result);
        PartialVector.Store(y, result, positions);
        if (slopes is null) return;
        var factor = Vector512.ConditionalSelect(Vector512.Equals(result, Vector512<float>.Zero), result,
            Vector512<float>.One / result);
        for (nint i = 0; i < end; i += step)
            PartialVector.Store(slopes + i, PartialVector.Load(x + i, positions) * factor, positions);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Spread(float* gy, float* gx, float* slopes, float share)
    {
        var shares = Vector512.Create(share);
        for (nint i = 0; i < _inner; i += 16)
            PartialVector.Store(gx + i, PartialVector.Load(gy + i, _inner - i)
                * (slopes is null ? shares : PartialVector.Load(slopes + i, _inner - i)), _inner - i);
    }

    // Elements first … last − 1, of which every _count share a gradient.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SpreadRow(float* gy, float* gx, float* slopes, float share, int first, int last)
    {
        for (nint i = first; i < last;)
        {
            var row = i / _count;
            var end = Math.Min(last, (row + 1) * _count);
            var gradient = Vector512.Create(gy[row]);
            for (; i < end; i += 16)
                PartialVector.Store(gx + i, gradient * (slopes is null ? Vector512.Create(share)
                    : PartialVector.Load(slopes + i, end - i)), end - i);
            i = end;
        }
    }
}
