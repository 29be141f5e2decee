using SaliencyPS.Hosting;

namespace SaliencyPS.Localization.Seeds;

/// <summary>Where the mass of a map lies: levels above which the fewest pixels hold a share of it.</summary>
internal sealed class SaliencyMass
{
    // A pixel without any saliency counts as this share of the largest: its logarithm is finite.
    private const float Least = 1e-6f;

    // Values lie between 0 and 1; by their upper bits as numbers they are sorted into classes, and
    // within a class only where it matters.
    private const int LowerBits = 16;

    // How often the token is looked at.
    private const int Stretch = 1 << 16;

    private readonly float[] _sharpened;
    private readonly double[] _classes = new double[(BitConverter.SingleToInt32Bits(1) >> LowerBits) + 1];
    private readonly double _sharpness, _total;
    private readonly CancellationToken _token;

    /// <param name="map">Saliency; negative values count as none. Not constant.</param>
    /// <param name="sharpness">Exponent that the values, as shares of the largest, are raised
    /// to before they are added up.</param>
    /// <param name="token">Stops the work, here and in the methods.</param>
    public SaliencyMass(ReadOnlySpan<float> map, double sharpness, CancellationToken token = default)
    {
        _token = token;
        var most = 0f;
        foreach (var value in map) most = Math.Max(most, value);
        _sharpened = new float[map.Length];
        for (var i = 0; i < map.Length; i++)
        {
            if (i % Stretch == 0) token.ThrowIfCancellationRequested();
            _sharpened[i] = (float)Math.Pow(Math.Max(most > 0 ? map[i] / most : 0, Least), sharpness);
            _classes[Class(_sharpened[i])] += _sharpened[i];
        }

        foreach (var mass in _classes) _total += mass;
        _sharpness = sharpness;
    }

    /// <summary>Foreground where the fewest pixels hold the one share, background outside those that hold the other.</summary>
    public SeedLabel[] Seeds(double foreground, double background)
    {
        var (high, low, least) = (Level(foreground), Level(background), _sharpened.Min());
        // Many equal values may leave nothing below; then the least salient are the background.
        if (low <= least) low = MathF.BitIncrement(least);
        return Array.ConvertAll(_sharpened,
            value => value < low ? SeedLabel.Background : value >= high ? SeedLabel.Foreground : SeedLabel.Undecided);
    }

    /// <summary>ln(saliency / saliency at the edge of the fewest pixels that hold the share), pixel by pixel.</summary>
    public float[] LogRatios(double share)
    {
        var edge = Math.Log(Level(share));
        var result = new float[_sharpened.Length];
        for (var i = 0; i < result.Length; i++)
        {
            if (i % Stretch == 0) _token.ThrowIfCancellationRequested();
            result[i] = (float)((Math.Log(_sharpened[i]) - edge) / _sharpness);
        }

        return result;
    }

    // The largest value such that all that are not below it hold the share.
    private float Level(double share)
    {
        _token.ThrowIfCancellationRequested();
        var sum = 0.0;
        for (var c = _classes.Length - 1; ; c--)
        {
            if (c > 0 && sum + _classes[c] < share * _total)
            {
                sum += _classes[c];
                continue;
            }

            var level = 0f;
            foreach (var value in _sharpened.Where(value => Class(value) == c).OrderDescending())
            {
                (sum, level) = (sum + value, value);
                if (sum >= share * _total) break;
            }

            return level > 0 ? level : _sharpened.Min(); // rounding may leave a share of 1 beyond the last class
        }
    }

    private static int Class(float value) => BitConverter.SingleToInt32Bits(value) >> LowerBits;
}
