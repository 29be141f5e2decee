using System.Runtime.CompilerServices;
using SaliencyPS.Engines.Managed.Kernels;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Engines.Managed.Blocked;

/// <summary>
/// A convolution and its input gradient as tap convolutions over blocks of 16 channels. Groups that are not whole blocks are
/// taken together until they are, with zero weights between them.
/// </summary>
/// <param name="input">True shape of a sample.</param>
/// <param name="output">True shape of the result.</param>
/// <param name="layer">The convolution.</param>
internal sealed class ConvolutionParts(TensorShape input, TensorShape output, Convolution layer)
{
    private readonly Window2D _window = layer.Window;
    private readonly Weights _weight = layer.Weight;

    private int InputsPerGroup => input.Channels / layer.Groups;

    private int OutputsPerGroup => output.Channels / layer.Groups;

    /// <summary>The forward step from a blocked (16 lanes) or planar (1 lane) input.</summary>
    public IConvolver[] Forward(int lanes) => [.. Bundles().Select(bundle =>
    {
        var (inputs, outputs) = (bundle.Count * InputsPerGroup, bundle.Count * OutputsPerGroup);
        var (firstInput, firstOutput) = (bundle.First * InputsPerGroup, bundle.First * OutputsPerGroup);
        var shape = new TapShape(input.WithChannels(inputs), lanes, output.WithChannels(outputs),
            Offsets(_window.KernelHeight, _window.DilationY, _window.PadTop),
            Offsets(_window.KernelWidth, _window.DilationX, _window.PadLeft))
        {
            Step = (_window.StrideY, _window.StrideX), InputChannel = firstInput, OutputChannel = firstOutput,
        };
        return Convolver.For(shape,
            [MethodImpl(MethodImplOptions.AggressiveOptimization)] (o, c, y, x) => Weight(firstOutput + o, firstInput + c, y, x),
            layer.Bias.Span.Slice(firstOutput, outputs));
    })];

    /// <summary>
    /// The input gradient. With strides it falls into phases, one for each remainder of the input position; each phase is a
    /// convolution of the output gradient with the taps that reach it, so no product with an inserted zero is ever computed.
    /// </summary>
    public IConvolver[] Backward() =>
    [
        .. from bundle in Bundles()
           from ry in Enumerable.Range(0, _window.StrideY)
           from rx in Enumerable.Range(0, _window.StrideX)
           select Phase(bundle, ry, rx),
    ];

    /// <summary>
    /// The input gradient of few channels: the phases become channels, so that a block of 16
    /// holds several positions of each channel.
    /// </summary>
    /// <param name="stepY">Input rows per output row of this convolution, a multiple of the stride.</param>
    /// <param name="stepX">Input columns likewise.</param>
    /// <returns>
    /// Channel (c · stepY + py) · stepX + px at (qy, qx) is the gradient of channel c at (qy · stepY + py, qx · stepX + px).
    /// </returns>
    public IConvolver BackwardPhasesAsChannels(int stepY, int stepX)
    {
        var (rows, columns) = (Reach(stepY, _window.StrideY, _window.KernelHeight, _window.DilationY, _window.PadTop),
            Reach(stepX, _window.StrideX, _window.KernelWidth, _window.DilationX, _window.PadLeft));
        var phases = new TensorShape(input.Channels * stepY * stepX, (input.Height + stepY - 1) / stepY,
            (input.Width + stepX - 1) / stepX);
        var shape = new TapShape(output, ChannelBlock.Size, phases, rows, columns)
        {
            Step = (stepY / _window.StrideY, stepX / _window.StrideX)
        };
        return Convolver.For(shape, [MethodImpl(MethodImplOptions.AggressiveOptimization)] (phase, o, y, x) =>
        {
            var (c, py, px) = (phase / (stepY * stepX), phase / stepX % stepY, phase % stepX);
            return Tap(py, rows[y], _window.StrideY, _window.KernelHeight, _window.DilationY, _window.PadTop) is { } ky
                && Tap(px, columns[x], _window.StrideX, _window.KernelWidth, _window.DilationX, _window.PadLeft) is { } kx
                    ? Weight(o, c, ky, kx)
                    : 0;
        }, default);
    }

    private IConvolver Phase((int First, int Count) bundle, int ry, int rx)
    {
        var (inputs, outputs) = (bundle.Count * InputsPerGroup, bundle.Count * OutputsPerGroup);
        var (firstInput, firstOutput) = (bundle.First * InputsPerGroup, bundle.First * OutputsPerGroup);
        var rows = Reaching(ry, _window.StrideY, _window.KernelHeight, _window.DilationY, _window.PadTop);
        var columns = Reaching(rx, _window.StrideX, _window.KernelWidth, _window.DilationX, _window.PadLeft);
        var shape = new TapShape(output.WithChannels(outputs), ChannelBlock.Size, input.WithChannels(inputs),
            [.. rows.Select(row => row.Offset)], [.. columns.Select(column => column.Offset)])
        {
            OutputStep = (_window.StrideY, _window.StrideX), First = (ry, rx),
            InputChannel = firstOutput, OutputChannel = firstInput,
        };
        return Convolver.For(shape, [MethodImpl(MethodImplOptions.AggressiveOptimization)] (c, o, y, x) =>
            Weight(firstOutput + o, firstInput + c, rows[y].Tap, columns[x].Tap), default);
    }

    // Runs of groups that fill whole blocks on both sides; all of them where no smaller number does.
    private IEnumerable<(int First, int Count)> Bundles()
    {
        var count = 1;
        while (count < layer.Groups && (layer.Groups % count != 0 || count * InputsPerGroup % ChannelBlock.Size != 0
            || count * OutputsPerGroup % ChannelBlock.Size != 0))
            count++;
        return Enumerable.Range(0, layer.Groups / count).Select(i => (i * count, count));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private float Weight(int o, int c, int ky, int kx) => o / OutputsPerGroup != c / InputsPerGroup ? 0
        : _weight[((o * InputsPerGroup + c % InputsPerGroup) * _window.KernelHeight + ky) * _window.KernelWidth + kx];

    internal static int[] Offsets(int kernel, int dilation, int pad) =>
        [.. Enumerable.Range(0, kernel).Select(k => k * dilation - pad)];

    // Input position q·S + r is read by output position q + offset through the taps whose place leaves remainder r.
    internal static (int Tap, int Offset)[] Reaching(int remainder, int stride, int kernel, int dilation, int pad) =>
    [
        .. Enumerable.Range(0, kernel).Where(k => (remainder - k * dilation + pad) % stride == 0)
            .Select(k => (k, (remainder - k * dilation + pad) / stride)).OrderBy(tap => tap.Item2),
    ];

    // All offsets that reach any of the phases 0 … step − 1, as one run.
    private static int[] Reach(int step, int stride, int kernel, int dilation, int pad)
    {
        int[] offsets = [.. Enumerable.Range(0, step)
            .SelectMany(phase => Reaching(phase, stride, kernel, dilation, pad)).Select(tap => tap.Offset)];
        return [.. Enumerable.Range(offsets.Min(), offsets.Max() - offsets.Min() + 1)];
    }

    // The tap through which a phase is read at this offset, if there is one.
    private static int? Tap(int phase, int offset, int stride, int kernel, int dilation, int pad)
    {
        var (tap, rest) = Math.DivRem(phase + pad - offset * stride, dilation);
        return rest == 0 && tap >= 0 && tap < kernel ? tap : null;
    }
}
