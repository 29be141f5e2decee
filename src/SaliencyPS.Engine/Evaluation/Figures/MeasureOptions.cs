namespace SaliencyPS.Evaluation.Figures;

/// <summary>How results are measured.</summary>
public sealed record MeasureOptions
{
    /// <summary>Least intersection over union of a good box, above 0 and at most 1; ILSVRC's 0.5.</summary>
    public double Overlap { get; init; } = 0.5;

    /// <summary>How often pictures are drawn again for the confidence intervals, 0 (no intervals) to 1,000,000.</summary>
    public int Resamples { get; init; } = 1000;

    /// <summary>Confidence of the intervals, above 0 and below 1.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Decides which pictures are drawn.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Whether to list all pairs.</summary>
    public bool Details { get; init; }

    /// <summary>
    /// The results are of true classes only, all of them, so that a rank that is not there is known to be of another class. Otherwise what is
    /// known of the first five ranks are the results with those ranks.
    /// </summary>
    public bool TrueClassesOnly { get; init; }

    /// <summary>Threads, at least 1.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Refuses values that are out of range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is.</exception>
    public void Validate()
    {
        if (!(Overlap is > 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(Overlap), Overlap, "The overlap lies above 0 and is at most 1.");
        if (!(Confidence is > 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(Confidence), Confidence, "The confidence lies between 0 and 1.");
        if (Resamples is < 0 or > 1_000_000) throw new ArgumentOutOfRangeException(nameof(Resamples), Resamples, "0 to 1,000,000 resamples.");
        ArgumentOutOfRangeException.ThrowIfLessThan(Threads, 1);
    }
}
