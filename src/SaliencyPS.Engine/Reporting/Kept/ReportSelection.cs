using System.Globalization;

namespace SaliencyPS.Reporting.Kept;

/// <summary>Which images a report of kept results shows.</summary>
/// <param name="Kind">By what they are chosen.</param>
/// <param name="Count">How many of them, where chance chooses.</param>
internal readonly record struct ReportSelection(ReportSelectionKind Kind, int Count = 0)
{
    /// <summary>Most images that chance chooses.</summary>
    public const int MostSampled = 999_999;

    private const string Sample = "sample:";

    /// <summary>Reads <c>doubtful</c>, <c>failed</c> or <c>sample:500</c>; all images where null.</summary>
    /// <exception cref="ArgumentException">It is none of these.</exception>
    public static ReportSelection Parse(string? text)
    {
        if (text is null) return default;
        if (text.Equals("doubtful", StringComparison.OrdinalIgnoreCase)) return new(ReportSelectionKind.Doubtful);
        if (text.Equals("failed", StringComparison.OrdinalIgnoreCase)) return new(ReportSelectionKind.Failed);
        return text.StartsWith(Sample, StringComparison.OrdinalIgnoreCase)
            && int.TryParse(text.AsSpan(Sample.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count is >= 1 and <= MostSampled ? new(ReportSelectionKind.Sample, count)
            : throw new ArgumentException("The images of a report are chosen by doubtful, failed or sample:500, any number up to "
                + $"{MostSampled}; '{text}' is none of these.");
    }
}
