using System.Runtime.CompilerServices;
using SaliencyPS.Numerics;

namespace SaliencyPS.Networks.Fast;

/// <summary>
/// A convolution and its input gradient as tap convolutions over blocks of 16 channels. Groups that are not whole blocks are taken
/// together until they are, with zero weights between them.
/// </summary>
/// <param name="input">True shape of a sample.</param>
/// <param name="output">True shape of the result.</param>
/// <param name="window">Kernel, stride, padding, dilation.</param>
/// <param name="groups">Number of groups.</param>
/// <param name="weight">Output × (input / groups) × kernel height × kernel width.</param>
/// <param name="bias">One value per output channel.</param>
internal sealed class ConvolutionParts(TensorShape input, TensorShape output, Window2D window, int groups, float[] weight, float[] bias)
{
    private int InputsPerGroup => input.Channels / groups;

    private int OutputsPerGroup => output.Channels / groups;

    /// <summary>The forward step from a blocked (16 lanes) or planar (1 lane) input.</summary>
    public IConvolver[] Forward(int lanes) => [.. Bundles().Select(bundle =>
    {
        var (inputs, outputs) = (bundle.Count * InputsPerGroup, bundle.Count * OutputsPerGroup);
        var (firstInput, firstOutput) = (bundle.First * InputsPerGroup, bundle.First * OutputsPerGroup);
        var shape = new TapShape(input with { Channels = inputs }, lanes, output with { Channels = outputs }, Offsets(window.KernelHeight, window.DilationY, window.PadTop),
            Offsets(window.KernelWidth, window.DilationX, window.PadLeft))
        {
            Step = (window.StrideY, window.StrideX), InputChannel = firstInput, OutputChannel = firstOutput,
        };
        return Convolver.For(shape, [MethodImpl(MethodImplOptions.AggressiveOptimization)] (o, c, y, x) => Weight(firstOutput + o, firstInput + c, y, x), bias.AsSpan(firstOutput, outputs));
    })];

    /// <summary>
    /// The input gradient. With strides it falls into phases, one for each remainder of the input position; each phase is a
    /// convolution of the output gradient with the taps that reach it, so no product with an inserted zero is ever computed.
    /// </summary>
    public IConvolver[] Backward() =>
    [
        .. from bundle in Bundles()
           from ry in Enumerable.Range(0, window.StrideY)
           from rx in Enumerable.Range(0, window.StrideX)
           select Phase(bundle, ry, rx),
    ];

    /// <summary>
    /// The input gradient of few channels: the phases become channels, so that a block of 16 holds several positions of each channel.
    /// </summary>
    /// <param name="stepY">Input rows per output row of this convolution, a multiple of the stride.</param>
    /// <param name="stepX">Input columns likewise.</param>
    /// <returns>Channel (c · stepY + py) · stepX + px at (qy, qx) is the gradient of channel c at (qy · stepY + py, qx · stepX + px).</returns>
    public IConvolver BackwardPhasesAsChannels(int stepY, int stepX)
    {
        var (rows, columns) = (Reach(stepY, window.StrideY, window.KernelHeight, window.DilationY, window.PadTop),
            Reach(stepX, window.StrideX, window.KernelWidth, window.DilationX, window.PadLeft));
        var phases = new TensorShape(input.Channels * stepY * stepX, (input.Height + stepY - 1) / stepY, (input.Width + stepX - 1) / stepX);
        var shape = new TapShape(output, FastLayer.Lanes, phases, rows, columns) { Step = (stepY / window.StrideY, stepX / window.StrideX) };
        return Convolver.For(shape, [MethodImpl(MethodImplOptions.AggressiveOptimization)] (phase, o, y, x) =>
        {
            var (c, py, px) = (phase / (stepY * stepX), phase / stepX % stepY, phase % stepX);
            return Tap(py, rows[y], window.StrideY, window.KernelHeight, window.DilationY, window.PadTop) is { } ky
                && Tap(px, columns[x], window.StrideX, window.KernelWidth, window.DilationX, window.PadLeft) is { } kx ? Weight(o, c, ky, kx) : 0;
        }, default);
    }

    private IConvolver Phase((int First, int Count) bundle, int ry, int rx)
    {
        var (inputs, outputs) = (bundle.Count * InputsPerGroup, bundle.Count * OutputsPerGroup);
        var (firstInput, firstOutput) = (bundle.First * InputsPerGroup, bundle.First * OutputsPerGroup);
        var rows = Reaching(ry, window.StrideY, window.KernelHeight, window.DilationY, window.PadTop);
        var columns = Reaching(rx, window.StrideX, window.KernelWidth, window.DilationX, window.PadLeft);
        var shape = new TapShape(output with { Channels = outputs }, FastLayer.Lanes, input with { Channels = inputs },
            [.. rows.Select(row => row.Offset)], [.. columns.Select(column => column.Offset)])
        {
            OutputStep = (window.StrideY, window.StrideX), First = (ry, rx), InputChannel = firstOutput, OutputChannel = firstInput,
        };
        return Convolver.For(shape, [MethodImpl(MethodImplOptions.AggressiveOptimization)] (c, o, y, x) => Weight(firstOutput + o, firstInput + c, rows[y].Tap, columns[x].Tap), default);
    }

    // Runs of groups that fill whole blocks on both sides; all of them where no smaller number does.
    private IEnumerable<(int First, int Count)> Bundles()
    {
        var count = 1;
        while (count < groups && (groups % count != 0 || count * InputsPerGroup % FastLayer.Lanes != 0 || count * OutputsPerGroup % FastLayer.Lanes != 0)) count++;
        return Enumerable.Range(0, groups / count).Select(i => (i * count, count));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private float Weight(int o, int c, int ky, int kx) => o / OutputsPerGroup != c / InputsPerGroup ? 0
        : weight[((o * InputsPerGroup + c % InputsPerGroup) * window.KernelHeight + ky) * window.KernelWidth + kx];

    internal static int[] Offsets(int kernel, int dilation, int pad) => [.. Enumerable.Range(0, kernel).Select(k => k * dilation - pad)];

    // Input position q·S + r is read by output position q + offset through the taps whose place leaves remainder r.
    internal static (int Tap, int Offset)[] Reaching(int remainder, int stride, int kernel, int dilation, int pad) =>
    [
        .. Enumerable.Range(0, kernel).Where(k => (remainder - k * dilation + pad) % stride == 0)
            .Select(k => (k, (remainder - k * dilation + pad) / stride)).OrderBy(tap => tap.Item2),
    ];

    // All offsets that reach any of the phases 0 … step − 1, as one run.
    private static int[] Reach(int step, int stride, int kernel, int dilation, int pad)
    {
        int[] offsets = [.. Enumerable.Range(0, step).SelectMany(phase => Reaching(phase, stride, kernel, dilation, pad)).Select(tap => tap.Offset)];
        return [.. Enumerable.Range(offsets.Min(), offsets.Max() - offsets.Min() + 1)];
    }

    // The tap through which a phase is read at this offset, if there is one.
    private static int? Tap(int phase, int offset, int stride, int kernel, int dilation, int pad)
    {
        var (tap, rest) = Math.DivRem(phase + pad - offset * stride, dilation);
        return rest == 0 && tap >= 0 && tap < kernel ? tap : null;
    }
}
