using SaliencyPS.Options;

namespace SaliencyPS.Evaluation.Figures;

/// <summary>How results are measured.</summary>
internal sealed record MeasureOptions
{
    /// <summary>Least intersection over union of a good box, 0.01 … 1; ILSVRC's 0.5.</summary>
    public double Overlap { get; init; } = MeasureDefinitions.OverlapDefault;

    /// <summary>How often images are drawn again for the confidence intervals, 0 (no intervals) to 1,000,000.</summary>
    public int Resamples { get; init; } = MeasureDefinitions.ResamplesDefault;

    /// <summary>Confidence of the intervals, 0.01 … 0.999.</summary>
    public double Confidence { get; init; } = MeasureDefinitions.ConfidenceDefault;

    /// <summary>Decides which images are drawn.</summary>
    public int Seed { get; init; } = MeasureDefinitions.SeedDefault;

    /// <summary>Whether to list all pairs.</summary>
    public bool Details { get; init; }

    /// <summary>
    /// The results are of true classes only, all of them, so that a rank that is not there is known to be of another class.
    /// Otherwise what is known of the first five ranks are the results with those ranks.
    /// </summary>
    public bool TrueClassesOnly { get; init; }

    /// <summary>Threads, 1 … 1024.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Refuses values that are out of range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is.</exception>
    public void Validate()
    {
        MeasureDefinitions.Overlap.Check(Overlap);
        MeasureDefinitions.Confidence.Check(Confidence);
        MeasureDefinitions.Resamples.Check(Resamples);
        ReadingDefinitions.Threads.Check(Threads);
    }
}
