using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Layers;

/// <summary>The shape of a pool's result, and which elements of the input each of its windows covers.</summary>
internal static class PoolShape
{
    /// <summary>Shape of a pool's result. Every window must touch the input, so that its maximum and its mean exist.</summary>
    /// <exception cref="NetworkFormatException">Some window would lie in the padding alone.</exception>
    public static TensorShape Of(Window2D window, TensorShape input)
    {
        if (Math.Max(window.PadTop, window.PadBottom) >= window.DilationY * (window.KernelHeight - 1) + 1
            || Math.Max(window.PadLeft, window.PadRight) >= window.DilationX * (window.KernelWidth - 1) + 1)
            throw new NetworkFormatException($"The padding of a pool must be smaller than its kernel: {window}.");
        var (height, width) = window.OutputSize(input.Height, input.Width);
        return new TensorShape(input.Channels, height, width);
    }

    /// <summary>First tap inside the input and the end of the taps, along one axis; a step is the dilation.</summary>
    public static (int First, int End) Taps(int position, int stride, int pad, int dilation, int kernel, int size)
    {
        var start = position * stride - pad;
        var first = start < 0 ? start + (-start + dilation - 1) / dilation * dilation : start;
        return (Math.Min(first, size - 1), Math.Min(start + dilation * (kernel - 1) + 1, size));
    }
}
