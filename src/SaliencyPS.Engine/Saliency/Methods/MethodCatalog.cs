using SaliencyPS.Networks;

namespace SaliencyPS.Saliency.Methods;

/// <summary>Makes the methods.</summary>
internal static class MethodCatalog
{
    /// <summary>The entry of a method.</summary>
    /// <exception cref="NotSupportedException">The method has none.</exception>
    public static MethodEntry Entry(SaliencyMethod method) => method switch
    {
        SaliencyMethod.Gradient => new(false, (network, options) => new GradientMethod(network, options)),
        SaliencyMethod.InputXGradient => new(false, (network, options) => new InputXGradientMethod(network, options)),
        SaliencyMethod.GuidedBackprop => new(false, (network, options) => new RuleMethod(network, options, GradientRule.Guided)),
        SaliencyMethod.Deconvnet => new(false, (network, options) => new RuleMethod(network, options, GradientRule.Deconvnet)),
        SaliencyMethod.IntegratedGradients => new(false, (network, options) => new IntegratedGradientsMethod(network, options)),
        SaliencyMethod.SmoothGrad or SaliencyMethod.SmoothGradSquared or SaliencyMethod.VarGrad =>
            new(false, (network, options) => new SmoothGradMethod(network, options, method)),
        SaliencyMethod.GradCAM => new(true, (network, options) => new GradCamMethod(network, options)),
        SaliencyMethod.GradCAMPlusPlus => new(true, (network, options) => new GradCamPlusPlusMethod(network, options)),
        SaliencyMethod.LayerCAM => new(true, (network, options) => new LayerCamMethod(network, options)),
        SaliencyMethod.XGradCAM => new(true, (network, options) => new XGradCamMethod(network, options)),
        SaliencyMethod.EigenCAM => new(true, (network, options) => new EigenCamMethod(network, options)),
        SaliencyMethod.GuidedGradCAM => new(true, (network, options) => new GuidedGradCamMethod(network, options)),
        SaliencyMethod.Occlusion => new(false, (network, options) => new OcclusionMethod(network, options)),
        SaliencyMethod.Rise =>
            new(false, (network, options) => new RiseMethod(network, options)) { NeedsProbability = true },
        SaliencyMethod.ScoreCAM => new(true, (network, options) => new ScoreCamMethod(network, options)),
        SaliencyMethod.ExcitationBackprop =>
            new(true, (network, options) => new ExcitationMethod(network, options, contrast: false)),
        SaliencyMethod.ContrastiveExcitation =>
            new(true, (network, options) => new ExcitationMethod(network, options, contrast: true)),
        SaliencyMethod.LayerRelevance => new(false, (network, options) => new LayerRelevanceMethod(network, options)),
        SaliencyMethod.AttentionRollout => new(false, (network, options) => new AttentionRolloutMethod(network, options)),
        SaliencyMethod.AttentionRelevance => new(false, (network, options) => new AttentionRelevanceMethod(network, options)),
        _ => throw new NotSupportedException($"The method {method} has no entry in {nameof(MethodCatalog)}."),
    };

    /// <summary>Refuses options that are out of range and layers that are not there.</summary>
    /// <exception cref="ArgumentException">
    /// An option is out of range, or the network has no such layer, or none with rows and columns, or no probabilities where the
    /// method needs them.
    /// </exception>
    public static void Check(Network network, AttributionOptions options)
    {
        options.Validate();
        if (options.Layer is not null || Entry(options.Method).LooksAtLayer)
        {
            var layer = SpatialLayer.Find(network, options.Layer);
            if (Entry(options.Method).LooksAtLayer) _ = SpatialLayer.MapOf(network, layer);
        }
        if (options.Method is SaliencyMethod.AttentionRollout or SaliencyMethod.AttentionRelevance)
            _ = AttentionLayers.FindGlobal(network);
        if (Entry(options.Method).NeedsProbability && network.Probability == ProbabilityKind.None)
            throw new ArgumentException($"{options.Method} weighs by probabilities, and network '{network.Name}' has none; where "
                + "its scores are logits, \"probability\": \"sigmoid\" in the description beside its file says so.");
    }

    /// <summary>The method that the options name, for one network.</summary>
    /// <inheritdoc cref="Check"/>
    public static AttributionMethod Create(Network network, AttributionOptions options)
    {
        Check(network, options);
        return Entry(options.Method).Create(network, options);
    }
}
