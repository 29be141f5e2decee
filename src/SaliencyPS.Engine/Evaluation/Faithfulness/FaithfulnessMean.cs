using SaliencyPS.Evaluation.Figures;

namespace SaliencyPS.Evaluation.Faithfulness;

/// <summary>The mean of one figure over images.</summary>
/// <param name="Name">Name of the figure, as in <see cref="FaithfulnessFigures"/>.</param>
/// <param name="Mean">The mean.</param>
/// <param name="Interval">Where it lies with the confidence asked for; NaN without resamples.</param>
internal sealed record FaithfulnessMean(string Name, double Mean, ConfidenceInterval Interval)
{
    /// <summary>The means of all figures.</summary>
    /// <param name="images">At least one image; for each the figures of its maps, at least one: they are drawn together.</param>
    /// <param name="options">Resamples, seed and confidence.</param>
    public static IReadOnlyList<FaithfulnessMean> Of(
        IReadOnlyList<IReadOnlyList<FaithfulnessFigures>> images, MeasureOptions options)
    {
        int[] once = [.. Enumerable.Repeat(1, images.Count)];
        var means = Means(once);
        var intervals = Bootstrap.Intervals(
            images.Count, options.Resamples, options.Confidence, options.Seed, options.Threads, Means);
        return [.. FaithfulnessFigures.All.Select((figure, i) => new FaithfulnessMean(figure.Name, means[i],
            intervals.Length == 0 ? new(double.NaN, double.NaN) : intervals[i]))];

        double[] Means(int[] drawn)
        {
            var maps = images.Zip(drawn, (image, times) => image.Count * times).Sum();
            return [.. FaithfulnessFigures.All.Select(figure =>
                images.Zip(drawn, (image, times) => times * image.Sum(figure.Of)).Sum() / maps)];
        }
    }
}
