using SaliencyPS.Networks;

namespace SaliencyPS.Saliency.Methods;

/// <summary>CAM methods with one weight per channel: GradCAM, GradCAM++ and XGradCAM.</summary>
internal abstract class ChannelWeightMethod(Network network, AttributionOptions options) : ActivationMapMethod(network, options)
{
    /// <summary>The weight of one channel.</summary>
    protected abstract double Weight(ReadOnlySpan<float> values, ReadOnlySpan<float> gradient);

    public sealed override void Add(in Probe probe, Span<float> sum)
    {
        for (var start = 0; start < probe.Layer.Length; start += sum.Length)
        {
            var channel = probe.Layer.Slice(start, sum.Length);
            AddScaled(channel, (float)Weight(channel, probe.LayerGradient.Slice(start, sum.Length)), sum);
        }
    }
}
