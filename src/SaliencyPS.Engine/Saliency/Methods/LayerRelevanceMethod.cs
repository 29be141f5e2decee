using SaliencyPS.Hosting;
using SaliencyPS.Networks;

namespace SaliencyPS.Saliency.Methods;

/// <summary>
/// Layer-wise relevance propagation (Bach et al. 2015; rules: <see cref="RelevanceRules.Relevance"/>): S_c, handed
/// down in proportion to contributions. Adds up to S_c but for what biases take and the stabiliser damps. One forward
/// and one backward pass for each class.
/// </summary>
internal sealed class LayerRelevanceMethod(Network network, AttributionOptions options) : AttributionMethod(network, options)
{
    public override BackwardRules Rules { get; } = RelevanceRules.Relevance(network);

    protected override ChannelReduction CustomaryReduction => ChannelReduction.Sum;

    public override void Add(in Probe probe, Span<float> sum)
    {
        for (var i = 0; i < sum.Length; i++) sum[i] = probe.Gradient[i] * probe.Logits[probe.Class];
    }
}
