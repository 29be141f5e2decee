using SaliencyPS.Networks;

namespace SaliencyPS.Saliency.Methods;

/// <summary>
/// Class-specific relevance of attention (Chefer, Gur and Wolf 2021): Ā = mean over the heads of max(0, attention ·
/// ∂S_c/∂attention); R ← R + Ā · R from the first layer to the last. One forward pass, and for each class one backward
/// pass that ends at the first attention.
/// </summary>
internal sealed class AttentionRelevanceMethod(Network network, AttributionOptions options)
    : AttentionProductMethod(network, options)
{
    public override int? Layer => Hooks[0];

    public override Signal Signal => Signal.Layer;

    protected override bool IsMixed => false;

    protected override float Weight(float attention, float gradient) => Math.Max(0, attention * gradient);
}
