using System.Runtime.CompilerServices;
using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Engines.Managed.Rows;

/// <summary>
/// <see cref="Concat"/> of planar tensors: a row of the result, for each index of the axes before the one along which they are
/// joined, is a run of every input.
/// </summary>
internal sealed unsafe class RowConcat : SingleStep
{
    private readonly int[] _lengths, _starts;
    private readonly int _rows, _row;

    /// <summary>Prepares for inputs of these shapes.</summary>
    public RowConcat(Concat layer, ReadOnlySpan<TensorShape> inputs)
    {
        (_lengths, _starts) = (new int[inputs.Length], new int[inputs.Length]);
        for (var i = 0; i < inputs.Length; _row += _lengths[i++])
        {
            (_lengths[i], _starts[i]) = (1, _row);
            for (var axis = layer.Axis; axis < inputs[i].Rank; axis++) _lengths[i] *= inputs[i][axis];
        }

        _rows = inputs[0].Length / Math.Max(1, _lengths[0]);
    }

    protected override void Forward(StepPass<float> pass) =>
        RowItems.Run(pass.Output.Batch, _rows, _row, pass.Parallel, (n, first, last) =>
        {
            fixed (float* y = pass.Output.Sample(n))
                for (var i = 0; i < _lengths.Length; i++)
                    fixed (float* x = pass.Inputs[i].Sample(n))
                        Copy(x + (nint)first * _lengths[i], _lengths[i], y + (nint)first * _row + _starts[i], _row, _lengths[i],
                            last - first);
        });

    protected override void Backward(StepPass<float> pass) =>
        RowItems.Run(pass.OutputGradient.Batch, _rows, _row, pass.Parallel, (g, first, last) =>
        {
            fixed (float* gy = pass.OutputGradient.Sample(g))
                for (var i = 0; i < _lengths.Length; i++)
                {
                    if (pass.InputGradients[i].Memory.IsEmpty) continue;
                    fixed (float* gx = pass.InputGradients[i].Sample(g))
                        Copy(gy + (nint)first * _row + _starts[i], _row, gx + (nint)first * _lengths[i], _lengths[i], _lengths[i],
                            last - first);
                }
        });

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Copy(float* from, nint fromStep, float* to, nint toStep, int length, int rows)
    {
        if (length == 1)
            for (var row = 0; row < rows; row++, from += fromStep, to += toStep) *to = *from;
        else
            for (var row = 0; row < rows; row++, from += fromStep, to += toStep)
                new ReadOnlySpan<float>(from, length).CopyTo(new(to, length));
    }
}
