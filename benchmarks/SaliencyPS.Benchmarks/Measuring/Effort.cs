namespace SaliencyPS.Benchmarks.Measuring;

/// <summary>How much time one cell of a table may take.</summary>
/// <param name="Seconds">About so long per contestant, all rounds together.</param>
/// <param name="Rounds">The contestants take turns so many times, so that whatever else the machine does hits them alike.</param>
/// <param name="Least">Repetitions per round, however long they take.</param>
internal sealed record Effort(double Seconds, int Rounds, int Least)
{
    /// <summary>Once, to see that it works.</summary>
    public static Effort Smoke { get; } = new(0, 1, 1);
}
