namespace SaliencyPS.Saliency;

/// <summary>
/// Takes from a class's map what the maps of its rivals, the best-scored other classes, show too: the surroundings that many
/// classes share. M'_c = max(M_c / 20, M_c − a · mean of the rivals' maps, each scaled to the sum of M_c). Not from the paper;
/// docs/localization.md tells what it does to boxes.
/// </summary>
internal static class ClassContrast
{
    /// <summary>The number of rivals, where the network has as many.</summary>
    public const int Rivals = 5;

    // Nothing that speaks for the class vanishes.
    private const float Least = 1 / 20f;

    /// <summary>The rivals of a class, best first.</summary>
    /// <param name="classIndex">The class.</param>
    /// <param name="ranking">All classes, best first.</param>
    public static IEnumerable<int> Of(int classIndex, IEnumerable<int> ranking) =>
        ranking.Where(other => other != classIndex).Take(Rivals);

    /// <summary>The contrasted map.</summary>
    /// <param name="map">The class's map.</param>
    /// <param name="rivals">
    /// Maps of the same grid; without any, or where one of them is 0 throughout, that one takes nothing.
    /// </param>
    /// <param name="share">a, 0 … 1.</param>
    public static SaliencyMap Apply(SaliencyMap map, IReadOnlyList<SaliencyMap> rivals, double share)
    {
        var own = map.Grid;
        var total = Sum(own);
        var taken = new float[own.Length];
        foreach (var rival in rivals)
        {
            var sum = Sum(rival.Grid);
            if (sum == 0) continue;
            var scale = (float)(share * total / sum / rivals.Count);
            for (var i = 0; i < taken.Length; i++) taken[i] += scale * Math.Max(0, rival.Grid[i]);
        }

        for (var i = 0; i < taken.Length; i++) taken[i] = Math.Max(Least * Math.Max(0, own[i]), own[i] - taken[i]);
        return new(taken, map.GridWidth, map.GridHeight, map.Width, map.Height);
    }

    private static double Sum(ReadOnlySpan<float> values)
    {
        var sum = 0.0;
        foreach (var value in values) sum += Math.Max(0, value);
        return sum;
    }
}
