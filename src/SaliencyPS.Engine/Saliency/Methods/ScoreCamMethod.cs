using SaliencyPS.Imaging.Resizing;
using SaliencyPS.Networks;

namespace SaliencyPS.Saliency.Methods;

/// <summary>
/// Weights of the channels: the soft-max over them of the score that is left when the channel, enlarged and
/// brought to 0 … 1, masks the input (Wang et al. 2020, section 3). One forward pass for each channel of the
/// layer, shared by all classes; no backward pass.
/// </summary>
internal sealed class ScoreCamMethod(Network network, AttributionOptions options) : ActivationMapMethod(network, options)
{
    public override int Probes => LayerShape.Channels;

    public override bool KeepsLayer => true;

    public override Signal Signal => Signal.None;

    // One score per channel.
    public override int SumLength => LayerShape.Channels;

    public override void Fill(CropInput crop, int probe, Span<float> input)
    {
        var channel = crop.Layer.AsSpan(probe * LayerShape.Plane, LayerShape.Plane);
        float least = float.PositiveInfinity, most = float.NegativeInfinity;
        foreach (var value in channel) (least, most) = (Math.Min(least, value), Math.Max(most, value));
        var mask = new float[channel.Length];
        for (var i = 0; i < mask.Length; i++) mask[i] = most > least ? (channel[i] - least) / (most - least) : 0;
        mask = Resampler.Bilinear(mask, LayerShape.Width, LayerShape.Height, Network.Input.Width, Network.Input.Height);
        for (var i = 0; i < input.Length; i++) input[i] = crop.Values[i] * mask[i % mask.Length];
    }

    public override void Add(in Probe probe, Span<float> sum) => sum[probe.Index] = probe.Logits[probe.Class];

    public override float[] Result(CropInput crop, ReadOnlySpan<float> sum, int probes)
    {
        var weights = Scores.Softmax(sum);
        var map = new float[LayerShape.Plane];
        for (var k = 0; k < weights.Length; k++) AddScaled(crop.Layer.AsSpan(k * map.Length, map.Length), (float)weights[k], map);
        return Enlarge(map);
    }
}
