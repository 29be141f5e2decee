using SaliencyPS.Networks;
using SaliencyPS.Results;

namespace SaliencyPS.Saliency.Methods;

/// <summary>Makes the methods.</summary>
internal static class MethodCatalog
{
    /// <summary>The entry of a method.</summary>
    /// <exception cref="NotSupportedException">The method has none.</exception>
    public static MethodEntry Entry(SaliencyMethod method) => method switch
    {
        SaliencyMethod.Gradient => new((network, options) => new GradientMethod(network, options)),
        SaliencyMethod.InputXGradient => new((network, options) => new InputXGradientMethod(network, options)),
        SaliencyMethod.GuidedBackprop => new((network, options) => new RuleMethod(network, options, GradientRule.Guided)),
        SaliencyMethod.Deconvnet => new((network, options) => new RuleMethod(network, options, GradientRule.Deconvnet)),
        SaliencyMethod.IntegratedGradients => new((network, options) => new IntegratedGradientsMethod(network, options)),
        SaliencyMethod.SmoothGrad or SaliencyMethod.SmoothGradSquared or SaliencyMethod.VarGrad =>
            new((network, options) => new SmoothGradMethod(network, options, method)),
        SaliencyMethod.GradCAM => new((network, options) => new GradCamMethod(network, options)),
        SaliencyMethod.GradCAMPlusPlus => new((network, options) => new GradCamPlusPlusMethod(network, options)),
        SaliencyMethod.LayerCAM => new((network, options) => new LayerCamMethod(network, options)),
        SaliencyMethod.XGradCAM => new((network, options) => new XGradCamMethod(network, options)),
        SaliencyMethod.EigenCAM => new((network, options) => new EigenCamMethod(network, options)),
        SaliencyMethod.GuidedGradCAM => new((network, options) => new GuidedGradCamMethod(network, options)),
        SaliencyMethod.Occlusion => new((network, options) => new OcclusionMethod(network, options)),
        SaliencyMethod.Rise =>
            new((network, options) => new RiseMethod(network, options)) { NeedsProbability = true },
        SaliencyMethod.ScoreCAM => new((network, options) => new ScoreCamMethod(network, options)),
        SaliencyMethod.ExcitationBackprop =>
            new((network, options) => new ExcitationMethod(network, options, contrast: false)),
        SaliencyMethod.ContrastiveExcitation =>
            new((network, options) => new ExcitationMethod(network, options, contrast: true)),
        SaliencyMethod.LayerRelevance => new((network, options) => new LayerRelevanceMethod(network, options)),
        SaliencyMethod.AttentionRollout => new((network, options) => new AttentionRolloutMethod(network, options)),
        SaliencyMethod.AttentionRelevance => new((network, options) => new AttentionRelevanceMethod(network, options)),
        SaliencyMethod.LeGrad => new((network, options) => new LeGradMethod(network, options)),
        _ => throw new NotSupportedException($"The method {method} has no entry in {nameof(MethodCatalog)}."),
    };

    /// <summary>
    /// Refuses options that are out of range, layers that are not there, and networks that the method does not suit.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// An option is out of range; the network has no such layer, or none with rows and columns; or it lacks what the method
    /// needs: probabilities, attention, layers with a rule for relevance.
    /// </exception>
    public static void Check(Network network, AttributionOptions options) => _ = Create(network, options);

    /// <summary>All that maps by these options depend on besides their images and classes.</summary>
    /// <inheritdoc cref="Check"/>
    public static MapSettings Describe(Network network, SaliencyOptions options) =>
        Create(network, options.Attribution).Describe() with
        {
            View = options.View, ScoreView = options.ScoreView ?? options.View, Engine = $"{options.Engine.Describe()}"
        };

    /// <summary>The method that the options name, for one network.</summary>
    /// <inheritdoc cref="Check"/>
    public static AttributionMethod Create(Network network, AttributionOptions options)
    {
        options.Validate();
        if (options.Layer is not null) _ = network.FindLayer(options.Layer);
        var entry = Entry(options.Method);
        if (entry.NeedsProbability && network.Probability == ProbabilityKind.None)
            throw new ArgumentException($"{options.Method} weighs by probabilities, and network '{network.Name}' has none; where "
                + "its scores are logits, \"probability\": \"sigmoid\" in the description beside its file says so.");
        return entry.Create(network, options);
    }
}
