using SaliencyPS.Evaluation.Faithfulness;
using SaliencyPS.Tensors;
using SaliencyPS.Threads;
using Xunit;

namespace SaliencyPS.Tests.Evaluation.Faithfulness;

/// <summary>The solution of the linear system, found here by elimination.</summary>
public sealed class LinearImputationTests
{
    private static readonly TensorShape Shape = new(2, 7, 9);

    private static readonly float[] Image =
        [.. Enumerable.Range(0, 126).Select(i => (i * 37 % 23 - 9) / 7f + (i < 63 ? 0 : i % 9))];

    private static float[] Run(bool[] isRemoved, float[]? image = null, int threads = 1)
    {
        var target = new float[126];
        LinearImputation.Run(image ?? Image, Shape, isRemoved, target, new Parallelism(threads));
        return target;
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.97)]
    public void Each_missing_pixel_is_the_weighted_mean_of_its_neighbours(double share)
    {
        var random = new Random(5);
        bool[] isRemoved = [.. Enumerable.Range(0, 63).Select(i => i != 31 && random.NextDouble() < share)];
        var filled = Run(isRemoved);
        for (var channel = 0; channel < 2; channel++)
        {
            var expected = Eliminate(isRemoved, Image.AsSpan(63 * channel, 63).ToArray());
            for (var i = 0; i < 63; i++) Assert.Equal(expected[i], filled[63 * channel + i], 5e-3);
        }

        Assert.Equal(filled, Run(isRemoved, threads: 3));
    }

    [Fact]
    public void A_slope_goes_on_into_a_hole_and_nothing_comes_of_nothing()
    {
        float[] slope = [.. Enumerable.Range(0, 126).Select(i => (float)(i % 9) + 2 * (i % 63 / 9))];
        bool[] hole = [.. Enumerable.Range(0, 63).Select(i => i % 9 is > 1 and < 7 && i / 9 is > 1 and < 5)];
        foreach (var (expected, value) in slope.Zip(Run(hole, slope))) Assert.Equal(expected, value, 1e-3);
        Assert.Equal(Image, Run(new bool[63]));
        Assert.All(Run([.. Enumerable.Repeat(true, 63)]), value => Assert.Equal(0, value));
    }

    private static double[] Eliminate(bool[] isRemoved, float[] image)
    {
        var n = 63;
        var rows = new double[n][];
        for (var i = 0; i < n; i++)
        {
            rows[i] = new double[n + 1];
            if (!isRemoved[i])
            {
                (rows[i][i], rows[i][n]) = (1, image[i]);
                continue;
            }

            for (var dy = -1; dy <= 1; dy++)
                for (var dx = -1; dx <= 1; dx++)
                {
                    var (x, y) = (i % 9 + dx, i / 9 + dy);
                    if ((dx, dy) == (0, 0) || x is < 0 or > 8 || y is < 0 or > 6) continue;
                    var weight = dx == 0 || dy == 0 ? 2 : 1;
                    rows[i][i] += weight;
                    rows[i][9 * y + x] -= weight;
                }
        }

        for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++)
            {
                if (j == i) continue;
                var factor = rows[j][i] / rows[i][i];
                for (var k = i; k <= n; k++) rows[j][k] -= factor * rows[i][k];
            }

        return [.. rows.Select((row, i) => row[n] / row[i])];
    }
}
