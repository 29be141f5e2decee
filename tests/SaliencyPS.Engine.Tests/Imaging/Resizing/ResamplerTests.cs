using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Resizing;
using SaliencyPS.Threads;
using Xunit;

namespace SaliencyPS.Tests.Imaging.Resizing;

public sealed class ResamplerTests
{
    public static TheoryData<string> Images => [.. Targets(".rgb.gz")];
    public static TheoryData<string> Maps => [.. Targets(".f32.gz")];

    [Theory, MemberData(nameof(Images))]
    public void Images_agree_with_pillow_to_the_bit(string name)
    {
        var expected = Fixtures.Pixels(name);
        var source = Fixtures.Pixels(name[..name.IndexOf("-to-", StringComparison.Ordinal)]);
        Assert.Equal(0, Fixtures.MaximumDifference(expected, Resampler.Bilinear(source, expected.Width, expected.Height)));
    }

    [Theory, MemberData(nameof(Maps))]
    public void Maps_agree_with_pillow(string name)
    {
        var (newWidth, newHeight, expected) = Fixtures.Map(name);
        var (width, height, map) = Fixtures.Map(name[..name.IndexOf("-to-", StringComparison.Ordinal)]);
        var actual = Resampler.Bilinear(map, width, height, newWidth, newHeight);
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-5f * Math.Max(1, expected[i]));
    }

    // Every width to 40 meets the vector loops' tails; the twin is plain.
    [Theory]
    [InlineData(MapInterpolation.Bilinear)]
    [InlineData(MapInterpolation.Bicubic)]
    [InlineData(MapInterpolation.Nearest)]
    public void Vectors_agree_with_the_scalar_twin(MapInterpolation interpolation)
    {
        var random = new Random(1);
        for (var width = 1; width <= 40; width++)
        {
            var source = new RgbImage(width, 41 - width);
            random.NextBytes(source.Pixels);
            var (newWidth, newHeight) = (random.Next(1, 60), random.Next(1, 60));
            Assert.Equal(Twin(source, newWidth, newHeight, interpolation).Pixels,
                Resampler.Resize(source, newWidth, newHeight, interpolation).Pixels);
        }
    }

    // Of black and white, where cubics overshoot most; with 8-bit levels in between, as Pillow has them.
    [Theory]
    [InlineData(40, 30, 17, 13)]
    [InlineData(40, 30, 97, 61)]
    [InlineData(40, 30, 40, 11)]
    [InlineData(3, 50, 64, 5)]
    [InlineData(300, 200, 7, 9)]
    public void Bicubic_images_agree_with_direct_sums_in_double_precision(int width, int height, int newWidth, int newHeight)
    {
        var random = new Random(4);
        var source = new RgbImage(width, height);
        foreach (ref var level in source.Pixels.AsSpan()) level = (byte)(random.Next(2) * 255);
        var actual = Resampler.Resize(source, newWidth, newHeight, MapInterpolation.Bicubic);
        for (var y = 0; y < newHeight; y++)
            for (var x = 0; x < newWidth; x++)
            {
                var expected = Sum(y, height, newHeight, row =>
                    Math.Floor(Math.Clamp(Sum(x, width, newWidth, column => source[column, row][1]), 0, 255) + 0.5));
                Assert.InRange(Math.Abs(actual[x, y][1] - Math.Clamp(expected, 0, 255)), 0, 0.5001);
            }

        static double Sum(int target, int from, int to, Func<int, double> sample)
        {
            var (sum, total, stretch) = (0.0, 0.0, Math.Max(1.0, (double)from / to));
            for (var k = 0; k < from; k++)
            {
                var weight = Keys(Math.Abs(k + 0.5 - (target + 0.5) * from / to) / stretch);
                (sum, total) = (sum + weight * (weight == 0 ? 0 : sample(k)), total + weight);
            }

            return sum / total;
        }
    }

    // Worked out by hand: between a black and a white pixel, weights -3/128, 29/128, 111/128, -9/128 and their mirror.
    [Fact]
    public void A_step_is_doubled_by_the_known_weights()
    {
        var row = new RgbImage(4, 1);
        row.Pixels.AsSpan(6).Fill(255);
        var levels = Resampler.Resize(row, 8, 1, MapInterpolation.Bicubic).Pixels.Where((_, i) => i % 3 == 0).ToArray();
        Assert.Equal([0, 0, 0, 52, 203, 255, 255, 255], levels);
    }

    [Fact]
    public void Threads_do_not_change_the_result()
    {
        var source = Fixtures.Pixels("resize-48x40");
        Assert.Equal(Resampler.Bilinear(source, 131, 97).Pixels, Resampler.Bilinear(source, 131, 97, new Parallelism(3)).Pixels);
    }

    [Fact]
    public void White_stays_white_under_an_enormous_reduction()
    {
        var row = new RgbImage(60_000, 1);
        row.Pixels.AsSpan().Fill(255);
        Assert.Equal([255, 255, 255], Resampler.Bilinear(row, 1, 1).Pixels);
        Assert.Equal([255, 255, 255], Resampler.Bilinear(row.Orient(6), 1, 1).Pixels);
    }

    /// <summary>What images are admitted by: of one of two million by one pixel, weights are the most that it takes.</summary>
    [Theory]
    [InlineData(MapInterpolation.Bilinear, 2_000_000, 100)]
    [InlineData(MapInterpolation.Bilinear, 100, 2_000_000)]
    [InlineData(MapInterpolation.Bicubic, 2_000_000, 100)]
    [InlineData(MapInterpolation.Bicubic, 100, 2_000_000)]
    public void Weights_take_no_more_than_is_said(MapInterpolation interpolation, int from, int to)
    {
        var image = new RgbImage(from, 1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = Resampler.Resize(image, to, 1, interpolation);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0,
            (Resampler.WeightBytes + 3) * Math.Max(from, to) + 100_000);
    }

    /// <summary>A map over an image of one row never has all its own rows that wide.</summary>
    [Fact]
    public void A_map_that_becomes_wide_and_low_takes_little_more_than_the_result()
    {
        const int Width = 1_000_000;
        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = Resampler.Bilinear(new float[72 * 72], 72, 72, Width, 1);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0,
            (Resampler.WeightBytes + 2 * sizeof(float)) * Width + 100_000);
    }

    [Theory]
    [InlineData(10_000_000, 10)]
    [InlineData(10, 10_000_000)]
    public void Weights_are_not_computed_for_somebody_who_has_gone(int from, int to) =>
        Assert.Throws<OperationCanceledException>(() =>
            new ResampleKernel<float>(from, to, MapInterpolation.Bilinear, weight => (float)weight, new(canceled: true)));

    [Fact]
    public void A_constant_map_stays_constant()
    {
        var map = new float[7 * 5];
        Array.Fill(map, 3f);
        Assert.All(Resampler.Bilinear(map, 7, 5, 16, 3), value => Assert.Equal(3f, value, 1e-6f));
    }

    [Theory]
    [InlineData(7, 5, 16, 13)]
    [InlineData(7, 5, 3, 9)]
    [InlineData(1, 6, 4, 4)]
    [InlineData(20, 1, 3, 1)]
    public void Other_interpolations_agree_with_direct_sums(int width, int height, int newWidth, int newHeight)
    {
        var random = new Random(6);
        float[] map = [.. Enumerable.Range(0, width * height).Select(_ => random.NextSingle())];
        var nearest = Resampler.Resize(map, width, height, newWidth, newHeight, MapInterpolation.Nearest);
        var cubic = Resampler.Resize(map, width, height, newWidth, newHeight, MapInterpolation.Bicubic);
        var linear = Resampler.Resize(map, width, height, newWidth, newHeight, MapInterpolation.Bilinear);
        Assert.Equal(Resampler.Bilinear(map, width, height, newWidth, newHeight), linear);
        for (var i = 0; i < nearest.Length; i++)
        {
            double x = (i % newWidth + 0.5) * width / newWidth, y = (i / newWidth + 0.5) * height / newHeight;
            Assert.Equal(map[(int)y * width + (int)x], nearest[i]);
            Assert.Equal(Sum(x, y, Keys), cubic[i], 1e-5);
            Assert.Equal(Sum(x, y, t => Math.Max(0, 1 - t)), linear[i], 1e-5);
        }

        // Over all cells, by the distances of their centres, in cells of the coarser grid.
        double Sum(double x, double y, Func<double, double> filter)
        {
            var (sum, total) = (0.0, 0.0);
            for (var j = 0; j < map.Length; j++)
            {
                var weight = filter(Math.Abs(j % width + 0.5 - x) / Math.Max(1.0, (double)width / newWidth))
                    * filter(Math.Abs(j / width + 0.5 - y) / Math.Max(1.0, (double)height / newHeight));
                (sum, total) = (sum + weight * map[j], total + weight);
            }

            return sum / total;
        }
    }

    [Fact]
    public void The_same_size_is_the_same_image()
    {
        var source = new RgbImage(3, 2);
        Assert.Same(source, Resampler.Bilinear(source, 3, 2));
    }

    [Fact]
    public void Sizes_below_one_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Resampler.Bilinear(new RgbImage(3, 2), 0, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Resampler.Bilinear(new float[6], 3, 2, 2, 0));
        Assert.Throws<ArgumentException>(() => Resampler.Bilinear(new float[5], 3, 2, 2, 2));
    }

    // The two pieces between which a = -1/2 leaves no step, in powers of the distance.
    private static double Keys(double t) =>
        t < 1 ? 1.5 * t * t * t - 2.5 * t * t + 1 : t < 2 ? -0.5 * t * t * t + 2.5 * t * t - 4 * t + 2 : 0;

    private static IEnumerable<string> Targets(string extension) =>
        Fixtures.Names(extension).Where(n => n.StartsWith("resize-") && n.Contains("-to-")).Select(n => n[..^extension.Length]);

    private static RgbImage Twin(RgbImage source, int width, int height, MapInterpolation interpolation)
    {
        var rows = new RgbImage(width, source.Height);
        var across = Resampler.Levels(source.Width, width, interpolation, default);
        for (var y = 0; y < rows.Height; y++)
            for (var x = 0; x < width; x++)
                for (var c = 0; c < 3; c++)
                    rows[x, y][c] = Sum(across, x, k => source[k, y][c]);
        var result = new RgbImage(width, height);
        var down = Resampler.Levels(source.Height, height, interpolation, default);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                for (var c = 0; c < 3; c++)
                    result[x, y][c] = Sum(down, y, k => rows[x, k][c]);
        return result;
    }

    private static byte Sum(ResampleKernel<int> kernel, int target, Func<int, byte> sample)
    {
        var sum = 1L << 21;
        var weights = kernel.Weights(target);
        for (var k = 0; k < weights.Length; k++) sum += (long)weights[k] * sample(kernel.Start(target) + k);
        return (byte)Math.Clamp(sum >> 22, 0, 255);
    }
}
