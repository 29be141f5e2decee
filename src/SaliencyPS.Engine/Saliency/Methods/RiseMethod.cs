using SaliencyPS.Imaging.Resizing;
using SaliencyPS.Networks;
using SaliencyPS.Results;
using SaliencyPS.Tensors;

namespace SaliencyPS.Saliency.Methods;

/// <summary>
/// Σ P_c(I ⊙ M) · M / (N · p) over N random masks (Petsiuk et al. 2018, section 3): coarse grids of bits, each 1 with p = ½,
/// enlarged and shifted. One forward pass for each mask, shared by all classes; no backward pass.
/// </summary>
internal sealed class RiseMethod(Network network, AttributionOptions options) : AttributionMethod(network, options)
{
    // Cells of a mask along each side, and the share of them that are open: the paper's.
    private const int Cells = 7;
    private const double Open = 0.5;

    public override MapSettings Describe() =>
        base.Describe() with { SampleCount = Probes, Tolerance = Options.Tolerance, Seed = Options.Seed };

    public override int Probes => Options.Samples ?? 1000;

    protected override bool IsSampled => true;

    public override Signal Signal => Signal.None;

    public override TensorShape Shape => Network.Input.WithChannels(1);

    public override int SumLength => Shape.Length;

    public override void Fill(CropInput crop, int probe, Span<float> input)
    {
        var mask = Mask(probe);
        for (var i = 0; i < input.Length; i++) input[i] = crop.Values[i] * mask[i % mask.Length];
    }

    public override void Add(in Probe probe, Span<float> sum)
    {
        var mask = Mask(probe.Index);
        var probability = (float)Scores.Probabilities(Network.Probability, probe.Logits)[probe.Class];
        for (var i = 0; i < sum.Length; i++) sum[i] += probability * mask[i];
    }

    public override float[] Result(CropInput crop, ReadOnlySpan<float> sum, int probes)
    {
        var result = sum.ToArray();
        for (var i = 0; i < result.Length; i++) result[i] /= (float)(probes * Open);
        return result;
    }

    private float[] Mask(int probe)
    {
        var random = GaussianNoise.Stream(Options.Seed, probe);
        var bits = new float[(Cells + 1) * (Cells + 1)];
        for (var i = 0; i < bits.Length; i++) bits[i] = random.NextDouble() < Open ? 1 : 0;
        int cellHeight = (Shape.Height + Cells - 1) / Cells, cellWidth = (Shape.Width + Cells - 1) / Cells;
        var (large, wide) = (Resampler.Bilinear(bits, Cells + 1, Cells + 1, (Cells + 1) * cellWidth, (Cells + 1) * cellHeight),
            (Cells + 1) * cellWidth);
        int top = random.Next(cellHeight), left = random.Next(cellWidth);
        var mask = new float[Shape.Plane];
        for (var y = 0; y < Shape.Height; y++)
            large.AsSpan((top + y) * wide + left, Shape.Width).CopyTo(mask.AsSpan(y * Shape.Width));
        return mask;
    }
}
