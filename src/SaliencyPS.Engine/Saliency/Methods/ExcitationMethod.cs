using SaliencyPS.Hosting;
using SaliencyPS.Networks;

namespace SaliencyPS.Saliency.Methods;

/// <summary>
/// Marginal winning probabilities: where a walk arrives that starts at the class and goes down along positive weights to
/// active neurons (Zhang et al. 2016), at a layer, summed over its channels. With contrast minus the walk that starts at the
/// class's negated weights; what is then negative speaks for other classes. One forward pass, and for each class one
/// backward pass that ends at the layer.
/// </summary>
internal sealed class ExcitationMethod : ActivationMapMethod
{
    public ExcitationMethod(Network network, AttributionOptions options, bool contrast) : base(network, options, finer: true) =>
        LayerRules = RelevanceRules.Excitation(network, contrast, Layer!.Value);

    public override BackwardRules LayerRules { get; }

    public override void Add(in Probe probe, Span<float> sum)
    {
        for (var start = 0; start < probe.LayerGradient.Length; start += sum.Length)
            AddScaled(probe.LayerGradient[start..], 1, sum);
    }
}
