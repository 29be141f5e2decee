using System.Numerics;
using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Engines.Managed.Reference;

/// <summary><see cref="MatMul"/>: Y = A · B, gA = gY · Bᵀ, gB = Aᵀ · gY. Saved: A, then B.</summary>
internal sealed class ReferenceMatMul : Step
{
    public override int SavedBytes(ReadOnlySpan<TensorShape> inputs, int elementSize) =>
        checked((inputs[0].Length + inputs[1].Length) * elementSize);

    public override void Forward<T>(StepPass<T> pass)
    {
        var (rows, depth, columns) = (pass.Inputs[0].Shape.Sizes[^2],
            pass.Inputs[0].Shape.Sizes[^1], pass.Output.Shape.Sizes[^1]);
        for (var n = 0; n < pass.Output.Batch; n++)
        {
            Span<T> a = pass.Inputs[0].Sample(n), b = pass.Inputs[1].Sample(n),
                y = pass.Output.Sample(n), saved = pass.SavedOf<T>(n);
            for (var m = 0; m < y.Length / (rows * columns); m++)
                Product(y.Slice(m * rows * columns, rows * columns), rows, columns, depth,
                    a.Slice(m * rows * depth, rows * depth), depth, 1, b.Slice(m * depth * columns, depth * columns), columns, 1);
            if (saved.IsEmpty) continue;
            a.CopyTo(saved);
            b.CopyTo(saved[a.Length..]);
        }
    }

    public override void Backward<T>(StepPass<T> pass)
    {
        var (left, right) = (pass.InputGradients[0], pass.InputGradients[1]);
        var (rows, depth, columns) = (left.Shape.Sizes[^2], left.Shape.Sizes[^1], right.Shape.Sizes[^1]);
        var matrices = pass.OutputGradient.Shape.Length / (rows * columns);
        for (var g = 0; g < pass.OutputGradient.Batch; g++)
        {
            Span<T> gy = pass.OutputGradient.Sample(g), saved = pass.SavedOf<T>(g / pass.GradientsPerSample);
            for (var m = 0; m < matrices; m++)
            {
                var a = saved.Slice(m * rows * depth, rows * depth);
                var b = saved.Slice((matrices * rows + m * columns) * depth, depth * columns);
                var gradient = gy.Slice(m * rows * columns, rows * columns);
                if (!left.Memory.IsEmpty)
                    Product(left.Sample(g).Slice(m * rows * depth, rows * depth), rows, depth, columns,
                        gradient, columns, 1, b, 1, columns);
                if (!right.Memory.IsEmpty)
                    Product(right.Sample(g).Slice(m * depth * columns, depth * columns), depth, columns, rows, a, 1, depth,
                        gradient, columns, 1);
            }
        }
    }

    // y[r, c] = Σ a[r, d] · b[d, c], with the steps between rows and columns of both.
    private static void Product<T>(Span<T> y, int rows, int columns, int depth, Span<T> a, int aRow,
        int aColumn, Span<T> b, int bRow, int bColumn) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var r = 0; r < rows; r++)
            for (var c = 0; c < columns; c++)
            {
                var sum = T.Zero;
                for (var d = 0; d < depth; d++) sum += a[r * aRow + d * aColumn] * b[d * bRow + c * bColumn];
                y[r * columns + c] = sum;
            }
    }
}
