using SaliencyPS.Imaging.Jpeg;
using Xunit;

namespace SaliencyPS.Tests.Imaging.Jpeg;

public sealed class ReducedDctTests
{
    [Theory, InlineData(4), InlineData(2)]
    public void A_sample_is_the_mean_of_those_of_the_full_transform(int size)
    {
        var (random, count) = (new Random(size), 8 / size);
        var steps = Enumerable.Repeat(3, 64).ToArray();
        for (var trial = 0; trial < 200; trial++)
        {
            // Small enough that no sample of the full transform is clamped.
            short[] coefficients =
                [.. Enumerable.Range(0, 64).Select(i => (short)(random.Next(3) == 0 ? random.Next(-20, 20) : 0))];
            var (full, reduced) = (new byte[64], new byte[size * size]);
            InverseDct.TransformScalar(coefficients, steps, full, 8);
            ReducedDct.Transform(coefficients, steps, reduced, size, size);
            for (var y = 0; y < size; y++)
            {
                for (var x = 0; x < size; x++)
                {
                    var block = Enumerable.Range(0, count * count)
                        .Select(i => full[(y * count + i / count) * 8 + x * count + i % count]).ToArray();
                    if (block.All(level => level is > 0 and < 255))
                        Assert.Equal(block.Average(level => level), reduced[y * size + x], 0.75);
                }
            }
        }
    }

    [Theory, InlineData(4), InlineData(2)]
    public void A_lone_dc_coefficient_fills_the_block(int size)
    {
        var steps = Enumerable.Repeat(3, 64).ToArray();
        foreach (var dc in new short[] { 0, -1024, 37, 1023 })
        {
            var coefficients = new short[64];
            coefficients[0] = dc;
            var (filled, transformed) = (new byte[size * size], new byte[size * size]);
            InverseDct.Fill(dc, steps, filled, size, size);
            ReducedDct.Transform(coefficients, steps, transformed, size, size);
            Assert.Equal(filled, transformed);
        }
    }
}
