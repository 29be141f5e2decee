using System.Buffers;
using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;
using SaliencyPS.Threads;

namespace SaliencyPS.Engines.Managed.Blocked;

/// <summary>
/// A fully connected layer of planar tensors. Its time is that of fetching the weights, so each is fetched once for the whole
/// batch, and rows whose gradient is zero everywhere (behind a rectifier most are) not at all.
/// </summary>
internal sealed unsafe class BlockedLinear(Linear layer) : SingleStep
{
    private readonly int _inputs = layer.Inputs, _outputs = layer.Outputs;

    protected override void Forward(StepPass<float> pass)
    {
        const int Groups = 4; // of rows in a work item
        var chunks = new Chunks(_outputs, Groups * LinearKernel.Rows);
        pass.Parallel.For(chunks.Count, item =>
        {
            for (var row = chunks.Start(item); row < chunks.End(item); row += LinearKernel.Rows)
                Rows(pass.Inputs[0], pass.Output, row);
        });
    }

    protected override void Backward(StepPass<float> pass)
    {
        var gy = pass.OutputGradient;
        var buffer = ArrayPool<int>.Shared.Rent(_outputs);
        var count = 0;
        for (var row = 0; row < _outputs; row++)
            for (var g = 0; g < gy.Batch; g++)
            {
                if (gy.Span[g * _outputs + row] == 0) continue;
                buffer[count++] = row;
                break;
            }

        // Few columns stay in the first-level cache, many keep the streams long; two items per thread at least.
        var chunks = new Chunks(_inputs,
            Math.Clamp((_inputs / (2 * pass.Parallel.Threads) + 63) / 64 * 64, 64, 16 * LinearKernel.Columns));
        pass.Parallel.For(chunks.Count,
            item => Columns(buffer.AsSpan(0, count), gy, pass.InputGradients[0], chunks.Start(item), chunks.End(item)));
        ArrayPool<int>.Shared.Return(buffer);
    }

    // Eight outputs (or those that are left) of all samples.
    private void Rows(Tensor<float> x, Tensor<float> y, int first)
    {
        var whole = _inputs / 16 * 16;
        var length = x.Batch * LinearKernel.Rows * 16;
        var sums = ArrayPool<float>.Shared.Rent(length);
        sums.AsSpan(0, length).Clear();
        var rows = stackalloc float*[LinearKernel.Rows];
        fixed (float* w = layer.Weight.Span, source = x.Span, s = sums)
        {
            for (var i = 0; i < whole; i += LinearKernel.Columns)
            {
                for (var r = 0; r < LinearKernel.Rows; r++) rows[r] = w + (long)Math.Min(first + r, _outputs - 1) * _inputs + i;
                for (var n = 0; n < x.Batch; n++)
                    LinearKernel.Dot(rows, source + (long)n * _inputs + i, Math.Min(LinearKernel.Columns, whole - i),
                        s + n * LinearKernel.Rows * 16);
            }

            for (var n = 0; n < x.Batch; n++)
                for (var row = first; row < Math.Min(first + LinearKernel.Rows, _outputs); row++)
                {
                    var sum = layer.Bias[row] + LinearKernel.Sum(s + (n * LinearKernel.Rows + row - first) * 16);
                    for (var i = whole; i < _inputs; i++)
                        sum = MathF.FusedMultiplyAdd(w[(long)row * _inputs + i], source[(long)n * _inputs + i], sum);
                    y.Sample(n)[row] = sum;
                }
        }

        ArrayPool<float>.Shared.Return(sums);
    }

    // The gradient of a range of inputs of all samples; missing rows of the last eight have the factor 0.
    private void Columns(ReadOnlySpan<int> active, Tensor<float> gy, Tensor<float> gx, int first, int end)
    {
        var rows = stackalloc float*[LinearKernel.Rows];
        var factors = stackalloc float[LinearKernel.Rows];
        fixed (float* w = layer.Weight.Span, target = gx.Span)
        {
            for (var g = 0; g < gx.Batch; g++) gx.Sample(g)[first..end].Clear();
            for (var group = 0; group < active.Length; group += LinearKernel.Rows)
                for (var i = first; i < end; i += LinearKernel.Columns)
                    for (var g = 0; g < gx.Batch; g++)
                    {
                        for (var r = 0; r < LinearKernel.Rows; r++)
                        {
                            var row = active[Math.Min(group + r, active.Length - 1)];
                            rows[r] = w + (long)row * _inputs + i;
                            factors[r] = group + r < active.Length ? gy.Span[g * _outputs + row] : 0;
                        }

                        LinearKernel.Combine(rows, factors, target + (long)g * _inputs + i,
                            Math.Min(LinearKernel.Columns, end - i));
                    }
        }
    }
}
