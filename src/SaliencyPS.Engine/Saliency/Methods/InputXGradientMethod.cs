using SaliencyPS.Networks;
using SaliencyPS.Tensors;

namespace SaliencyPS.Saliency.Methods;

/// <summary>I ⊙ ∂S_c/∂I (Shrikumar et al. 2016, section 3.3), I being what the network sees: zero is the mean color.</summary>
internal sealed class InputXGradientMethod(Network network, AttributionOptions options) : AttributionMethod(network, options)
{
    protected override ChannelReduction CustomaryReduction => ChannelReduction.Sum;

    public override void Add(in Probe probe, Span<float> sum) => Vectors.Multiply(probe.Gradient, probe.Input, sum);

    // Here the products are added up in single precision before they are summed, which changes the last digits.
    public override double? Bias(CropInput crop, int classIndex, ReadOnlySpan<float> sum)
    {
        var total = 0.0;
        foreach (var product in sum) total += product;
        return crop.Logits[classIndex] - total;
    }
}
