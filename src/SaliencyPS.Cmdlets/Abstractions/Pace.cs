using System.Diagnostics;

namespace SaliencyPS.Cmdlets.Abstractions;

/// <summary>
/// Tells whether inputs arrive faster than this command works on them. Only then may the command begin further
/// inputs before it emits the results of earlier ones: those results are emitted when the next input arrives, and of
/// a slow source nobody knows when that is.
/// </summary>
internal sealed class Pace
{
    private long? _left;

    /// <summary>How long the work on one input takes; zero until known.</summary>
    public TimeSpan Work { get; set; }

    /// <summary>At the beginning of a record: whether the wait for it was shorter than the work on it will be.</summary>
    public bool IsFast() => _left is { } left && Stopwatch.GetElapsedTime(left) < Work;

    /// <summary>At the end of a record.</summary>
    public void Leave() => _left = Stopwatch.GetTimestamp();
}
