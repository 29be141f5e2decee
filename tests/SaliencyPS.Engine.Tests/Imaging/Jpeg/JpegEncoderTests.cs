using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Imaging.Jpeg;
using Xunit;

namespace SaliencyPS.Tests.Imaging.Jpeg;

public sealed class JpegEncoderTests
{
    // Smooth waves in three colors with a sharp edge: what images have.
    private static RgbImage Waves(int width, int height)
    {
        var image = new RgbImage(width, height);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                for (var c = 0; c < 3; c++)
                    image[x, y][c] = (byte)(128 + 80 * Math.Sin(x * 0.11 + c) * Math.Cos(y * 0.07 * (c + 1)) + (x > y ? 30 : 0));
        return image;
    }

    private static byte[] Encode(RgbImage image, int quality = ImageQuality.Standard) =>
        ImageEncoder.Encode(image, ImageFormat.Jpeg, quality);

    private static double SignalToNoise(RgbImage expected, RgbImage actual) =>
        10 * Math.Log10(255 * 255 / expected.Pixels.Zip(actual.Pixels, (a, b) => (double)(a - b) * (a - b)).Average());

    [Theory, InlineData(100, 46), InlineData(90, 37), InlineData(89, 30), InlineData(50, 27), InlineData(1, 12)]
    public void What_is_written_can_be_read_and_looks_the_same(int quality, double decibels)
    {
        var image = Waves(203, 150);
        Assert.InRange(SignalToNoise(image, ImageDecoder.Decode(Encode(image, quality))), decibels, 100);
    }

    [Theory]
    [InlineData(1, 1), InlineData(8, 8), InlineData(16, 16), InlineData(17, 7)]
    [InlineData(9, 33), InlineData(1, 100), InlineData(100, 1)]
    public void Every_size_is_kept_at_either_color_resolution(int width, int height)
    {
        var image = Waves(width, height);
        foreach (var quality in new[] { 75, 95 })
        {
            var read = ImageDecoder.Decode(Encode(image, quality));
            Assert.Equal((width, height), (read.Width, read.Height));
            Assert.InRange(SignalToNoise(image, read), 22, 100);
        }
    }

    [Fact]
    public void Noise_and_extremes_survive_with_the_finest_steps()
    {
        var image = new RgbImage(64, 48);
        new Random(1).NextBytes(image.Pixels);
        Assert.InRange(Fixtures.MaximumDifference(image, ImageDecoder.Decode(Encode(image, 100))), 0, 6);
        // The largest coefficient there is.
        for (var i = 0; i < image.Pixels.Length; i++) image.Pixels[i] = (byte)(i / 3 % 2 * 255);
        Assert.InRange(Fixtures.MaximumDifference(image, ImageDecoder.Decode(Encode(image, 100))), 0, 2);
    }

    [Fact]
    public void Grey_images_have_one_component_and_stay_grey()
    {
        var image = Waves(50, 40);
        for (var i = 0; i < image.Pixels.Length; i += 3) image.Pixels.AsSpan(i, 3).Fill(image.Pixels[i]);
        var file = Encode(image);
        Assert.Equal(1, file[file.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]) + 9]);
        var read = ImageDecoder.Decode(file);
        Assert.InRange(SignalToNoise(image, read), 38, 100);
        Assert.All(Enumerable.Range(0, 50 * 40), i => Assert.Equal(read.Pixels[3 * i], read.Pixels[3 * i + 2]));
    }

    [Fact]
    public void The_file_begins_as_JFIF_says() => Assert.Equal(
        [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF"u8, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0xFF, 0xDB], Encode(Waves(3, 3))[..22]);

    [Fact]
    public void Lower_quality_is_smaller()
    {
        var sizes = new[] { 10, 30, 60, 89, 90, 100 }.Select(quality => Encode(Waves(160, 120), quality).Length).ToArray();
        Assert.Equal(sizes.Order(), sizes);
    }

    [Fact]
    public void The_transform_is_the_sum_of_cosines()
    {
        var random = new Random(2);
        float[] samples = [.. Enumerable.Range(0, 80).Select(_ => (float)random.Next(-128, 128))];
        var (coefficients, ones) = (new int[64], Enumerable.Repeat(1f, 64).ToArray());
        ForwardDct.Transform(samples, 10, ones, coefficients);
        for (var i = 0; i < 64; i++)
        {
            var (v, u, sum) = (i / 8, i % 8, 0.0);
            for (var y = 0; y < 8; y++)
                for (var x = 0; x < 8; x++)
                    sum += samples[10 * y + x]
                        * Math.Cos((2 * x + 1) * u * Math.PI / 16) * Math.Cos((2 * y + 1) * v * Math.PI / 16);
            sum *= (u == 0 ? Math.Sqrt(0.5) : 1) * (v == 0 ? Math.Sqrt(0.5) : 1) / 4;
            Assert.InRange(coefficients[i], sum - 0.51, sum + 0.51);
        }
    }
}
