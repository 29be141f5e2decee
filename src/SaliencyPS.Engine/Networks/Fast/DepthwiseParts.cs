using SaliencyPS.Numerics;

namespace SaliencyPS.Networks.Fast;

/// <summary>A depth-wise convolution and its input gradient over blocks of 16 channels, phase by phase as in <see cref="ConvolutionParts"/>.</summary>
/// <param name="input">True shape of a sample.</param>
/// <param name="output">True shape of the result, of as many channels.</param>
/// <param name="window">Kernel, stride, padding, dilation.</param>
/// <param name="weight">Channel × kernel height × kernel width.</param>
/// <param name="bias">One value per channel.</param>
internal sealed class DepthwiseParts(TensorShape input, TensorShape output, Window2D window, float[] weight, float[] bias)
{
    /// <summary>The forward step.</summary>
    public DepthwiseConvolution[] Forward()
    {
        var shape = new TapShape(input, FastLayer.Lanes, output, ConvolutionParts.Offsets(window.KernelHeight, window.DilationY, window.PadTop),
            ConvolutionParts.Offsets(window.KernelWidth, window.DilationX, window.PadLeft)) { Step = (window.StrideY, window.StrideX) };
        return [new DepthwiseConvolution(shape, Weight, bias)];
    }

    /// <summary>The input gradient: one part for each remainder of the input position.</summary>
    public DepthwiseConvolution[] Backward() =>
        [.. from ry in Enumerable.Range(0, window.StrideY) from rx in Enumerable.Range(0, window.StrideX) select Phase(ry, rx)];

    private DepthwiseConvolution Phase(int ry, int rx)
    {
        var rows = ConvolutionParts.Reaching(ry, window.StrideY, window.KernelHeight, window.DilationY, window.PadTop);
        var columns = ConvolutionParts.Reaching(rx, window.StrideX, window.KernelWidth, window.DilationX, window.PadLeft);
        var shape = new TapShape(output, FastLayer.Lanes, input, [.. rows.Select(row => row.Offset)], [.. columns.Select(column => column.Offset)])
        {
            OutputStep = (window.StrideY, window.StrideX), First = (ry, rx),
        };
        return new DepthwiseConvolution(shape, (c, y, x) => Weight(c, rows[y].Tap, columns[x].Tap), default);
    }

    private float Weight(int c, int ky, int kx) => weight[(c * window.KernelHeight + ky) * window.KernelWidth + kx];
}
