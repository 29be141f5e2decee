namespace SaliencyPS.Options;

/// <summary>How results are measured: <c>MeasureOptions</c>, and what networks are made to forget for it.</summary>
internal static class MeasureDefinitions
{
    public const double OverlapMinimum = 0.01, OverlapMaximum = 1, OverlapDefault = 0.5;
    public const int ResamplesMinimum = 0, ResamplesMaximum = 1_000_000, ResamplesDefault = 1000;
    public const double ConfidenceMinimum = 0.01, ConfidenceMaximum = 0.999, ConfidenceDefault = 0.95;
    public const int SeedDefault = 1;
    public const int StepMinimum = 1, StepMaximum = 10_000, StepDefault = 1;

    public static readonly NumberDefinition<double> Overlap = new("Overlap", null,
        "Least intersection over union of a good box.", OverlapMinimum, OverlapMaximum, OverlapDefault);

    public static readonly NumberDefinition<int> Resamples = new("Resample", "--resamples",
        "How often images are drawn again for the confidence intervals; 0 for none.",
        ResamplesMinimum, ResamplesMaximum, ResamplesDefault);

    public static readonly NumberDefinition<double> Confidence = new("Confidence", null,
        "The share of the redrawn sets of images that a confidence interval holds.",
        ConfidenceMinimum, ConfidenceMaximum, ConfidenceDefault);

    public static readonly NumberDefinition<int> Seed = new("Seed", "--resample-seed",
        "Decides which images are drawn for the confidence intervals.", int.MinValue, int.MaxValue, SeedDefault);

    public static readonly NumberDefinition<int> Randomize = new(null, "--randomize",
        "Replace the weights of so many layers, the last first, by noise: maps and boxes must get worse.", 0, 10_000, 0);

    public static readonly NumberDefinition<int> Step = new("Step", "--step",
        "Compare after every so many layers, and after all of them.", StepMinimum, StepMaximum, StepDefault);
}
