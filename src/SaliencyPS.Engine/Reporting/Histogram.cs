using System.Globalization;

namespace SaliencyPS.Reporting;

/// <summary>
/// How often numbers fall into intervals of one width. The width doubles whenever there would be too many intervals, so that it
/// takes no more memory for more numbers; the outcome does not depend on their order.
/// </summary>
/// <param name="width">The width to begin with.</param>
/// <param name="most">Most intervals.</param>
internal sealed class Histogram(double width, int most)
{
    private SortedDictionary<long, long> _counts = [];
    private double _width = width;

    /// <summary>Counts a number; one that is not finite is left out.</summary>
    public void Add(double value)
    {
        if (!double.IsFinite(value)) return;
        Count(_counts, (long)Math.Clamp(Math.Floor(value / _width), long.MinValue / 2, long.MaxValue / 2), 1);
        while (_counts.Keys.Last() - _counts.Keys.First() >= most)
        {
            var wider = new SortedDictionary<long, long>();
            foreach (var (interval, count) in _counts) Count(wider, interval >> 1, count);
            (_counts, _width) = (wider, 2 * _width);
        }
    }

    /// <summary>The intervals from the first to the last that has a number in it.</summary>
    public IEnumerable<(double From, double To, long Count)> Intervals()
    {
        if (_counts.Count == 0) yield break;
        for (var i = _counts.Keys.First(); i <= _counts.Keys.Last(); i++)
            yield return (i * _width, (i + 1) * _width, _counts.GetValueOrDefault(i));
    }

    /// <summary>A number as it stands beside a bar.</summary>
    public static string Text(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    private static void Count(SortedDictionary<long, long> counts, long interval, long more) =>
        counts[interval] = counts.GetValueOrDefault(interval) + more;
}
