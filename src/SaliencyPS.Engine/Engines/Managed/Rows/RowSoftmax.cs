using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SaliencyPS.Engines.Managed.Kernels;
using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Engines.Managed.Rows;

/// <summary>
/// <see cref="Softmax"/>: sixteen elements of a row at once along the last axis, sixteen neighboring positions at once along
/// another.
/// </summary>
internal sealed unsafe class RowSoftmax : SingleStep
{
    // e^x is no normal number below; so far under the largest, a value counts as nothing.
    private const float Lowest = -87;

    private readonly int _count, _inner;

    /// <summary>Prepares for inputs of one shape.</summary>
    public RowSoftmax(Softmax layer, TensorShape input)
    {
        (_count, _inner) = (input[layer.Axis], 1);
        for (var axis = layer.Axis + 1; axis < input.Rank; axis++) _inner *= input[axis];
    }

    public override bool KeepsResult => true;

    protected override void Forward(StepPass<float> pass) => Run(pass, pass.Output, (n, at, positions) =>
    {
        fixed (float* x = pass.Inputs[0].Sample(n), y = pass.Output.Sample(n))
            if (_inner == 1) Row(x + at, y + at);
            else Columns(x + at, y + at, positions);
    });

    protected override void Backward(StepPass<float> pass) => Run(pass, pass.OutputGradient, (g, at, positions) =>
    {
        fixed (float* gy = pass.OutputGradient.Sample(g), gx = pass.InputGradients[0].Sample(g),
            y = pass.Output.Sample(g / pass.GradientsPerSample))
            if (_inner == 1) RowGradient(gy + at, gx + at, y + at);
            else ColumnsGradient(gy + at, gx + at, y + at, positions);
    });

    // A row, or sixteen positions of the axes behind.
    private void Run(StepPass<float> pass, Tensor<float> result, Action<int, nint, int> body)
    {
        var (chunks, outer) = ((_inner + 15) / 16, result.Shape.Length / (_count * _inner));
        RowItems.Run(result.Batch, outer * chunks, _count * Math.Min(16, _inner), pass.Parallel, (n, first, last) =>
        {
            for (var item = first; item < last; item++)
            {
                var (row, chunk) = Math.DivRem(item, chunks);
                body(n, (nint)row * _count * _inner + chunk * 16, Math.Min(16, _inner - chunk * 16));
            }
        });
    }

    private void Row(float* x, float* y)
    {
        var (largest, whole) = (PartialVector.Largest(x, _count), _count / 16 * 16);
        Powers(x, y, whole, largest);
        if (whole < _count)
        {
            var rest = stackalloc float[16];
            PartialVector.Load(x + whole, _count - whole).Store(rest);
            Powers(rest, rest, 16, largest);
            new Span<float>(rest, _count - whole).CopyTo(new(y + whole, _count - whole));
        }

        Divide(y, _count, Sum(y, _count));
    }

    // Loops of their own: in one method with the rest the compiler would stop inlining what they consist of.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Powers(float* x, float* y, nint length, float largest)
    {
        var subtrahend = Vector512.Create(largest);
        for (nint i = 0; i < length; i += 16) Power(Vector512.Load(x + i) - subtrahend).Store(y + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static double Sum(float* y, nint length)
    {
        var (sum, whole, rest) = (new WideSum(), length / 16 * 16, 0.0);
        for (nint i = 0; i < whole; i += 16) sum.Add(Vector512.Load(y + i));
        for (var i = whole; i < length; i++) rest += y[i];
        return sum.Total + rest;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Divide(float* y, nint length, double sum)
    {
        var factor = (float)(1 / sum);
        var factors = Vector512.Create(factor);
        nint i = 0;
        for (; i <= length - 16; i += 16) (Vector512.Load(y + i) * factors).Store(y + i);
        for (; i < length; i++) y[i] *= factor;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void RowGradient(float* gy, float* gx, float* y)
    {
        nint length = _count, whole = length / 16 * 16;
        var dot = (float)Dot(gy, y, length);
        var dots = Vector512.Create(dot);
        for (nint i = 0; i < whole; i += 16) (Vector512.Load(y + i) * (Vector512.Load(gy + i) - dots)).Store(gx + i);
        for (var i = whole; i < length; i++) gx[i] = y[i] * (gy[i] - dot);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Dot(float* a, float* b, nint length)
    {
        var (sum, whole, rest) = (new WideSum(), length / 16 * 16, 0.0);
        for (nint i = 0; i < whole; i += 16) sum.Add(Vector512.Load(a + i) * Vector512.Load(b + i));
        for (var i = whole; i < length; i++) rest += (double)(a[i] * b[i]);
        return sum.Total + rest;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Columns(float* x, float* y, int positions)
    {
        nint step = _inner, end = step * _count;
        var largest = PartialVector.Load(x, positions);
        for (nint i = 0; i < end; i += step) largest = Vector512.Max(largest, PartialVector.Load(x + i, positions));
        var sum = new WideSum();
        for (nint i = 0; i < end; i += step)
        {
            var value = Power(PartialVector.Load(x + i, positions) - largest);
            PartialVector.Store(y + i, value, positions);
            sum.Add(value);
        }

        var factor = Vector512<float>.One / sum.Lanes;
        for (nint i = 0; i < end; i += step)
            PartialVector.Store(y + i, PartialVector.Load(y + i, positions) * factor, positions);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ColumnsGradient(float* gy, float* gx, float* y, int positions)
    {
        nint step = _inner, end = step * _count;
        var sum = new WideSum();
        for (nint i = 0; i < end; i += step)
            sum.Add(PartialVector.Load(gy + i, positions) * PartialVector.Load(y + i, positions));
        var dot = sum.Lanes;
        for (nint i = 0; i < end; i += step)
            PartialVector.Store(gx + i,
                PartialVector.Load(y + i, positions) * (PartialVector.Load(gy + i, positions) - dot), positions);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Power(Vector512<float> x) => Vector512.ConditionalSelect(
        Vector512.LessThan(x, Vector512.Create(Lowest)), Vector512<float>.Zero, Exponential.Of(x));
}
