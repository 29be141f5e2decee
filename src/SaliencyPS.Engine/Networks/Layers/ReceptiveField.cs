using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Layers;

/// <summary>What part of the network's input one element of a layer's result depends on.</summary>
/// <param name="Height">Rows of the input.</param>
/// <param name="Width">Columns of the input.</param>
/// <param name="StepY">Rows between the parts that two neighbours depend on; 0 where they depend on the same.</param>
/// <param name="StepX">Columns between the parts that two neighbours depend on; 0 where they depend on the same.</param>
public readonly record struct ReceptiveField(long Height, long Width, long StepY, long StepX)
{
    /// <summary>The receptive field of one element of the input itself: that element.</summary>
    public static ReceptiveField Point { get; } = new(1, 1, 1, 1);

    /// <summary>The receptive field of a layer whose every result depends on all of its input.</summary>
    public static ReceptiveField Everything { get; } = new(int.MaxValue, int.MaxValue, 0, 0);

    /// <summary>First row of the part that element 0, 0 depends on; below 0 where that reaches into the padding.</summary>
    internal long Top { get; private init; }

    /// <summary>First column of the part that element 0, 0 depends on; below 0 where that reaches into the padding.</summary>
    internal long Left { get; private init; }

    /// <summary>The receptive field behind a window that slides over elements which have this one.</summary>
    public ReceptiveField Through(Window2D window)
    {
        var (top, height, stepY) = Through(Top, Height, StepY, window.KernelHeight, window.DilationY,
            window.StrideY, window.PadTop);
        var (left, width, stepX) = Through(Left, Width, StepX, window.KernelWidth, window.DilationX,
            window.StrideX, window.PadLeft);
        return new(height, width, stepY, stepX) { Top = top, Left = left };
    }

    /// <summary>The smallest receptive field that holds both, for layers with several inputs.</summary>
    public ReceptiveField Or(ReceptiveField other)
    {
        if ((StepY, StepX) != (other.StepY, other.StepX)) return Everything;
        var (top, left) = (Math.Min(Top, other.Top), Math.Min(Left, other.Left));
        return this with
        {
            Top = top,
            Left = left,
            Height = Math.Max(Top + Height, other.Top + other.Height) - top,
            Width = Math.Max(Left + Width, other.Left + other.Width) - left,
        };
    }

    /// <summary>This receptive field, cut to the size of the input.</summary>
    internal ReceptiveField Within(TensorShape input) =>
        new(Math.Min(Height, input.Height), Math.Min(Width, input.Width), Math.Min(StepY, input.Height),
            Math.Min(StepX, input.Width));

    /// <summary>
    /// The rows and columns of the input, first and behind the last, that the elements of a rectangle depend on.
    /// </summary>
    internal (int Top, int Left, int Bottom, int Right) Of(int row, int column, int rows, int columns, TensorShape input)
    {
        return (Clamp(Top + row * StepY, input.Height), Clamp(Left + column * StepX, input.Width),
            Clamp(Top + (row + rows - 1) * StepY + Height, input.Height),
            Clamp(Left + (column + columns - 1) * StepX + Width, input.Width));

        static int Clamp(long value, int size) => (int)Math.Clamp(value, 0, size);
    }

    /// <summary>For example <c>99×99</c>.</summary>
    public override string ToString() => $"{Height}×{Width}";

    // A field that is beyond all images is one of everything.
    private static (long First, long Size, long Step) Through(long first, long size, long step, int kernel,
        int dilation, int stride, int pad)
    {
        Int128 start = first - (Int128)pad * step,
            length = size + (Int128)(kernel - 1) * dilation * step, next = (Int128)step * stride;
        return Int128.Max(-start, Int128.Max(length, next)) < int.MaxValue ? ((long)start, (long)length, (long)next)
            : (0, int.MaxValue, 0);
    }
}
