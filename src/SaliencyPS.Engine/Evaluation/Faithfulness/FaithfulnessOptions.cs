using SaliencyPS.Options;

namespace SaliencyPS.Evaluation.Faithfulness;

/// <summary>How the faithfulness of maps is measured.</summary>
internal sealed record FaithfulnessOptions
{
    /// <summary>What takes the place of removed pixels; ROAD imputes, whatever this is.</summary>
    public RemovalBaseline RemovalBaseline { get; init; } = RemovalBaseline.Mean;

    /// <summary>Steps of the curves of deletion and insertion, 1 … 10,000.</summary>
    public int CurveStep { get; init; } = FaithfulnessDefinitions.CurveStepDefault;

    /// <summary>How often images are drawn again for the confidence intervals, 0 (no intervals) to 1,000,000.</summary>
    public int Resamples { get; init; } = MeasureDefinitions.ResamplesDefault;

    /// <summary>Confidence of the intervals, 0.01 … 0.999.</summary>
    public double Confidence { get; init; } = MeasureDefinitions.ConfidenceDefault;

    /// <summary>Whether to list all maps.</summary>
    public bool Details { get; init; }

    /// <summary>Refuses values that are out of range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is.</exception>
    public void Validate()
    {
        FaithfulnessDefinitions.CurveStep.Check(CurveStep);
        MeasureDefinitions.Resamples.Check(Resamples);
        MeasureDefinitions.Confidence.Check(Confidence);
    }
}
