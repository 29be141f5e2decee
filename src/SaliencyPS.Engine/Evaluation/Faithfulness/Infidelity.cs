using SaliencyPS.Saliency.Methods;
using SaliencyPS.Tensors;

namespace SaliencyPS.Evaluation.Faithfulness;

/// <summary>
/// How badly a map tells by how much the probability falls where a square is removed (Yeh et al. 2019, section 2: the
/// perturbation is the removal of random squares).
/// </summary>
internal static class Infidelity
{
    /// <summary>
    /// Mean over squares of (β · map's sum over the square − fall)², with the β for which it is least, since maps have no unit;
    /// 0 where the map tells every fall.
    /// </summary>
    /// <param name="map">One value for each pixel.</param>
    /// <param name="shape">Shape of the input.</param>
    /// <param name="squares">How many squares, of sides from one pixel to half the input's.</param>
    /// <param name="seed">Decides the squares.</param>
    /// <param name="remove">Removes pixels.</param>
    /// <param name="probability">Asks the network.</param>
    public static double Measure(
        float[] map, TensorShape shape, int squares, int seed, PixelRemoval remove, Asked<double> probability)
    {
        var pixels = new int[squares][];
        for (var s = 0; s < squares; s++)
        {
            var random = GaussianNoise.Stream(seed, s);
            var side = random.Next(1, Math.Max(2, Math.Min(shape.Width, shape.Height) / 2 + 1));
            var (left, top) = (random.Next(shape.Width - side + 1), random.Next(shape.Height - side + 1));
            pixels[s] = [.. Enumerable.Range(0, side * side).Select(i => (top + i / side) * shape.Width + left + i % side)];
        }

        // The last is the whole input.
        var probabilities = probability(squares + 1, (s, target) =>
        {
            var isRemoved = new bool[map.Length];
            foreach (var pixel in s == squares ? [] : pixels[s]) isRemoved[pixel] = true;
            remove(isRemoved, target);
        });
        double[] sums = [.. pixels.Select(square => square.Sum(pixel => (double)map[pixel]))];
        double[] falls = [.. probabilities.SkipLast(1).Select(p => probabilities[^1] - p)];
        var squared = sums.Sum(sum => sum * sum);
        var scale = squared == 0 ? 0 : sums.Zip(falls, (sum, fall) => sum * fall).Sum() / squared;
        return sums.Zip(falls, (sum, fall) => Math.Pow(scale * sum - fall, 2)).Average();
    }
}
