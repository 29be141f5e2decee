using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SaliencyPS.Engines.Managed.Kernels;
using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;
using SaliencyPS.Threads;

namespace SaliencyPS.Engines.Managed.Rows;

/// <summary>scale · x + shift of planar tensors along any axis.</summary>
internal sealed unsafe class RowScaleShift : SingleStep
{
    private readonly int _count, _inner;

    // One value per index of the axis.
    private readonly float[] _scale, _shift, _none;

    /// <summary>Prepares for inputs of one shape.</summary>
    public RowScaleShift(ScaleShift layer, TensorShape input)
    {
        (_count, _inner) = (input[layer.Axis], layer.Inner(input));
        (_scale, _shift, _none) = (new float[_count], new float[_count], new float[_count]);
        for (var i = 0; i < _count; i++) (_scale[i], _shift[i]) = (layer.ScaleOf(i), layer.ShiftOf(i));
    }

    public override bool InPlace => true;

    protected override void Forward(StepPass<float> pass) => Run(pass.Inputs[0], pass.Output, _shift, pass.Parallel);

    protected override void Backward(StepPass<float> pass) =>
        Run(pass.OutputGradient, pass.InputGradients[0], _none, pass.Parallel);

    private void Run(Tensor<float> x, Tensor<float> y, float[] offset, Parallelism parallel)
    {
        // Along the last axis a row has its values side by side, along another it shares one pair.
        var (length, rows) = _inner == 1 ? (_count, x.Shape.Length / _count) : (_inner, x.Shape.Length / _inner);
        RowItems.Run(x.Batch, rows, length, parallel, (n, first, last) =>
        {
            fixed (float* source = x.Sample(n), target = y.Sample(n), scale = _scale, shift = offset)
                for (var row = first; row < last; row++)
                {
                    float* from = source + (nint)row * length, to = target + (nint)row * length;
                    if (_inner == 1) Row(from, to, scale, shift, length);
                    else Uniform(from, to, scale[row % _count], shift[row % _count], length);
                }
        });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Row(float* x, float* y, float* scale, float* shift, nint length)
    {
        for (nint i = 0; i < length; i += 16)
            PartialVector.Store(y + i, Vector512.FusedMultiplyAdd(PartialVector.Load(x + i, length - i),
                PartialVector.Load(scale + i, length - i), PartialVector.Load(shift + i, length - i)), length - i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Uniform(float* x, float* y, float scale, float shift, nint length)
    {
        Vector512<float> a = Vector512.Create(scale), b = Vector512.Create(shift);
        for (nint i = 0; i < length; i += 16)
            PartialVector.Store(y + i, Vector512.FusedMultiplyAdd(PartialVector.Load(x + i, length - i), a, b), length - i);
    }
}
