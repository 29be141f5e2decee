using System.Diagnostics;
using System.Globalization;
using SaliencyPS.Threads;

namespace SaliencyPS.Cli.Output;

/// <summary>
/// One line on standard error that tells a watcher how far the work is, and is gone before anything else is written there.
/// </summary>
/// <param name="error">Standard error.</param>
/// <param name="watched">Whether anybody looks at it; if not, nothing is written.</param>
internal sealed class ProgressLine(TextWriter error, bool watched)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _last;
    private int _length;

    /// <summary>
    /// How often a line of its own says how far a long run is where nobody looks, but maybe a log is kept; null for never.
    /// </summary>
    public TimeSpan? Beat { get; set; }

    /// <summary>Shows the text in place of the one before.</summary>
    public void Show(string text)
    {
        if (!watched) return;
        error.Write($"\r{text.PadRight(_length)}");
        error.Flush();
        _length = text.Length;
    }

    /// <summary>Shows which image is worked on, of how many, and the time left at the pace so far.</summary>
    /// <param name="done">Images that are done.</param>
    /// <param name="total">Images that there are; null where that is not known.</param>
    /// <param name="share">How much of the next one is done, 0 … 1.</param>
    /// <param name="what">What is counted.</param>
    /// <param name="failed">How many failed.</param>
    public void Show(int done, int? total, double share = 0, string what = "image", int failed = 0)
    {
        var beats = !watched && _clock.Elapsed - _last >= Beat;
        if (done == total || !(watched || beats)) return;
        var left = TimeLeft.Of(_clock.Elapsed, (done + share) / total);
        var text = string.Create(CultureInfo.InvariantCulture, $"{what} {done + 1}{(total is null ? "" : $" of {total}")}"
            + $"{(share > 0 ? $": {100 * share:0} %" : "")}"
            + $"{(Beat is null ? "" : $", {done / _clock.Elapsed.TotalSeconds:0.0} a second")}"
            + $"{(left is null ? "" : $", {(int)left.Value.TotalHours}:{left.Value:mm\\:ss} left")}"
            + $"{(failed > 0 ? $", {failed} failed" : "")}");
        if (watched) Show(text);
        else
        {
            error.WriteLine($"saliency: {text}");
            error.Flush();
            _last = _clock.Elapsed;
        }
    }

    /// <summary>Takes the line away.</summary>
    public void Clear()
    {
        if (_length > 0) error.Write($"\r{new string(' ', _length)}\r");
        _length = 0;
    }
}
