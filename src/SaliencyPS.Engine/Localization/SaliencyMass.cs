namespace SaliencyPS.Localization;

/// <summary>Where the mass of a map lies: levels above which the fewest pixels hold a share of it.</summary>
internal sealed class SaliencyMass
{
    // A pixel without any saliency counts as this share of the largest: its logarithm is finite.
    private const float Least = 1e-6f;

    private readonly float[] _levels, _sharpened;
    private readonly double _sharpness, _total;

    /// <param name="map">Saliency; negative values count as none. Not constant.</param>
    /// <param name="sharpness">Exponent that the values, as shares of the largest, are raised to before they are added up.</param>
    public SaliencyMass(ReadOnlySpan<float> map, double sharpness)
    {
        var most = 0f;
        foreach (var value in map) most = Math.Max(most, value);
        _sharpened = new float[map.Length];
        for (var i = 0; i < map.Length; i++) _sharpened[i] = (float)Math.Pow(Math.Max(most > 0 ? map[i] / most : 0, Least), sharpness);
        _levels = [.. _sharpened];
        Array.Sort(_levels);
        Array.Reverse(_levels);
        foreach (var level in _levels) _total += level;
        _sharpness = sharpness;
    }

    /// <summary>Foreground where the fewest pixels hold the one share, background outside those that hold the other.</summary>
    public SeedLabel[] Seeds(double foreground, double background)
    {
        var (high, low) = (Level(foreground), Level(background));
        // Many equal values may leave nothing below; then the least salient are the background.
        if (low <= _levels[^1]) low = MathF.BitIncrement(_levels[^1]);
        return Array.ConvertAll(_sharpened, value => value < low ? SeedLabel.Background : value >= high ? SeedLabel.Foreground : SeedLabel.Undecided);
    }

    /// <summary>ln(saliency / saliency at the edge of the fewest pixels that hold the share), pixel by pixel.</summary>
    public float[] LogRatios(double share)
    {
        var edge = Math.Log(Level(share));
        return Array.ConvertAll(_sharpened, value => (float)((Math.Log(value) - edge) / _sharpness));
    }

    private float Level(double share)
    {
        var sum = 0.0;
        foreach (var level in _levels)
        {
            sum += level;
            if (sum >= share * _total) return level;
        }

        return _levels[^1];
    }
}
