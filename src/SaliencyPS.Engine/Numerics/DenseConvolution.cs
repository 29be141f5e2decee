using SaliencyPS.Networks;

namespace SaliencyPS.Numerics;

/// <summary>
/// A convolution and its input gradient as tap convolutions. The gradient of a strided convolution falls into stride × stride
/// phases, one for each remainder of the input position; each phase is a convolution of the output gradient with the taps that
/// reach it, so no product with an inserted zero is ever computed.
/// </summary>
internal sealed class DenseConvolution
{
    private readonly Window2D _window;
    private readonly Part[] _forward, _backward;

    public DenseConvolution(int inputs, int outputs, Window2D window, int groups, float[] weight, float[] bias)
    {
        _window = window;
        var (perIn, perOut, taps) = (inputs / groups, outputs / groups, window.Taps);
        (int Y, int X)[] offsets = [.. Enumerable.Range(0, taps).Select(t =>
            (t / window.KernelWidth * window.DilationY - window.PadTop, t % window.KernelWidth * window.DilationX - window.PadLeft))];
        _forward = [.. Enumerable.Range(0, groups).Select(g => new Part(
            new TapConvolution(perOut, perIn, offsets, (o, c, t) => weight[((g * perOut + o) * perIn + c) * taps + t], bias.AsSpan(g * perOut, perOut)),
            g * perIn, g * perOut))];

        var backward = new List<Part>();
        for (var g = 0; g < groups; g++)
            for (var ry = 0; ry < window.StrideY; ry++)
                for (var rx = 0; rx < window.StrideX; rx++)
                {
                    // Input position q·S + r is read by output position q − offset/S through the taps whose offset leaves remainder r.
                    int[] reaching = [.. Enumerable.Range(0, taps).Where(t => (ry - offsets[t].Y) % window.StrideY == 0 && (rx - offsets[t].X) % window.StrideX == 0)];
                    (int, int)[] back = [.. reaching.Select(t => ((ry - offsets[t].Y) / window.StrideY, (rx - offsets[t].X) / window.StrideX))];
                    var first = g * perOut;
                    backward.Add(new Part(
                        new TapConvolution(perIn, perOut, back, (c, o, t) => weight[((first + o) * perIn + c) * taps + reaching[t]], default),
                        g * perOut, g * perIn, ry, rx));
                }

        _backward = [.. backward];
    }

    public void Forward(Tensor<float> x, Tensor<float> y, Parallelism parallel)
    {
        foreach (var part in _forward)
            part.Taps.Run(Flat(new(x.Batch, x.Shape, part.From, y.Shape, part.To, _window.StrideY, _window.StrideX)), x.Memory, y.Memory, parallel);
    }

    public void InputGradient(Tensor<float> gy, Tensor<float> gx, Parallelism parallel)
    {
        foreach (var part in _backward)
        {
            var geometry = new TapGeometry(gy.Batch, gy.Shape, part.From, gx.Shape, part.To, 1, 1, _window.StrideY, _window.StrideX, part.Y, part.X);
            // A phase beyond an input smaller than the stride has no positions.
            if (geometry.Height > 0 && geometry.Width > 0) part.Taps.Run(Flat(geometry), gy.Memory, gx.Memory, parallel);
        }
    }

    // A 1×1 convolution sees a plane as one long row, which gathers in one copy.
    private TapGeometry Flat(TapGeometry g) => g.Input.Plane == g.Output.Plane && _window is { Taps: 1, StrideY: 1, StrideX: 1, PadTop: 0, PadLeft: 0 }
        ? g with { Input = new(g.Input.Channels, 1, g.Input.Plane), Output = new(g.Output.Channels, 1, g.Output.Plane) } : g;

    private sealed record Part(TapConvolution Taps, int From, int To, int Y = 0, int X = 0);
}
