using SaliencyPS.Networks;
using SaliencyPS.Tensors;

namespace SaliencyPS.Saliency.Methods;

/// <summary>w = ∂S_c/∂I; the paper's saliency (section 3). One forward and one backward pass for each class.</summary>
internal sealed class GradientMethod(Network network, AttributionOptions options) : AttributionMethod(network, options)
{
    public override void Add(in Probe probe, Span<float> sum) => probe.Gradient.CopyTo(sum);

    public override double? Bias(CropInput crop, int classIndex, ReadOnlySpan<float> sum) =>
        crop.Logits[classIndex] - Vectors.Dot(sum, crop.Values);
}
