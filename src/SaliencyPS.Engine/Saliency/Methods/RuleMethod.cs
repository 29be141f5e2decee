using SaliencyPS.Hosting;
using SaliencyPS.Networks;

namespace SaliencyPS.Saliency.Methods;

/// <summary>
/// What arrives at the input when rectifiers follow another rule on the way back: guided back-propagation (Springenberg et al.
/// 2014, section 3.4) or DeconvNet (Zeiler &amp; Fergus 2014, section 2.1; its relation to the gradient: paper, section 4).
/// </summary>
internal sealed class RuleMethod(Network network, AttributionOptions options, GradientRule rule)
    : AttributionMethod(network, options)
{
    public override BackwardRules Rules => BackwardRules.Of(rule);

    public override void Add(in Probe probe, Span<float> sum) => probe.Gradient.CopyTo(sum);
}
