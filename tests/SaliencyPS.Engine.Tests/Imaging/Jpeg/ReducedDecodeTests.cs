using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using Xunit;

namespace SaliencyPS.Tests.Imaging.Jpeg;

public sealed class ReducedDecodeTests
{
    [Theory]
    [InlineData("half", 2)]
    [InlineData("quarter", 4)]
    [InlineData("eighth", 8)]
    public void A_reduced_jpeg_is_that_of_libjpeg(string word, int reduction)
    {
        var compared = 0;
        foreach (var name in Fixtures.Names(".jpg"))
        {
            var reference = $"{Path.GetFileNameWithoutExtension(name)}-{word}";
            if (!Fixtures.HasPixels(reference)) continue;
            Assert.Equal((name, 0), (name, Fixtures.MaximumDifference(Fixtures.Pixels(reference), Read(name, reduction).Image)));
            compared++;
        }

        Assert.Equal(10, compared);
    }

    // What is interpolated or clamped in full size differs from the mean; without either there is only rounding.
    [Theory, InlineData("444-48x40.jpg"), InlineData("gray.jpg")]
    public void A_reduced_image_is_the_mean_over_blocks_of_the_full_one(string name)
    {
        var full = ImageDecoder.Read(Fixtures.PathOf(name));
        foreach (var reduction in new[] { 2, 4, 8 })
        {
            var reduced = Read(name, reduction);
            Assert.Equal((full.Width, full.Height, reduction), (reduced.Width, reduced.Height, reduced.Reduction));
            var differences = new List<double>();
            for (var y = 0; (y + 1) * reduction <= full.Height; y++)
                for (var x = 0; (x + 1) * reduction <= full.Width; x++)
                    for (var c = 0; c < 3; c++)
                    {
                        var mean = Enumerable.Range(0, reduction * reduction)
                            .Average(i => full[x * reduction + i % reduction, y * reduction + i / reduction][c]);
                        differences.Add(Math.Abs(reduced.Image[x, y][c] - mean));
                    }

            Assert.InRange(differences.Average(), 0, 1);
        }
    }

    [Theory]
    [InlineData(1.99, 1)]
    [InlineData(2, 2)]
    [InlineData(7.9, 4)]
    [InlineData(100, 8)]
    [InlineData(0.1, 1)]
    public void The_reduction_is_the_largest_power_of_two_that_is_asked_for(double asked, int expected) =>
        Assert.Equal(expected, ImageDecoder.Read(Fixtures.PathOf("420-48x40.jpg"), (_, _) => asked).Reduction);

    [Fact]
    public void An_image_that_is_not_reduced_is_that_of_the_plain_decode()
    {
        foreach (var name in Fixtures.Names(".jpg").Where(Fixtures.HasPixels).Append("rgb8.png").Append("rgb24.bmp"))
        {
            var plain = ImageDecoder.Read(Fixtures.PathOf(name));
            var decoded = Read(name, name.EndsWith(".jpg", StringComparison.Ordinal) ? 1 : 8);
            Assert.Equal(plain.Pixels, decoded.Image.Pixels);
            Assert.Equal((plain.Width, plain.Height, 1), (decoded.Width, decoded.Height, decoded.Reduction));
        }
    }

    [Fact]
    public void The_size_that_is_asked_about_and_told_is_the_upright_one()
    {
        var sizes = new List<(int, int)>();
        foreach (var name in Fixtures.Names(".jpg").Where(Fixtures.HasPixels))
        {
            var decoded = ImageDecoder.Read(Fixtures.PathOf(name), (width, height) => { sizes.Add((width, height)); return 2; });
            var full = Fixtures.Pixels(name);
            Assert.Equal((full.Width, full.Height), (decoded.Width, decoded.Height));
            Assert.Equal((full.Width, full.Height), sizes[^1]);
            Assert.Equal(((full.Width + 1) / 2, (full.Height + 1) / 2), (decoded.Image.Width, decoded.Image.Height));
        }
    }

    [Fact]
    public void Limits_are_those_of_the_full_size() =>
        Assert.Throws<ImageFormatException>(
            () => ImageDecoder.Read(Fixtures.PathOf("444-17x33.jpg"), (_, _) => 8, new ImageLimits(100)));

    private static DecodedImage Read(string name, double reduction) =>
        ImageDecoder.Read(Fixtures.PathOf(name), (_, _) => reduction);
}
