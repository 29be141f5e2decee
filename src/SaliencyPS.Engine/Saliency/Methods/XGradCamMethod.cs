using SaliencyPS.Networks;

namespace SaliencyPS.Saliency.Methods;

/// <summary>
/// Weights of the channels: Σ A · ∂S_c/∂A / ΣA (Fu et al. 2020, section 3.2); 0 for a channel that is nowhere active.
/// </summary>
internal sealed class XGradCamMethod(Network network, AttributionOptions options) : ChannelWeightMethod(network, options)
{
    protected override double Weight(ReadOnlySpan<float> values, ReadOnlySpan<float> gradient)
    {
        double sum = 0, product = 0;
        for (var i = 0; i < values.Length; i++)
        {
            sum += values[i];
            product += (double)values[i] * gradient[i];
        }

        return sum == 0 ? 0 : product / sum;
    }
}
