using SaliencyPS.Engines.Managed.Kernels;
using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Tensors;

namespace SaliencyPS.Engines.Managed.Rows;

/// <summary>Product of two inputs in which axes of length 1 are repeated.</summary>
internal sealed unsafe class RowMultiply(TensorShape full, TensorShape left, TensorShape right) : SingleStep
{
    private readonly BroadcastRuns _runs = new(full, left, right);

    public override bool KeepsInputs => true;

    protected override void Forward(StepPass<float> pass) =>
        RowItems.Run(pass.Output.Batch, _runs.Count, _runs.Length, pass.Parallel, (n, first, last) =>
        {
            fixed (float* y = pass.Output.Sample(n), a = pass.Inputs[0].Sample(n), b = pass.Inputs[1].Sample(n))
                for (var run = first; run < last; run++)
                    RowArithmetic.Multiply(y + (nint)run * _runs.Length, a + _runs.Left[run], _runs.LeftRepeats,
                        b + _runs.Right[run], _runs.RightRepeats, _runs.Length);
        });

    protected override void Backward(StepPass<float> pass)
    {
        if (!pass.InputGradients[0].Memory.IsEmpty)
            Backward(pass, pass.InputGradients[0], _runs.LeftRepeats, pass.Inputs[1], _runs.RightRepeats, isLeft: true);
        if (!pass.InputGradients[1].Memory.IsEmpty)
            Backward(pass, pass.InputGradients[1], _runs.RightRepeats, pass.Inputs[0], _runs.LeftRepeats, isLeft: false);
    }

    private void Backward(StepPass<float> pass, Tensor<float> gradient, bool repeats, Tensor<float> other, bool factorRepeats,
        bool isLeft)
    {
        var whole = gradient.Shape.Length == full.Length;
        var (rows, length) = whole ? (_runs.Count, _runs.Length) : (1, full.Length);
        // Runs that are added to one place must come in their order: then a gradient is one work item.
        RowItems.Run(gradient.Batch, rows, length, pass.Parallel, (g, first, last) =>
        {
            ReadOnlySpan<int> targets = isLeft ? _runs.Left : _runs.Right, sources = isLeft ? _runs.Right : _runs.Left;
            if (!whole)
            {
                gradient.Sample(g).Clear();
                last = _runs.Count;
            }

            fixed (float* gy = pass.OutputGradient.Sample(g), gx = gradient.Sample(g),
                factors = other.Sample(g / pass.GradientsPerSample))
                for (var run = first; run < last; run++)
                {
                    float* from = gy + (nint)run * _runs.Length, to = gx + targets[run], factor = factors + sources[run];
                    if (whole) RowArithmetic.Multiply(to, from, false, factor, factorRepeats, _runs.Length);
                    else if (!repeats) RowArithmetic.AddProduct(to, from, factor, factorRepeats, _runs.Length);
                    else *to += factorRepeats ? *factor * RowArithmetic.Sum(from, _runs.Length)
                        : RowArithmetic.Dot(from, factor, _runs.Length);
                }
        });
    }
}
