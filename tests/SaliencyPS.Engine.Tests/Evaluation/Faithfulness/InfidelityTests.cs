using SaliencyPS.Evaluation.Faithfulness;
using SaliencyPS.Tensors;
using Xunit;

namespace SaliencyPS.Tests.Evaluation.Faithfulness;

/// <summary>A linear network on one channel of 6 × 5 pixels, for which the right map is known.</summary>
public sealed class InfidelityTests
{
    private static readonly TensorShape Shape = new(1, 5, 6);
    private static readonly float[] Weights = [.. Enumerable.Range(0, 30).Select(i => (float)(i * 7 % 11))];
    private static readonly float[] Image = [.. Enumerable.Range(0, 30).Select(i => 1f + i % 3)];

    private static double Measure(float[] map, int seed = 1) => Infidelity.Measure(map, Shape, 40, seed, Remove, Ask);

    private static void Remove(ReadOnlySpan<bool> isRemoved, Span<float> target)
    {
        for (var i = 0; i < 30; i++) target[i] = isRemoved[i] ? 0 : Image[i];
    }

    private static double[] Ask(int count, Action<int, Span<float>> fill) => [.. Enumerable.Range(0, count).Select(n =>
    {
        var input = new float[30];
        fill(n, input);
        return input.Zip(Weights, (x, w) => (double)x * w).Sum();
    })];

    [Theory]
    [InlineData(1)]
    [InlineData(0.01f)]
    public void What_each_pixel_contributes_is_the_best_map_whatever_its_unit(float unit) =>
        Assert.Equal(0, Measure([.. Weights.Zip(Image, (w, x) => unit * w * x)]), 1e-6);

    [Fact]
    public void No_map_is_worse_than_one_of_nothing()
    {
        var nothing = Measure(new float[30]);
        Assert.InRange(Measure([.. Enumerable.Repeat(1f, 30)]), 0.01, nothing);
        Assert.InRange(Measure([.. Weights.Select(w => 10 - w)]), 0.01, nothing);
    }

    [Fact]
    public void The_seed_decides_the_squares()
    {
        float[] constant = [.. Enumerable.Repeat(1f, 30)];
        Assert.Equal(Measure(constant), Measure(constant));
        Assert.NotEqual(Measure(constant), Measure(constant, seed: 2));
    }
}
