namespace SaliencyPS.Threads;

/// <summary>How long work will yet take.</summary>
internal static class TimeLeft
{
    /// <summary>What is left at the pace so far; null where that cannot be told yet.</summary>
    /// <param name="spent">The time that the work has taken so far.</param>
    /// <param name="share">The share that is done, 0 … 1; null where it is not known.</param>
    public static TimeSpan? Of(TimeSpan spent, double? share) =>
        share is > 0 and <= 1 and var done ? spent * ((1 - done) / done) : null;
}
