using SaliencyPS.Networks;

namespace SaliencyPS.Saliency.Methods;

/// <summary>Makes the methods.</summary>
internal static class MethodCatalog
{
    /// <summary>Refuses options that are out of range and layers that are not there.</summary>
    /// <exception cref="ArgumentException">An option is out of range, or the network has no such layer, or none with rows and columns.</exception>
    public static void Check(Network network, AttributionOptions options)
    {
        options.Validate();
        if (options.Layer is not null || LooksAtLayer(options.Method)) _ = SpatialLayer.Find(network, options.Layer);
    }

    /// <summary>The method that the options name, for one network.</summary>
    /// <inheritdoc cref="Check"/>
    public static AttributionMethod Create(Network network, AttributionOptions options)
    {
        Check(network, options);
        return options.Method switch
        {
            SaliencyMethod.Gradient => new GradientMethod(network, options),
            SaliencyMethod.InputXGradient => new InputXGradientMethod(network, options),
            SaliencyMethod.GuidedBackprop => new RuleMethod(network, options, GradientRule.Guided),
            SaliencyMethod.Deconvnet => new RuleMethod(network, options, GradientRule.Deconvnet),
            SaliencyMethod.IntegratedGradients => new IntegratedGradientsMethod(network, options),
            SaliencyMethod.SmoothGrad or SaliencyMethod.SmoothGradSquared or SaliencyMethod.VarGrad => new SmoothGradMethod(network, options, options.Method),
            SaliencyMethod.GradCAM => new GradCamMethod(network, options),
            SaliencyMethod.GradCAMPlusPlus => new GradCamPlusPlusMethod(network, options),
            SaliencyMethod.LayerCAM => new LayerCamMethod(network, options),
            SaliencyMethod.XGradCAM => new XGradCamMethod(network, options),
            SaliencyMethod.EigenCAM => new EigenCamMethod(network, options),
            SaliencyMethod.GuidedGradCAM => new GuidedGradCamMethod(network, options),
            SaliencyMethod.Occlusion => new OcclusionMethod(network, options),
            SaliencyMethod.Rise => new RiseMethod(network, options),
            SaliencyMethod.ScoreCAM => new ScoreCamMethod(network, options),
            SaliencyMethod.ExcitationBackprop => new ExcitationMethod(network, options, contrast: false),
            SaliencyMethod.ContrastiveExcitation => new ExcitationMethod(network, options, contrast: true),
            _ => new LayerRelevanceMethod(network, options),
        };
    }

    private static bool LooksAtLayer(SaliencyMethod method) => method is >= SaliencyMethod.GradCAM and <= SaliencyMethod.GuidedGradCAM
        or SaliencyMethod.ScoreCAM or SaliencyMethod.ExcitationBackprop or SaliencyMethod.ContrastiveExcitation;
}
