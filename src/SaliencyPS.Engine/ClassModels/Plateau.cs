namespace SaliencyPS.ClassModels;

/// <summary>Tells when a score has stopped rising.</summary>
/// <param name="window">Scores to average; 0 never tells.</param>
/// <param name="tolerance">The share of the whole rise that a window must bring.</param>
internal sealed class Plateau(int window, double tolerance)
{
    /// <summary>
    /// Whether the last window of scores is hardly above the window before it. Averages, since
    /// single scores of random views scatter.
    /// </summary>
    public bool IsReached(IReadOnlyList<double> scores)
    {
        if (window == 0 || scores.Count < 2 * window + 1) return false;
        double last = Average(scores.Count - window), before = Average(scores.Count - 2 * window);
        return last - before < tolerance * Math.Abs(last - scores[0]) || last <= before;

        double Average(int start) => Enumerable.Range(start, window).Average(i => scores[i]);
    }
}
