using SaliencyPS.Imaging.Jpeg;
using Xunit;

namespace SaliencyPS.Tests.Imaging.Jpeg;

public sealed class InverseDctTests
{
    [Fact]
    public void Both_paths_agree_to_the_bit_on_any_coefficients()
    {
        var random = new Random(1);
        for (var trial = 0; trial < 500; trial++)
        {
            var range = 1 << random.Next(1, 16);
            var coefficients = Fill(64, () => (short)random.Next(-range, range));
            var steps = Fill(64, () => random.Next(1, trial < 250 ? 256 : 65536));
            var (fast, slow) = (new byte[8 * 9], new byte[8 * 9]);
            InverseDct.Transform(coefficients, steps, fast, 9);
            InverseDct.TransformScalar(coefficients, steps, slow, 9);
            Assert.Equal(slow, fast);
        }
    }

    [Fact]
    public void The_definition_is_met_within_a_level()
    {
        var random = new Random(2);
        for (var trial = 0; trial < 50; trial++)
        {
            var coefficients = Fill(64, () => (short)(random.Next(4) == 0 ? random.Next(-200, 200) : 0));
            var steps = Fill(64, () => 1);
            var samples = new byte[64];
            InverseDct.TransformScalar(coefficients, steps, samples, 8);
            for (var i = 0; i < 64; i++)
                Assert.InRange(samples[i] - Math.Clamp(Definition(coefficients, i % 8, i / 8), 0, 255), -1, 1);
        }
    }

    [Theory, InlineData(0), InlineData(-1024), InlineData(37), InlineData(1023)]
    public void A_lone_dc_coefficient_fills_the_block(short dc)
    {
        var coefficients = new short[64];
        coefficients[0] = dc;
        var steps = Fill(64, () => 3);
        var (filled, transformed) = (new byte[64], new byte[64]);
        InverseDct.Fill(dc, steps, filled, 8);
        InverseDct.TransformScalar(coefficients, steps, transformed, 8);
        Assert.Equal(transformed, filled);
    }

    // T.81 section A.3.3, with the level shift.
    private static double Definition(short[] coefficients, int x, int y)
    {
        var sum = 0.0;
        for (var v = 0; v < 8; v++)
            for (var u = 0; u < 8; u++)
                sum += (u == 0 ? Math.Sqrt(0.5) : 1) * (v == 0 ? Math.Sqrt(0.5) : 1) * coefficients[8 * v + u]
                    * Math.Cos((2 * x + 1) * u * Math.PI / 16) * Math.Cos((2 * y + 1) * v * Math.PI / 16);
        return sum / 4 + 128;
    }

    private static T[] Fill<T>(int count, Func<T> value) => Enumerable.Range(0, count).Select(_ => value()).ToArray();
}
