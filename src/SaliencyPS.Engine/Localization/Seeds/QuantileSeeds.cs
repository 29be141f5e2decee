using SaliencyPS.Hosting;

namespace SaliencyPS.Localization.Seeds;

/// <summary>Turns a saliency map into foreground, background and undecided pixels (Simonyan et al. 2014, section 3.2).</summary>
internal static class QuantileSeeds
{
    /// <summary>
    /// Foreground is strictly above the one quantile, background strictly below the other. Where nothing lies strictly beyond a
    /// quantile (many pixels share the extreme value, as zeros do after a ReLU) the pixels that equal that extreme are taken
    /// instead, so both kinds exist for every map that is not constant, and no pixel is both.
    /// </summary>
    /// <param name="map">Saliency, one value per pixel, any order of pixels.</param>
    /// <param name="foregroundQuantile">0 … 1, at least <paramref name="backgroundQuantile"/>; the paper uses 0.95.</param>
    /// <param name="backgroundQuantile">0 … 1; the paper uses 0.30.</param>
    /// <exception cref="ArgumentException">An empty map, or quantiles out of range or order.</exception>
    /// <exception cref="LocalizationException">The map is constant or holds NaN or an infinity.</exception>
    public static SeedLabel[] FromMap(ReadOnlySpan<float> map, double foregroundQuantile = 0.95, double backgroundQuantile = 0.30)
    {
        if (foregroundQuantile < backgroundQuantile)
            throw new ArgumentException(
                $"The foreground quantile {foregroundQuantile} is below the background quantile {backgroundQuantile}.");
        var (least, most) = Range(map);
        var (high, low) = (Quantile.Of(map, foregroundQuantile), Quantile.Of(map, backgroundQuantile));
        if (high == most) high = Math.BitDecrement(high);
        if (low == least) low = Math.BitIncrement(low);
        var labels = new SeedLabel[map.Length];
        for (var i = 0; i < map.Length; i++)
            labels[i] = map[i] > high ? SeedLabel.Foreground : map[i] < low ? SeedLabel.Background : SeedLabel.Undecided;
        return labels;
    }

    /// <summary>The least and the largest value.</summary>
    /// <param name="map">Saliency.</param>
    /// <exception cref="ArgumentException">An empty map.</exception>
    /// <exception cref="LocalizationException">The map is constant or holds NaN or an infinity.</exception>
    internal static (float Least, float Most) Range(ReadOnlySpan<float> map)
    {
        if (map.IsEmpty) throw new ArgumentException("An empty map has no seeds.", nameof(map));
        float least = float.PositiveInfinity, most = float.NegativeInfinity;
        for (var i = 0; i < map.Length; i++)
        {
            if (!float.IsFinite(map[i])) throw new LocalizationException($"The saliency map holds {map[i]} at index {i}.");
            least = Math.Min(least, map[i]);
            most = Math.Max(most, map[i]);
        }

        return least < most ? (least, most)
            : throw new LocalizationException($"The saliency map is constant: every pixel is {least}, so there are no seeds.");
    }
}
