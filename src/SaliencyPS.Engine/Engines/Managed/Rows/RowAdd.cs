using SaliencyPS.Engines.Managed.Kernels;
using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Tensors;

namespace SaliencyPS.Engines.Managed.Rows;

/// <summary>Sum of two inputs in which axes of length 1 are repeated.</summary>
internal sealed unsafe class RowAdd(TensorShape full, TensorShape left, TensorShape right) : SingleStep
{
    private readonly BroadcastRuns _runs = new(full, left, right);

    protected override void Forward(StepPass<float> pass) =>
        RowItems.Run(pass.Output.Batch, _runs.Count, _runs.Length, pass.Parallel, (n, first, last) =>
        {
            fixed (float* y = pass.Output.Sample(n), a = pass.Inputs[0].Sample(n), b = pass.Inputs[1].Sample(n))
                for (var run = first; run < last; run++)
                    RowArithmetic.Add(y + (nint)run * _runs.Length, a + _runs.Left[run], _runs.LeftRepeats, b + _runs.Right[run],
                        _runs.RightRepeats, _runs.Length);
        });

    protected override void Backward(StepPass<float> pass)
    {
        for (var side = 0; side < 2; side++)
        {
            var gradient = pass.InputGradients[side];
            if (gradient.Memory.IsEmpty) continue;
            var (repeats, isLeft) = (side == 0 ? _runs.LeftRepeats : _runs.RightRepeats, side == 0);
            // Runs that are added to one place must come in their order, so a gradient is one work item.
            pass.Parallel.For(gradient.Batch, g =>
            {
                var starts = isLeft ? _runs.Left : _runs.Right;
                fixed (float* gy = pass.OutputGradient.Sample(g), gx = gradient.Sample(g))
                {
                    if (gradient.Shape.Length == pass.OutputGradient.Shape.Length)
                    {
                        pass.OutputGradient.Sample(g).CopyTo(gradient.Sample(g));
                        return;
                    }

                    gradient.Sample(g).Clear();
                    for (var run = 0; run < _runs.Count; run++)
                    {
                        float* from = gy + (nint)run * _runs.Length, to = gx + starts[run];
                        if (repeats) *to += RowArithmetic.Sum(from, _runs.Length);
                        else RowArithmetic.Add(to, to, false, from, false, _runs.Length);
                    }
                }
            });
        }
    }
}
