using System.Collections;
using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;
using SaliencyPS.Threads;

namespace SaliencyPS.Engines.Managed.Rows;

/// <summary>
/// <see cref="Gather"/>: matrices that are transposed go by tiles, everything else run by run. On the way back, where an element
/// was copied once at most, the copies go back; otherwise they are added, the first to the last.
/// </summary>
internal sealed unsafe class RowGather : SingleStep
{
    private readonly Gather _layer;
    private readonly TransposedMatrices? _transposed;
    private readonly bool _copiesOnce, _copiesAll;

    /// <summary>Prepares for inputs of one shape.</summary>
    public RowGather(Gather layer, TensorShape input)
    {
        (_layer, _transposed) = (layer, layer.Run == 1 ? TransposedMatrices.Find(layer.Starts.AsSpan()) : null);
        var seen = new BitArray(input.Length);
        (_copiesOnce, var copied) = (true, 0);
        foreach (var start in layer.Starts)
            for (var i = 0; start >= 0 && i < layer.Run; i++, copied++)
            {
                if (seen[start + i]) _copiesOnce = false;
                seen[start + i] = true;
            }

        _copiesAll = _copiesOnce && copied == input.Length;
    }

    protected override void Forward(StepPass<float> pass)
    {
        if (_transposed is null)
            Run(pass.Output.Batch, pass.Parallel, (n, first, last) =>
            {
                Span<float> x = pass.Inputs[0].Sample(n), y = pass.Output.Sample(n);
                var run = _layer.Run;
                var starts = _layer.Starts.AsSpan();
                for (var i = first; i < last; i++)
                {
                    var start = starts[i];
                    if (start < 0) y.Slice(i * run, run).Clear();
                    else if (run == 1) y[i] = x[start];
                    else x.Slice(start, run).CopyTo(y[(i * run)..]);
                }
            });
        else
            _transposed.Run(pass.Output.Batch, pass.Parallel, (n, matrices, part) =>
            {
                fixed (float* x = pass.Inputs[0].Sample(n), y = pass.Output.Sample(n))
                    matrices.Forward(x, y, part);
            });
    }

    protected override void Backward(StepPass<float> pass)
    {
        var (gx, gy) = (pass.InputGradients[0], pass.OutputGradient);
        if (!_copiesAll) gx.Span.Clear();
        if (!_copiesOnce)
            pass.Parallel.For(gy.Batch, g => Add(gy.Sample(g), gx.Sample(g)));
        else if (_transposed is null)
            Run(gy.Batch, pass.Parallel, (g, first, last) =>
            {
                Span<float> from = gy.Sample(g), to = gx.Sample(g);
                var run = _layer.Run;
                var starts = _layer.Starts.AsSpan();
                for (var i = first; i < last; i++)
                {
                    var start = starts[i];
                    if (start < 0) continue;
                    if (run == 1) to[start] = from[i];
                    else from.Slice(i * run, run).CopyTo(to[start..]);
                }
            });
        else
            _transposed.Run(gy.Batch, pass.Parallel, (g, matrices, part) =>
            {
                fixed (float* from = gy.Sample(g), to = gx.Sample(g)) matrices.Backward(from, to, part);
            });
    }

    private void Run(int batch, Parallelism parallel, RowItems.Body body) =>
        RowItems.Run(batch, _layer.Starts.Length, _layer.Run, parallel, body);

    private void Add(Span<float> gy, Span<float> gx)
    {
        var at = 0;
        foreach (var start in _layer.Starts)
        {
            if (start >= 0)
                if (_layer.Run == 1) gx[start] += gy[at];
                else Vectors.Add(gx.Slice(start, _layer.Run), gy.Slice(at, _layer.Run));
            at += _layer.Run;
        }
    }
}
