using System.Globalization;

namespace SaliencyPS.Benchmarks.Measuring;

/// <summary>Numbers as the tables show them: the same under every culture, three digits that mean something.</summary>
internal static class Text
{
    public static string Number(double value) => Math.Abs(value) switch
    {
        >= 100 => value.ToString("0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
        >= 1 => value.ToString("0.00", CultureInfo.InvariantCulture),
        _ => value.ToString("0.000", CultureInfo.InvariantCulture),
    };

    public static string Ratio(double? value) => value is { } known ? Number(known) + "×" : "–";

    public static string Threads(int count) => count == 1 ? "1 thread" : $"{count} threads";

    public static string Percent(double value) => (100 * value).ToString("0", CultureInfo.InvariantCulture) + " %";

    public static string Megabytes(double bytes) => Number(bytes / 1e6) + " MB";

    public static string Scientific(double value) => value.ToString("0.0e+0", CultureInfo.InvariantCulture);
}
