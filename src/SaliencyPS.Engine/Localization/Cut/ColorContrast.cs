using System.Runtime.Intrinsics;
using SaliencyPS.Imaging;

namespace SaliencyPS.Localization.Cut;

/// <summary>Squared differences of the colors of neighboring pixels, sixteen at a time.</summary>
internal sealed class ColorContrast
{
    /// <summary>Between black and white.</summary>
    public const int MaximumSquare = 3 * 255 * 255;

    private readonly int _width;
    private readonly ushort[][] _channels;

    public ColorContrast(RgbImage image, Connectivity connectivity)
    {
        _width = image.Width;
        _channels = [new ushort[_width * image.Height], new ushort[_width * image.Height],
            new ushort[_width * image.Height]];
        var (red, green, blue) = (_channels[0], _channels[1], _channels[2]);
        var pixels = image.Pixels;
        for (var i = 0; i < red.Length; i++) (red[i], green[i], blue[i]) = (pixels[3 * i], pixels[3 * i + 1], pixels[3 * i + 2]);

        long sum = 0, pairs = 0;
        var squares = new int[_width];
        foreach (var (dx, dy) in ContrastTerms.Steps(connectivity))
            for (var y = 0; y < image.Height - dy; y++)
            {
                var row = squares.AsSpan(0, Row(y, dx, dy, squares));
                pairs += row.Length;
                sum += Sum(row);
            }

        Beta = sum == 0 ? 0 : pairs / (2.0 * sum);
    }

    /// <summary>β = 1 / (2 · mean squared difference) over all pairs of neighbors; 0 where there is no difference.</summary>
    public double Beta { get; }

    /// <summary>
    /// Squared differences between the pixels of a row and those at (x + dx, y + dy), from the first
    /// that has such a neighbor to the last.
    /// </summary>
    /// <returns>How many there are.</returns>
    public int Row(int y, int dx, int dy, Span<int> squares)
    {
        var count = _width - Math.Abs(dx);
        var here = y * _width + Math.Max(0, -dx);
        var there = here + dy * _width + dx;
        var x = 0;
        for (; x + Vector256<ushort>.Count <= count; x += Vector256<ushort>.Count)
        {
            var (low, high) = (Vector256<uint>.Zero, Vector256<uint>.Zero);
            foreach (var channel in _channels)
            {
                // Modulo 2^16 the square of a negative difference is right too: it is below 2^16.
                var difference = Vector256.Create(channel, here + x) - Vector256.Create(channel, there + x);
                var (first, second) = Vector256.Widen(difference * difference);
                (low, high) = (low + first, high + second);
            }

            low.AsInt32().CopyTo(squares[x..]);
            high.AsInt32().CopyTo(squares[(x + Vector256<int>.Count)..]);
        }

        for (; x < count; x++)
        {
            squares[x] = 0;
            foreach (var channel in _channels)
                squares[x] += (channel[here + x] - channel[there + x]) * (channel[here + x] - channel[there + x]);
        }

        return count;
    }

    private static long Sum(ReadOnlySpan<int> squares)
    {
        long sum = 0;
        foreach (var square in squares) sum += square;
        return sum;
    }
}
