using SaliencyPS.Engines.Managed.Kernels;
using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;
using SaliencyPS.Threads;

namespace SaliencyPS.Engines.Managed.Rows;

/// <summary>
/// <see cref="MatMul"/>: Y = A · B, gA = gY · Bᵀ, gB = Aᵀ · gY for each pair of matrices, the right side packed for the time of
/// one product.
/// </summary>
internal sealed unsafe class RowMatMul : SingleStep
{
    private readonly int _matrices, _rows, _depth, _columns;

    /// <summary>Prepares for inputs of these shapes.</summary>
    public RowMatMul(TensorShape left, TensorShape right)
    {
        (_rows, _depth, _columns) = (left.Sizes[^2], left.Sizes[^1], right.Sizes[^1]);
        _matrices = left.Length / Math.Max(1, _rows * _depth);
    }

    public override bool KeepsInputs => true;

    protected override void Forward(StepPass<float> pass) => Run(pass.Output.Batch, _rows, pass.Parallel, (n, m, from, to) =>
    {
        using var scratch = new Scratch(PackedColumns.Length(_depth, _columns));
        fixed (float* a = pass.Inputs[0].Sample(n), b = pass.Inputs[1].Sample(n), y = pass.Output.Sample(n))
            RowProduct.Run(a + (nint)(m * _rows + from) * _depth, _depth, to - from,
                PackedColumns.OfRows(b + (nint)m * _depth * _columns, _columns, _depth, _columns, scratch.Pointer),
                y + (nint)(m * _rows + from) * _columns, _columns);
    });

    protected override void Backward(StepPass<float> pass)
    {
        if (!pass.InputGradients[0].Memory.IsEmpty) Left(pass);
        if (!pass.InputGradients[1].Memory.IsEmpty) Right(pass);
    }

    // gA = gY · Bᵀ, row by row 0 where gY is.
    private void Left(StepPass<float> pass) => Run(pass.OutputGradient.Batch, _rows, pass.Parallel, (g, m, from, to) =>
    {
        var (first, last) = Filled(pass.OutputGradient.Sample(g), m);
        var target = pass.InputGradients[0].Sample(g).Slice((m * _rows + from) * _depth, (to - from) * _depth);
        (first, last) = (Math.Clamp(first, from, to), Math.Clamp(last, from, to));
        target[..((first - from) * _depth)].Clear();
        target[((last - from) * _depth)..].Clear();
        if (first == last) return;
        using var scratch = new Scratch(PackedColumns.Length(_columns, _depth));
        fixed (float* gy = pass.OutputGradient.Sample(g), ga = target, b = pass.Inputs[1].Sample(g / pass.GradientsPerSample))
            RowProduct.Run(gy + (nint)(m * _rows + first) * _columns, _columns, last - first,
                PackedColumns.OfColumns(b + (nint)m * _depth * _columns, _columns, _columns, _depth, scratch.Pointer),
                ga + (nint)(first - from) * _depth, _depth);
    });

    // gB = Aᵀ · gY
    private void Right(StepPass<float> pass) => Run(pass.OutputGradient.Batch, _depth, pass.Parallel, (g, m, from, to) =>
    {
        var (first, last) = Filled(pass.OutputGradient.Sample(g), m);
        var rows = last - first;
        using var scratch = new Scratch(PackedColumns.Length(rows, _columns));
        using var transposed = new Scratch((to - from) * rows);
        fixed (float* gy = pass.OutputGradient.Sample(g), gb = pass.InputGradients[1].Sample(g),
            a = pass.Inputs[0].Sample(g / pass.GradientsPerSample))
        {
            Transposition.Run(a + (nint)(m * _rows + first) * _depth + from, _depth, transposed.Pointer, rows, rows, to - from);
            RowProduct.Run(transposed.Pointer, rows, to - from,
                PackedColumns.OfRows(gy + (nint)(m * _rows + first) * _columns, _columns, rows, _columns, scratch.Pointer),
                gb + (nint)(m * _depth + from) * _columns, _columns);
        }
    });

    private (int First, int End) Filled(ReadOnlySpan<float> gradient, int matrix) =>
        RowItems.Filled(gradient.Slice(matrix * _rows * _columns, _rows * _columns), _columns);

    // A work item is a range of rows of one result; where matrices are few, each is cut.
    private void Run(int batch, int rows, Parallelism parallel, Action<int, int, int, int> body)
    {
        var tiles = (rows + ProductKernel.Rows - 1) / ProductKernel.Rows;
        var parts = Math.Clamp(WorkShares.Count(1, Math.Max(1, batch * _matrices), parallel.Threads), 1, Math.Max(1, tiles));
        parallel.For(batch * _matrices * parts, item =>
        {
            var (rest, part) = Math.DivRem(item, parts);
            var (n, m) = Math.DivRem(rest, _matrices);
            body(n, m, WorkShares.Start(part, parts, tiles) * ProductKernel.Rows,
                Math.Min(rows, WorkShares.Start(part + 1, parts, tiles) * ProductKernel.Rows));
        });
    }
}
