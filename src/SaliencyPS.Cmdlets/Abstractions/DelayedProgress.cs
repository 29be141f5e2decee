using System.Diagnostics;
using System.Management.Automation;
using SaliencyPS.Imaging.Terminal;
using SaliencyPS.Threads;

namespace SaliencyPS.Cmdlets.Abstractions;

/// <summary>Progress that shows nothing for the first second, then at most five records a second.</summary>
internal sealed class DelayedProgress(Cmdlet cmdlet, int id, string activity)
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1), Interval = TimeSpan.FromSeconds(0.2);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _next = Delay;

    /// <summary>Tells what is being done.</summary>
    /// <param name="status">What is being done now.</param>
    /// <param name="done">Share done, 0 … 1; null where the whole is not known.</param>
    public void Report(string status, double? done = null)
    {
        if (_clock.Elapsed < _next) return;
        _next = _clock.Elapsed + Interval;
        cmdlet.WriteProgress(new ProgressRecord(id, activity, PlainText.OneLine(status))
        {
            PercentComplete = done is null ? -1 : (int)(100 * done),
            SecondsRemaining = TimeLeft.Of(_clock.Elapsed, done) is { } left ? (int)Math.Ceiling(left.TotalSeconds) : -1,
        });
    }

    /// <summary>Takes the progress away, where any was shown.</summary>
    public void Complete()
    {
        if (_next > Delay)
            cmdlet.WriteProgress(new ProgressRecord(id, activity, "Done") { RecordType = ProgressRecordType.Completed });
    }
}
