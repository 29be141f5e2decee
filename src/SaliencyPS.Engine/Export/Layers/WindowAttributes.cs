using SaliencyPS.Export.Onnx;
using SaliencyPS.Tensors;

namespace SaliencyPS.Export.Layers;

/// <summary>A sliding window as attributes of ONNX operators.</summary>
internal static class WindowAttributes
{
    /// <summary>
    /// The window of a convolution or a maximum pool: where it hangs over the end, as much padding there, which changes
    /// nothing and is understood alike by all runtimes.
    /// </summary>
    /// <param name="window">The window.</param>
    /// <param name="input">Shape of the input.</param>
    /// <param name="groups">Groups of channels; null for a pool.</param>
    public static NodeAttribute[] Of(Window2D window, TensorShape input, int? groups = null) =>
    [
        .. Kernel(window), NodeAttribute.Integers("dilations", window.DilationY, window.DilationX),
        NodeAttribute.Integers("pads", window.PadTop, window.PadLeft, Below(window, input), Right(window, input)),
        .. groups is { } number ? new[] { NodeAttribute.Integer("group", number) } : [],
    ];

    /// <summary>Kernel and strides.</summary>
    public static NodeAttribute[] Kernel(Window2D window) =>
    [
        NodeAttribute.Integers("kernel_shape", window.KernelHeight, window.KernelWidth),
        NodeAttribute.Integers("strides", window.StrideY, window.StrideX),
    ];

    /// <summary>The window as it is, with what tells where it ends.</summary>
    public static NodeAttribute[] AsTheyAre(Window2D window) => [.. Kernel(window), .. Ends(window),
        NodeAttribute.Integers("dilations", window.DilationY, window.DilationX)];

    /// <summary>Padding, and whether the window may hang over it.</summary>
    public static NodeAttribute[] Ends(Window2D window) =>
    [
        NodeAttribute.Integers("pads", window.PadTop, window.PadLeft, window.PadBottom, window.PadRight),
        NodeAttribute.Integer("ceil_mode", window.CeilMode ? 1 : 0),
    ];

    /// <summary>Rows and columns of the input behind the last window, which a ConvTranspose is told of.</summary>
    public static NodeAttribute Rest(Window2D window, TensorShape input)
    {
        var (rows, columns) = window.OutputSize(input.Height, input.Width);
        return NodeAttribute.Integers("output_padding",
            input.Height + window.PadTop + Below(window, input) - (rows - 1) * window.StrideY
                - window.DilationY * (window.KernelHeight - 1) - 1,
            input.Width + window.PadLeft + Right(window, input) - (columns - 1) * window.StrideX
                - window.DilationX * (window.KernelWidth - 1) - 1);
    }

    /// <summary>Rows of padding below.</summary>
    public static int Below(Window2D window, TensorShape input) => Math.Max(window.PadBottom,
        (window.OutputSize(input.Height, input.Width).Height - 1) * window.StrideY
            + window.DilationY * (window.KernelHeight - 1) + 1 - window.PadTop - input.Height);

    /// <summary>Columns of padding on the right.</summary>
    public static int Right(Window2D window, TensorShape input) => Math.Max(window.PadRight,
        (window.OutputSize(input.Height, input.Width).Width - 1) * window.StrideX
            + window.DilationX * (window.KernelWidth - 1) + 1 - window.PadLeft - input.Width);
}
