namespace SaliencyPS.Saliency.Methods;

/// <summary>A repeatable stream of standard normal numbers (Box &amp; Muller 1958, both of each pair).</summary>
internal sealed class GaussianNoise(int seed, int stream)
{
    private readonly Random _random = Stream(seed, stream);
    private double _second = double.NaN;

    /// <summary>Uniform random numbers that belong to one probe, whichever thread or batch it falls to.</summary>
    public static Random Stream(int seed, int stream) => new(unchecked(seed * 0x01000193 + stream * 0x5bd1e995));

    public double Next()
    {
        if (!double.IsNaN(_second))
        {
            var second = _second;
            _second = double.NaN;
            return second;
        }

        var length = Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble()));
        var (sin, cos) = Math.SinCos(2 * Math.PI * _random.NextDouble());
        _second = length * sin;
        return length * cos;
    }
}
