using SaliencyPS.Networks;

namespace SaliencyPS.Saliency.Methods;

/// <summary>
/// Weights of the channels: the mean of ∂S_c/∂A_k over the layer (Selvaraju et al. 2017, section 3). With a layer that global
/// average pooling turns into the scores this is CAM (Zhou et al. 2016), divided by the number of positions.
/// </summary>
internal sealed class GradCamMethod(Network network, AttributionOptions options) : ChannelWeightMethod(network, options)
{
    protected override double Weight(ReadOnlySpan<float> values, ReadOnlySpan<float> gradient)
    {
        var sum = 0.0;
        foreach (var g in gradient) sum += g;
        return sum / gradient.Length;
    }
}
