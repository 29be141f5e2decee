using SaliencyPS.Networks;

namespace SaliencyPS.Saliency.Methods;

/// <summary>
/// Weights of the channels: Σ α · max(∂S_c/∂A, 0) with α = g² / (2g² + ΣA · g³), the closed form for an exponential of the score
/// (Chattopadhay et al. 2018, section 3.2).
/// </summary>
internal sealed class GradCamPlusPlusMethod(Network network, AttributionOptions options) : ChannelWeightMethod(network, options)
{
    protected override double Weight(ReadOnlySpan<float> values, ReadOnlySpan<float> gradient)
    {
        double sum = 0, weight = 0;
        foreach (var a in values) sum += a;
        foreach (double g in gradient)
        {
            var denominator = 2 * g * g + sum * g * g * g;
            if (g > 0 && denominator != 0) weight += g * g / denominator * g;
        }

        return weight;
    }
}
