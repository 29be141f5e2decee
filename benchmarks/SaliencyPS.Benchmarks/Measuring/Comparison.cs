namespace SaliencyPS.Benchmarks.Measuring;

/// <summary>Measurements of the same work by the engine and its peers.</summary>
/// <param name="Ours">The engine's.</param>
/// <param name="Python">The Python program's; null without one.</param>
/// <param name="Library">Those of the library in this process; null without one.</param>
internal sealed record Comparison(Samples Ours, Samples? Python, Samples? Library)
{
    /// <summary>How many times as long Python takes; null without it.</summary>
    public double? PythonRatio => Python?.Median / Ours.Median;

    /// <summary>How many times as long the library takes; null without it.</summary>
    public double? LibraryRatio => Library?.Median / Ours.Median;

    /// <summary>
    /// How often faster our fastest is than any peer's fastest, which other programs have disturbed least; null without a peer.
    /// </summary>
    public double? BestRatio => Python is null && Library is null ? null
        : Math.Min(Python?.Least ?? double.PositiveInfinity, Library?.Least ?? double.PositiveInfinity) / Ours.Least;
}
