namespace SaliencyPS.Evaluation.Faithfulness;

/// <summary>How the faithfulness of maps is measured.</summary>
internal sealed record FaithfulnessOptions
{
    /// <summary>What takes the place of removed pixels.</summary>
    public RemovalBaseline Baseline { get; init; } = RemovalBaseline.Mean;

    /// <summary>Steps of the curves of deletion and insertion, 1 or more.</summary>
    public int Steps { get; init; } = 50;

    /// <summary>Squares removed for the infidelity, 1 or more.</summary>
    public int Squares { get; init; } = 50;

    /// <summary>Decides the squares, the noise and the order of equal pixels.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Refuses values that are out of range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Steps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Squares, 1);
    }
}
