using SaliencyPS.Networks;
using SaliencyPS.Results;
using SaliencyPS.Tensors;

namespace SaliencyPS.Saliency.Methods;

/// <summary>
/// By how much S_c falls where a window is covered with the baseline, averaged over the windows that cover a pixel (Zeiler
/// &amp; Fergus 2014, section 4.2). One forward pass for each window, shared by all classes; no backward pass. In the map,
/// rises of the score count as nothing.
/// </summary>
internal sealed class OcclusionMethod : AttributionMethod
{
    private readonly float[] _baseline;
    private readonly int _window, _stride, _rows, _columns;

    public OcclusionMethod(Network network, AttributionOptions options) : base(network, options)
    {
        var (height, width) = (network.Input.Height, network.Input.Width);
        _baseline = BaselineInput.For(network, options.Baseline);
        _window = options.Window ?? Math.Max(1, Math.Max(height, width) / 8);
        _stride = options.Stride ?? Math.Max(1, _window / 2);
        (_rows, _columns) = (Positions(height), Positions(width));
    }

    public override MapSettings Describe() =>
        base.Describe() with { Baseline = Options.Baseline, Window = _window, Stride = _stride };

    public override int Probes => _rows * _columns;

    public override Signal Signal => Signal.None;

    public override TensorShape Shape => Network.Input.WithChannels(1);

    public override int SumLength => Shape.Length;

    public override void Fill(CropInput crop, int probe, Span<float> input)
    {
        crop.Values.CopyTo(input);
        var (top, bottom, left, right) = Window(probe);
        for (var c = 0; c < Network.Input.Channels; c++)
            for (var y = top; y < bottom; y++)
                input[((c * Shape.Height + y) * Shape.Width + left)..((c * Shape.Height + y) * Shape.Width + right)]
                    .Fill(_baseline[c]);
    }

    public override void Add(in Probe probe, Span<float> sum)
    {
        var drop = probe.Crop.Logits[probe.Class] - probe.Logits[probe.Class];
        var (top, bottom, left, right) = Window(probe.Index);
        for (var y = top; y < bottom; y++)
            for (var x = left; x < right; x++) sum[y * Shape.Width + x] += drop;
    }

    public override float[] Result(CropInput crop, ReadOnlySpan<float> sum, int probes)
    {
        var result = sum.ToArray();
        var covered = new int[result.Length];
        for (var probe = 0; probe < Probes; probe++)
        {
            var (top, bottom, left, right) = Window(probe);
            for (var y = top; y < bottom; y++)
                for (var x = left; x < right; x++) covered[y * Shape.Width + x]++;
        }

        // A stride above the window leaves gaps.
        for (var i = 0; i < result.Length; i++) result[i] = covered[i] == 0 ? 0 : Math.Max(0, result[i] / covered[i]);
        return result;
    }

    // Windows begin every stride; the last is the first that reaches the end, and may be cut off there.
    private int Positions(int size) => Math.Max(0, size - _window + _stride - 1) / _stride + 1;

    private (int Top, int Bottom, int Left, int Right) Window(int probe)
    {
        var (row, column) = Math.DivRem(probe, _columns);
        return (row * _stride, Math.Min(Shape.Height, row * _stride + _window), column * _stride,
            Math.Min(Shape.Width, column * _stride + _window));
    }
}
