using SaliencyPS.Engines.Managed.Kernels;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Engines.Managed.Blocked;

/// <summary>
/// A depth-wise convolution and its input gradient over blocks of 16 channels, phase by phase
/// as in <see cref="ConvolutionParts"/>.
/// </summary>
/// <param name="input">True shape of a sample.</param>
/// <param name="output">True shape of the result, of as many channels.</param>
/// <param name="layer">The convolution, with as many groups as channels.</param>
internal sealed class DepthwiseParts(TensorShape input, TensorShape output, Convolution layer)
{
    private readonly Window2D _window = layer.Window;
    private readonly Weights _weight = layer.Weight;

    /// <summary>The forward step.</summary>
    public DepthwiseConvolution[] Forward()
    {
        var shape = new TapShape(input, ChannelBlock.Size, output,
            ConvolutionParts.Offsets(_window.KernelHeight, _window.DilationY, _window.PadTop),
            ConvolutionParts.Offsets(_window.KernelWidth, _window.DilationX,
                _window.PadLeft)) { Step = (_window.StrideY, _window.StrideX) };
        return [new DepthwiseConvolution(shape, Weight, layer.Bias.Span)];
    }

    /// <summary>The input gradient: one part for each remainder of the input position.</summary>
    public DepthwiseConvolution[] Backward() =>
        [.. from ry in Enumerable.Range(0, _window.StrideY) from rx in Enumerable.Range(0, _window.StrideX) select Phase(ry, rx)];

    private DepthwiseConvolution Phase(int ry, int rx)
    {
        var rows = ConvolutionParts.Reaching(ry, _window.StrideY, _window.KernelHeight, _window.DilationY, _window.PadTop);
        var columns = ConvolutionParts.Reaching(rx, _window.StrideX, _window.KernelWidth, _window.DilationX, _window.PadLeft);
        var shape = new TapShape(output, ChannelBlock.Size, input, [.. rows.Select(row => row.Offset)],
            [.. columns.Select(column => column.Offset)])
        {
            OutputStep = (_window.StrideY, _window.StrideX), First = (ry, rx),
        };
        return new DepthwiseConvolution(shape, (c, y, x) => Weight(c, rows[y].Tap, columns[x].Tap), default);
    }

    private float Weight(int c, int ky, int kx) => _weight[(c * _window.KernelHeight + ky) * _window.KernelWidth + kx];
}
