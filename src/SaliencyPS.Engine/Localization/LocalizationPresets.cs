namespace SaliencyPS.Localization;

/// <summary>Named settings, and which of them suits the maps of which method. docs/localization.md has the study behind them.</summary>
public static class LocalizationPresets
{
    /// <summary>Simonyan et al. 2014, section 3.2: quantile seeds, colour models, contrast. What the paper leaves open is tuned.</summary>
    public const string Paper = "Paper";

    /// <summary>Seeds by mass, and the map itself as a prior beside colour and contrast: for the gradient and its kin, whose maps are speckled.</summary>
    public const string Gradient = "Gradient";

    /// <summary>The same for maps that are smooth: those of layers, masks and walks.</summary>
    public const string Layer = "Layer";

    /// <summary>The settings by name, in any case.</summary>
    public static IReadOnlyDictionary<string, LocalizationOptions> All { get; } = new Dictionary<string, LocalizationOptions>(StringComparer.OrdinalIgnoreCase)
    {
        [Paper] = new(),
        [Gradient] = ByMass with { Sharpness = 2 },
        [Layer] = ByMass with { Components = 5, ContrastWeight = 6 },
    };

    /// <summary>What is used where nothing is asked for.</summary>
    public static LocalizationOptions For(SaliencyMethod method) => All[method is SaliencyMethod.Gradient or SaliencyMethod.InputXGradient
        or SaliencyMethod.GuidedBackprop or SaliencyMethod.Deconvnet or SaliencyMethod.IntegratedGradients or SaliencyMethod.SmoothGrad
        or SaliencyMethod.SmoothGradSquared or SaliencyMethod.VarGrad or SaliencyMethod.GuidedGradCAM or SaliencyMethod.LayerRelevance ? Gradient : Layer];

    private static LocalizationOptions ByMass => new() { SeedRule = SeedRule.Mass, SaliencyWeight = 4, MaximumEvidence = 3 };
}
