namespace SaliencyPS.Evaluation.Faithfulness;

/// <summary>On how few pixels a map's values (≥ 0) lie; a map of nothing counts as one of equal values.</summary>
internal static class MapConcentration
{
    /// <summary>
    /// The Gini index (Chalasani et al. 2020, section 5): 0 for equal values, 1 − 1/pixels for one pixel alone.
    /// </summary>
    public static double Gini(ReadOnlySpan<float> map)
    {
        var sorted = map.ToArray();
        Array.Sort(sorted);
        double sum = 0, weighted = 0;
        for (var k = 0; k < sorted.Length; k++)
        {
            sum += sorted[k];
            weighted += sorted[k] * (sorted.Length - k - 0.5);
        }

        return sum == 0 ? 0 : 1 - 2 * weighted / (sum * sorted.Length);
    }

    /// <summary>
    /// The entropy of the shares that the pixels have of the sum (Bhatt et al. 2020, section 3.3), in nats: 0 for one pixel
    /// alone, ln pixels for equal values.
    /// </summary>
    public static double Entropy(ReadOnlySpan<float> map)
    {
        double sum = 0, entropy = 0;
        foreach (var value in map) sum += value;
        if (sum == 0) return Math.Log(map.Length);
        foreach (var value in map) if (value > 0) entropy -= value / sum * Math.Log(value / sum);
        return entropy;
    }
}
