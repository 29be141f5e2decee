using SaliencyPS.Evaluation.Faithfulness;
using Xunit;

namespace SaliencyPS.Tests.Evaluation.Faithfulness;

/// <summary>Curves of a linear network, for which the best and the worst explainer are known.</summary>
public sealed class PixelCurveTests
{
    // Two channels of six pixels.
    private static readonly float[] Weights = [3, -1, 4, 0, -2, 6, 1, 5, 2, 0.5f, 2, 1];
    private static readonly float[] Image = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1];
    private static readonly float[] Removed = [0, 0, 0, 0, 0, 0, 0.5f, 0.5f, 0, 0, 0, 0];

    private static float Contribution(int pixel) =>
        Enumerable.Range(0, 2).Sum(c => Weights[6 * c + pixel] * (Image[6 * c + pixel] - Removed[6 * c + pixel]));

    private static void Remove(ReadOnlySpan<bool> isRemoved, Span<float> target)
    {
        for (var i = 0; i < 12; i++) target[i] = isRemoved[i % 6] ? Removed[i] : Image[i];
    }

    private static double[] Ask(int count, Action<int, Span<float>> fill)
    {
        var results = new double[count];
        for (var n = 0; n < count; n++)
        {
            var input = new float[12];
            fill(n, input);
            results[n] = input.Zip(Weights, (x, w) => (double)x * w).Sum();
        }

        return results;
    }

    private static IEnumerable<int[]> Permutations(int[] rest) => rest.Length == 0 ? [[]]
        : rest.SelectMany(first => Permutations([.. rest.Where(i => i != first)]).Select(others => (int[])[first, .. others]));

    [Theory]
    [InlineData(6)]
    [InlineData(3)]
    public void The_best_and_the_worst_explainer_are_the_ends_of_the_scale(int steps)
    {
        float[] map = [.. Enumerable.Range(0, 6).Select(Contribution)];
        var (best, worst) = (PixelCurve.Order(map, 1), PixelCurve.Order(Array.ConvertAll(map, value => -value), 1));
        double[] deletions = [.. Permutations([0, 1, 2, 3, 4, 5]).Select(Deletion)];
        Assert.Equal(720, deletions.Length);
        Assert.Equal((deletions.Min(), deletions.Max()), (Deletion(best), Deletion(worst)));
        double[] insertions = [.. Permutations([0, 1, 2, 3, 4, 5]).Select(Insertion)];
        Assert.Equal((insertions.Max(), insertions.Min()), (Insertion(best), Insertion(worst)));

        double Deletion(int[] order) => Math.Round(PixelCurve.Area(PixelCurve.Deletion(order, steps, Remove, Ask)), 6);

        double Insertion(int[] order) => Math.Round(PixelCurve.Area(PixelCurve.Insertion(order, steps, Remove, Ask)), 6);
    }

    [Fact]
    public void Each_step_takes_away_what_its_pixels_contribute()
    {
        int[] order = [5, 2, 0, 1, 4, 3];
        var expected = new double[5];
        expected[0] = Ask(1, (_, input) => Image.CopyTo(input))[0];
        foreach (var (step, pixels) in new[] { order[..1], order[1..3], order[3..4], order[4..] }.Index())
            expected[step + 1] = expected[step] - pixels.Sum(Contribution);
        Assert.Equal(expected, PixelCurve.Deletion(order, 4, Remove, Ask));
        var back = PixelCurve.Insertion([.. order.Reverse()], 6, Remove, Ask);
        Assert.Equal(expected.Reverse(), back.Where((_, n) => n is 0 or 2 or 3 or 5 or 6));
    }

    [Theory]
    [InlineData(new[] { 1.0, 0 }, 0.5)]
    [InlineData(new[] { 0.5, 0.5, 0.5, 0.5 }, 0.5)]
    [InlineData(new[] { 1.0, 0, 0 }, 0.25)]
    [InlineData(new[] { 0.8, 0.4, 0.1, 0.2, 0 }, 0.275)]
    public void The_area_is_that_of_trapezoids(double[] curve, double area) => Assert.Equal(area, PixelCurve.Area(curve), 1e-12);

    [Fact]
    public void Equal_pixels_come_in_an_order_of_the_seed_and_after_more_salient_ones()
    {
        var map = new float[100];
        map[70] = 1;
        map[3] = 2;
        var (first, again, other) = (PixelCurve.Order(map, 1), PixelCurve.Order(map, 1), PixelCurve.Order(map, 2));
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.All((int[][])[first, other], order => Assert.Equal([3, 70], order[..2]));
        Assert.Equal(Enumerable.Range(0, 100), first.Order());
        Assert.NotEqual(first[2..].Order(), first[2..]);
    }
}
