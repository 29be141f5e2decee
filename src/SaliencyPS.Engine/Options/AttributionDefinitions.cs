namespace SaliencyPS.Options;

/// <summary>The methods that make maps, and their parameters: <c>AttributionOptions</c>.</summary>
internal static class AttributionDefinitions
{
    public const double ClassContrastMinimum = 0, ClassContrastMaximum = 1, ClassContrastDefault = 0;
    public const int SamplesMinimum = 1, SamplesMaximum = 1_000_000;
    public const double ToleranceMinimum = 0, ToleranceMaximum = 0.999, ToleranceDefault = 0;
    public const double NoiseLevelMinimum = 0, NoiseLevelMaximum = 100, NoiseLevelDefault = 0.15;
    public const int WindowMinimum = 1, WindowMaximum = 100_000;
    public const int StrideMinimum = 1, StrideMaximum = 100_000;
    public const int SeedDefault = 1;

    public static readonly OptionDefinition Method = new("Method", "--method", "How maps are made.");

    public static readonly OptionDefinition ChannelReduction = new("ChannelReduction", "--channel-reduction",
        "How the channels of a pixel become one value; by default Sum for InputXGradient, IntegratedGradients, GuidedGradCAM and "
        + "LayerRelevance, Maximum for the others.");

    public static readonly NumberDefinition<double> ClassContrast = new("ClassContrast", "--class-contrast",
        "Take from a map so much of what those of the five best-scored other classes show too.",
        ClassContrastMinimum, ClassContrastMaximum, ClassContrastDefault);

    public static readonly NumberDefinition<int> Samples = new("SampleCount", "--samples",
        "Noisy copies, steps or masks; by default 25 for SmoothGrad, SmoothGradSquared and VarGrad, 32 for IntegratedGradients, "
        + "1000 for Rise.", SamplesMinimum, SamplesMaximum);

    public static readonly NumberDefinition<double> Tolerance = new("Tolerance", "--tolerance",
        "Stop sampling where 32 more samples change a map by less than this share.",
        ToleranceMinimum, ToleranceMaximum, ToleranceDefault);

    public static readonly NumberDefinition<double> NoiseLevel = new("NoiseLevel", "--noise-level",
        "Noise as a share of the range of the network's input.", NoiseLevelMinimum, NoiseLevelMaximum, NoiseLevelDefault);

    public static readonly OptionDefinition Baseline = new("Baseline", "--baseline",
        "What integrated gradients start from and occlusion covers with.");

    public static readonly NumberDefinition<int> Window = new("Window", "--window",
        "Side of the occluding window in pixels of the network's input; by default an eighth of its longer side.",
        WindowMinimum, WindowMaximum);

    public static readonly NumberDefinition<int> Stride = new("Stride", "--stride",
        "Pixels between two occluding windows; by default half a window.", StrideMinimum, StrideMaximum);

    public static readonly NumberDefinition<int> Seed = new("Seed", "--seed", "Decides noise and masks.",
        int.MinValue, int.MaxValue, SeedDefault);
}
