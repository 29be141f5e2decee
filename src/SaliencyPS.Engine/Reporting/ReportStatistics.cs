using System.Globalization;
using SaliencyPS.Runs;

namespace SaliencyPS.Reporting;

/// <summary>
/// What is told of any number of images together. Keeps a number for each image, and for each label; whatever else there are
/// many of is kept as how many.
/// </summary>
internal sealed class ReportStatistics
{
    // Beyond so many reasons that are all different, the reasons tell nothing.
    private const int MostReasons = 1000, MostIntervals = 24;

    private const string OtherReasons = "other reasons";

    private readonly ReportSummary _summary = new();
    private readonly HashSet<ulong> _images = [], _failed = [];
    private readonly Dictionary<string, long> _reasons = [];
    private readonly Histogram _probabilities = new(10, int.MaxValue), _scores = new(1, MostIntervals),
        _sides = new(1, int.MaxValue);

    /// <summary>How many images there are.</summary>
    public long Images => _images.Count;

    /// <summary>Counts a row.</summary>
    public void Add(ReportRow row)
    {
        _images.Add(Number(row.Path));
        _summary.Add(row);
        if (double.IsNaN(row.Probability)) _scores.Add(row.Score);
        // The last interval holds certainty, too.
        else _probabilities.Add(Math.Min(100 * row.Probability, 99));
        foreach (var box in row.Boxes) _sides.Add(Math.Log2(Math.Max(1, (double)box.Width * box.Height)) / 2);
    }

    /// <summary>Counts an image that failed.</summary>
    public void Add(FailedImage failed)
    {
        _images.Add(Number(failed.Path));
        _failed.Add(Number(failed.Path));
        var reason = _reasons.Count < MostReasons || _reasons.ContainsKey(failed.Reason) ? failed.Reason : OtherReasons;
        _reasons[reason] = _reasons.GetValueOrDefault(reason) + 1;
    }

    /// <summary>The section of the page.</summary>
    /// <param name="options">When and how the report was made.</param>
    /// <param name="shown">How many images are shown.</param>
    public Html ToHtml(ReportOptions options, long shown)
    {
        var more = Html.Of($"<div><dt>Failed</dt><dd>{_failed.Count}</dd></div>");
        if (shown != Images) more = Html.Of($"{more}<div><dt>Shown</dt><dd>{shown}</dd></div>");
        return _summary.ToHtml(options, Images, more, Html.Join(
        [
            ReportSummary.Histogram("Probability", Bars(_probabilities, (from, to) => $"{from:0} – {to:0} %")),
            ReportSummary.Histogram("Score", Bars(_scores, (from, to) => $"{Histogram.Text(from)} … {Histogram.Text(to)}")),
            ReportSummary.Histogram("Box area in pixels", Bars(_sides, (from, to) => $"{Square(from)} – {Square(to)}")),
            ReportSummary.Histogram("Failures", _reasons),
        ]));
    }

    /// <summary>Counts of all, and of each class, as names and values.</summary>
    /// <param name="options">When and how the report was made.</param>
    /// <param name="shown">How many rows are shown.</param>
    public IEnumerable<(string Name, object Value)> Facts(ReportOptions options, long shown)
    {
        yield return ("Title", options.Title);
        yield return ("Images", Images);
        yield return ("Failed", (long)_failed.Count);
        yield return ("Rows", shown);
        if (options.Created is { } created)
            yield return ("Created", created.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture));
        if (options.Command is { } command) yield return ("Command", command);
        foreach (var (label, count) in _summary.Labels) yield return (label, count);
    }

    private static (string Name, long Count)[] Bars(Histogram histogram, Func<double, double, FormattableString> name) =>
        [.. histogram.Intervals().Select(one => (FormattableString.Invariant(name(one.From, one.To)), one.Count))];

    private static string Square(double side) => string.Create(CultureInfo.InvariantCulture, $"{Math.Pow(2, side):0}²");

    // One of 2^64: no two of a million images get the same but by a chance of one in 10^7.
    private static ulong Number(string path) => (ulong)(ImageKey.Hash(path) >> 64);
}
