namespace SaliencyPS.Tensors;

/// <summary>
/// The sliding window of a convolution or pool: kernel, stride, padding (each side on its own) and dilation, in elements.
/// </summary>
public sealed record Window2D(int KernelHeight, int KernelWidth)
{
    /// <summary>Rows of the kernel.</summary>
    public int KernelHeight { get; internal init; } = KernelHeight;

    /// <summary>Columns of the kernel.</summary>
    public int KernelWidth { get; internal init; } = KernelWidth;

    /// <summary>A square window with equal strides and padding.</summary>
    public static Window2D Square(int kernel, int stride = 1, int pad = 0, bool ceilMode = false) => new(kernel, kernel)
    {
        StrideY = stride, StrideX = stride, PadTop = pad, PadLeft = pad, PadBottom = pad, PadRight = pad, CeilMode = ceilMode,
    };

    /// <summary>Rows between two windows.</summary>
    public int StrideY { get; internal init; } = 1;

    /// <summary>Columns between two windows.</summary>
    public int StrideX { get; internal init; } = 1;

    /// <summary>Rows added above.</summary>
    public int PadTop { get; internal init; }

    /// <summary>Columns added on the left.</summary>
    public int PadLeft { get; internal init; }

    /// <summary>Rows added below.</summary>
    public int PadBottom { get; internal init; }

    /// <summary>Columns added on the right.</summary>
    public int PadRight { get; internal init; }

    /// <summary>Rows between two taps of the kernel.</summary>
    public int DilationY { get; internal init; } = 1;

    /// <summary>Columns between two taps of the kernel.</summary>
    public int DilationX { get; internal init; } = 1;

    /// <summary>
    /// Round the output size up instead of down; a last window that would begin in the padding is dropped, as in PyTorch.
    /// </summary>
    public bool CeilMode { get; internal init; }

    /// <summary>Number of taps.</summary>
    public int Taps => KernelHeight * KernelWidth;

    /// <summary>Height and width of the result for an input of this height and width.</summary>
    /// <exception cref="ArgumentException">The window is malformed or larger than the padded input.</exception>
    public (int Height, int Width) OutputSize(int height, int width)
    {
        if (Math.Min(Math.Min(KernelHeight, KernelWidth), Math.Min(StrideY, StrideX)) < 1 || Math.Min(DilationY, DilationX) < 1)
            throw new ArgumentException($"Kernel, stride and dilation must be at least 1: {this}.");
        if (Math.Min(Math.Min(PadTop, PadLeft), Math.Min(PadBottom, PadRight)) < 0)
            throw new ArgumentException($"Padding must not be negative: {this}.");
        return (Side(height, KernelHeight, StrideY, PadTop, PadBottom, DilationY),
            Side(width, KernelWidth, StrideX, PadLeft, PadRight, DilationX));
    }

    private int Side(int size, int kernel, int stride, int before, int after, int dilation)
    {
        var room = (long)size + before + after - ((long)dilation * (kernel - 1) + 1);
        if (room < 0)
            throw new ArgumentException(
                $"A window of {kernel} taps (dilation {dilation}) does not fit into {size} + {before + after} elements.");
        var count = room / stride + 1;
        if (CeilMode && room % stride != 0 && count * stride < size + before) count++;
        return (int)count;
    }
}
