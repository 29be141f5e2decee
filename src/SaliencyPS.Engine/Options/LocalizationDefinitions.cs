namespace SaliencyPS.Options;

/// <summary>How a map becomes boxes: <c>LocalizationOptions</c>. Defaults are those of the preset Paper.</summary>
internal static class LocalizationDefinitions
{
    public const double SmoothingMinimum = 0, SmoothingMaximum = 0.5, SmoothingDefault = 0;
    public const double ForegroundQuantileMinimum = 0, ForegroundQuantileMaximum = 1, ForegroundQuantileDefault = 0.95;
    public const double BackgroundQuantileMinimum = 0, BackgroundQuantileMaximum = 1, BackgroundQuantileDefault = 0.30;
    public const double ForegroundMassMinimum = 0, ForegroundMassMaximum = 1, ForegroundMassDefault = 0.5;
    public const double BackgroundMassMinimum = 0, BackgroundMassMaximum = 1, BackgroundMassDefault = 0.97;
    public const double ObjectMassMinimum = 0, ObjectMassMaximum = 1, ObjectMassDefault = 0.9;
    public const double SharpnessMinimum = 0.01, SharpnessMaximum = 10, SharpnessDefault = 1.5;
    public const double SaliencyWeightMinimum = 0, SaliencyWeightMaximum = 1000, SaliencyWeightDefault = 0;
    public const double MaximumEvidenceMinimum = 0.001, MaximumEvidenceMaximum = 1000, MaximumEvidenceDefault = 1000;
    public const int ComponentsMinimum = 1, ComponentsMaximum = 16, ComponentsDefault = 3;
    public const int MixtureIterationsMinimum = 0, MixtureIterationsMaximum = 1000, MixtureIterationsDefault = 0;
    public const double CovarianceFloorMinimum = double.Epsilon, CovarianceFloorMaximum = double.MaxValue;
    public const double CovarianceFloorDefault = 10;
    public const double ContrastWeightMinimum = 0, ContrastWeightMaximum = 100_000, ContrastWeightDefault = 10;
    public const int RefinementsMinimum = 0, RefinementsMaximum = 20, RefinementsDefault = 0;
    public const int MaximumCutPixelsMinimum = 1, MaximumCutPixelsMaximum = int.MaxValue, MaximumCutPixelsDefault = 256 * 256;
    public const double MinimumAreaMinimum = 0, MinimumAreaMaximum = 1, MinimumAreaDefault = 0.1;

    public static readonly OptionDefinition Upsampling = new("Upsampling", "--upsampling",
        "How a map is brought to the resolution of the cut.");

    public static readonly NumberDefinition<double> Smoothing = new("Smoothing", "--smoothing",
        "Deviation of a Gaussian over the map, as a share of the shorter side.",
        SmoothingMinimum, SmoothingMaximum, SmoothingDefault);

    public static readonly OptionDefinition SeedRule = new("SeedRule", "--seed-rule",
        "Seeds by quantiles of the map, or by its mass.");

    public static readonly NumberDefinition<double> ForegroundQuantile = new("ForegroundQuantile", "--foreground-quantile",
        "Pixels of the map above this quantile seed the object.",
        ForegroundQuantileMinimum, ForegroundQuantileMaximum, ForegroundQuantileDefault);

    public static readonly NumberDefinition<double> BackgroundQuantile = new("BackgroundQuantile", "--background-quantile",
        "Pixels of the map below this quantile seed the background.",
        BackgroundQuantileMinimum, BackgroundQuantileMaximum, BackgroundQuantileDefault);

    public static readonly NumberDefinition<double> ForegroundMass = new("ForegroundMass", "--foreground-mass",
        "The fewest pixels with this share of the map seed the object.",
        ForegroundMassMinimum, ForegroundMassMaximum, ForegroundMassDefault);

    public static readonly NumberDefinition<double> BackgroundMass = new("BackgroundMass", "--background-mass",
        "All but the fewest pixels with this share of the map seed the background.",
        BackgroundMassMinimum, BackgroundMassMaximum, BackgroundMassDefault);

    public static readonly NumberDefinition<double> ObjectMass = new("ObjectMass", "--object-mass",
        "The map speaks for the object within the fewest pixels with this share of it.",
        ObjectMassMinimum, ObjectMassMaximum, ObjectMassDefault);

    public static readonly NumberDefinition<double> Sharpness = new("Sharpness", "--sharpness",
        "Exponent of the map before its mass is taken.", SharpnessMinimum, SharpnessMaximum, SharpnessDefault);

    public static readonly NumberDefinition<double> SaliencyWeight = new("SaliencyWeight", "--saliency-weight",
        "How much the map itself speaks in the cut, in nats.",
        SaliencyWeightMinimum, SaliencyWeightMaximum, SaliencyWeightDefault);

    public static readonly NumberDefinition<double> MaximumEvidence = new("MaximumEvidence", "--max-evidence",
        "How much a pixel's color may speak in the cut, in nats.",
        MaximumEvidenceMinimum, MaximumEvidenceMaximum, MaximumEvidenceDefault);

    public static readonly NumberDefinition<int> Components = new("Component", "--components", "Gaussians per color model.",
        ComponentsMinimum, ComponentsMaximum, ComponentsDefault);

    public static readonly NumberDefinition<int> MixtureIterations = new("Iteration", "--mixture-iterations",
        "EM iterations per color model.", MixtureIterationsMinimum, MixtureIterationsMaximum, MixtureIterationsDefault);

    public static readonly OptionDefinition ColorSpace = new("ColorSpace", "--color-space",
        "The space in which colors are modelled and compared.");

    public static readonly NumberDefinition<double> CovarianceFloor = new("CovarianceFloor", "--covariance-floor",
        "Least variance of a Gaussian, in squared 8-bit steps.",
        CovarianceFloorMinimum, CovarianceFloorMaximum, CovarianceFloorDefault);

    public static readonly NumberDefinition<double> ContrastWeight = new("ContrastWeight", "--contrast-weight",
        "Cost, in nats, of separating two equal neighbours.",
        ContrastWeightMinimum, ContrastWeightMaximum, ContrastWeightDefault);

    public static readonly OptionDefinition Connectivity = new("Connectivity", "--connectivity",
        "How many neighbours a pixel has in the cut.");

    public static readonly NumberDefinition<int> Refinements = new("Refinement", "--refinements",
        "How often, at most, the cut is done again with the colors of its sides.",
        RefinementsMinimum, RefinementsMaximum, RefinementsDefault);

    public static readonly OptionDefinition FillHoles = new("FillHoles", "--fill-holes",
        "Holes in the object belong to it; the box stays the same.");

    public static readonly OptionDefinition SeedConstraint = new("SeedConstraint", "--seed-constraint",
        "Which seeds the cut may not relabel.");

    public static readonly NumberDefinition<int> MaximumCutPixels = new("MaximumCutPixels", "--max-cut-pixels",
        "Shrink larger images before the cut.", MaximumCutPixelsMinimum, MaximumCutPixelsMaximum, MaximumCutPixelsDefault);

    public static readonly OptionDefinition Segmenter = new("Segmenter", "--segmenter",
        "What divides an image by the seeds of a map; a library has color models and a cut of its own.");

    public static readonly OptionDefinition AllInstances = new("AllInstances", "--all-instances",
        "A box for each object of a class, the largest first; otherwise only for that one.");

    public static readonly NumberDefinition<double> MinimumArea = new("MinimumArea", "--min-area",
        "Of all objects asked for, least pixels of one as a share of the largest one's.",
        MinimumAreaMinimum, MinimumAreaMaximum, MinimumAreaDefault);

    // On the command line the threads are those of all the work on an image.
    public static readonly NumberDefinition<int> Threads = new("ThrottleLimit", null, "Maps of one image that are cut at once.",
        ReadingDefinitions.ThreadsMinimum, ReadingDefinitions.ThreadsMaximum, Environment.ProcessorCount);
}
