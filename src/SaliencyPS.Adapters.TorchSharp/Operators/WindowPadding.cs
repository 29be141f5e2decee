using SaliencyPS.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace SaliencyPS.Adapters.TorchSharp.Operators;

/// <summary>What a window asks for around an image, each side on its own, and beyond where a last window hangs over.</summary>
internal sealed class WindowPadding
{
    private readonly int _top, _left, _height, _width;

    /// <param name="window">The window.</param>
    /// <param name="input">Shape of the image.</param>
    /// <param name="output">Shape of the result.</param>
    public WindowPadding(Window2D window, TensorShape input, TensorShape output)
    {
        (_top, _left, _height, _width) = (window.PadTop, window.PadLeft, input.Height, input.Width);
        (Height, Width) = (
            Math.Max(_top + _height + window.PadBottom,
                (output.Height - 1) * window.StrideY + window.DilationY * (window.KernelHeight - 1) + 1),
            Math.Max(_left + _width + window.PadRight,
                (output.Width - 1) * window.StrideX + window.DilationX * (window.KernelWidth - 1) + 1));
    }

    /// <summary>Rows with the padding.</summary>
    public int Height { get; }

    /// <summary>Columns with the padding.</summary>
    public int Width { get; }

    private bool IsNothing => (Height, Width) == (_height, _width);

    /// <summary>An image with the padding.</summary>
    public Tensor Add(Tensor image, double value) => IsNothing ? image
        : nn.functional.pad(image, [_left, Width - _width - _left, _top, Height - _height - _top], PaddingModes.Constant, value);

    /// <summary>An image without it.</summary>
    public Tensor Remove(Tensor image) =>
        IsNothing ? image : image.narrow(-2, _top, _height).narrow(-1, _left, _width);
}
