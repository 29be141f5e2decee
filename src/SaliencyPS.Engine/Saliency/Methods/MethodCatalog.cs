using SaliencyPS.Networks;

namespace SaliencyPS.Saliency.Methods;

/// <summary>Makes the methods.</summary>
internal static class MethodCatalog
{
    /// <summary>The method that the options name, for one network.</summary>
    /// <exception cref="ArgumentException">An option is out of range, or the network has no such layer.</exception>
    public static AttributionMethod Create(Network network, AttributionOptions options)
    {
        options.Validate();
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
}
