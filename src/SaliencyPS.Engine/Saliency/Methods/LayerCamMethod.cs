using SaliencyPS.Networks;

namespace SaliencyPS.Saliency.Methods;

/// <summary>
/// Σ_k max(∂S_c/∂A_k, 0) ⊙ A_k: every element by its own gradient (Jiang et al. 2021, section III.B). Made for early layers, too.
/// </summary>
internal sealed class LayerCamMethod(Network network, AttributionOptions options) : ActivationMapMethod(network, options)
{
    public override void Add(in Probe probe, Span<float> sum)
    {
        for (var start = 0; start < probe.Layer.Length; start += sum.Length)
            for (var i = 0; i < sum.Length; i++) sum[i] += Math.Max(0, probe.LayerGradient[start + i]) * probe.Layer[start + i];
    }
}
