namespace SaliencyPS.Localization;

/// <summary>
/// Named settings, and which of them suits the maps of which method. docs/localization.md has the study behind them.
/// </summary>
internal static class LocalizationPresets
{
    /// <summary>
    /// Simonyan et al. 2014, section 3.2: quantile seeds, color models, contrast. What the paper leaves open is tuned.
    /// </summary>
    public const string Paper = "Paper";

    /// <summary>
    /// Seeds by mass, and the map itself as a prior beside color and contrast: for the gradient
    /// and its kin, whose maps are speckled.
    /// </summary>
    public const string Gradient = "Gradient";

    /// <summary>
    /// Seeds by mass, and the map itself as a prior, for maps that are smooth: those of layers, masks and walks.
    /// </summary>
    public const string Layer = "Layer";

    /// <summary>The settings by name, in any case.</summary>
    public static IReadOnlyDictionary<string, LocalizationOptions> All { get; } =
        new Dictionary<string, LocalizationOptions>(StringComparer.OrdinalIgnoreCase)
    {
        [Paper] = new(),
        [Gradient] = ByMass with { Sharpness = 2 },
        [Layer] = ByMass with { Components = 5, ContrastWeight = 6 },
    };

    /// <summary>Which settings suit the maps of which methods, in words.</summary>
    public static string Standards
    {
        get
        {
            var methods = Enum.GetValues<SaliencyMethod>().Where(method => For(method) == All[Gradient]).ToArray();
            return $"{Gradient} for maps of {string.Join(", ", methods[..^1])} and {methods[^1]}, {Layer} for those of all other "
                + "methods";
        }
    }

    /// <summary>
    /// The settings for the maps of a method where nothing else is asked for: <see cref="Gradient"/> or <see cref="Layer"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such method.</exception>
    public static LocalizationOptions For(SaliencyMethod method) => method switch
    {
        SaliencyMethod.Gradient or SaliencyMethod.InputXGradient or SaliencyMethod.GuidedBackprop or SaliencyMethod.Deconvnet
            or SaliencyMethod.IntegratedGradients or SaliencyMethod.SmoothGrad or SaliencyMethod.SmoothGradSquared
            or SaliencyMethod.VarGrad or SaliencyMethod.GuidedGradCAM or SaliencyMethod.LayerRelevance => All[Gradient],
        SaliencyMethod.GradCAM or SaliencyMethod.GradCAMPlusPlus or SaliencyMethod.LayerCAM or SaliencyMethod.XGradCAM
            or SaliencyMethod.EigenCAM or SaliencyMethod.Occlusion or SaliencyMethod.Rise or SaliencyMethod.ScoreCAM
            or SaliencyMethod.AttentionRollout or SaliencyMethod.AttentionRelevance or SaliencyMethod.LeGrad
            or SaliencyMethod.ExcitationBackprop or SaliencyMethod.ContrastiveExcitation => All[Layer],
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, "No preset is known to suit the maps of this method."),
    };

    private static LocalizationOptions ByMass => new() { SeedRule = SeedRule.Mass, SaliencyWeight = 4, MaximumEvidence = 3 };
}
