using System.Diagnostics;

namespace SaliencyPS.Cmdlets.Abstractions;

/// <summary>
/// Tells whether the commands before in the pipeline deliver faster than this one works. Only then may it work ahead: what it
/// holds back comes out with the next input, and nobody knows when a slow one comes.
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
