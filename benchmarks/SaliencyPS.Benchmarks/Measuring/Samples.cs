namespace SaliencyPS.Benchmarks.Measuring;

/// <summary>Repeated measurements of one thing.</summary>
internal sealed class Samples(IEnumerable<double> values)
{
    private readonly double[] _sorted = [.. values.Order()];

    /// <summary>How many.</summary>
    public int Count => _sorted.Length;

    /// <summary>The least.</summary>
    public double Least => _sorted[0];

    /// <summary>The largest.</summary>
    public double Most => _sorted[^1];

    /// <summary>The middle one.</summary>
    public double Median => Quantile(0.5);

    /// <summary>Median and, in parentheses, the quartiles, times a factor: <c>12.3 (12.1–12.9)</c>.</summary>
    public string Show(double factor) =>
        $"{Text.Number(Median * factor)} ({Text.Number(Quantile(0.25) * factor)}–{Text.Number(Quantile(0.75) * factor)})";

    /// <summary>Median and, in parentheses, the least and the most, times a factor.</summary>
    public string ShowRange(double factor) =>
        $"{Text.Number(Median * factor)} ({Text.Number(Least * factor)}–{Text.Number(Most * factor)})";

    /// <summary>The value below which this fraction lies, interpolated.</summary>
    public double Quantile(double fraction)
    {
        var position = fraction * (_sorted.Length - 1);
        var rank = (int)position;
        return rank + 1 == _sorted.Length ? _sorted[rank]
            : _sorted[rank] + (position - rank) * (_sorted[rank + 1] - _sorted[rank]);
    }
}
