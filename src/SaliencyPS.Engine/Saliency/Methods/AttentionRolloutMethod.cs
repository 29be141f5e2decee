using SaliencyPS.Networks;

namespace SaliencyPS.Saliency.Methods;

/// <summary>
/// Attention rollout (Abnar and Zuidema 2020): Ā = ½ · mean attention of the heads + ½ · identity, rows normalized; the product
/// of all layers. The same map for every class. No backward pass.
/// </summary>
internal sealed class AttentionRolloutMethod(Network network, AttributionOptions options)
    : AttentionProductMethod(network, options)
{
    public override Signal Signal => Signal.None;

    protected override bool IsMixed => true;

    protected override float Weight(float attention, float gradient) => attention;
}
