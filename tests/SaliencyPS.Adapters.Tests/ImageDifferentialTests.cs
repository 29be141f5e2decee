using System.Buffers.Binary;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Tests.Imaging;
using SaliencyPS.Tests.Imaging.Differential;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using Xunit;

namespace SaliencyPS.Tests.Adapters;

/// <summary>Our decoder of BMP beside ImageSharp's, as often as SALIENCYPS_DIFFERENTIAL says.</summary>
[Trait("Speed", "Slow")]
public sealed class ImageDifferentialTests
{
    // Those whose samples may have any value: palettes need not have a color for each.
    private static readonly byte[][] Bitmaps = [.. Fixtures.Names(".bmp")
        .Where(name => name.StartsWith("rgb", StringComparison.Ordinal) || name.StartsWith("bitfields", StringComparison.Ordinal))
        .Select(Fixtures.Read)];

    [Fact]
    public void Levels_of_bmp_are_those_of_ImageSharp()
    {
        for (var (trial, trials) = (0, OutsideTool.Trials); trial < trials; trial++)
        {
            var random = new Random(trial);
            var data = (byte[])Bitmaps[random.Next(Bitmaps.Length)].Clone();
            random.NextBytes(data.AsSpan(BinaryPrimitives.ReadInt32LittleEndian(data.AsSpan(10))));
            using var image = Image.Load<Rgb24>(data);
            var levels = new byte[3 * image.Width * image.Height];
            image.CopyPixelDataTo(levels);
            var actual = ImageDecoder.Decode(data);
            Assert.Equal((image.Width, image.Height), (actual.Width, actual.Height));
            // Five or six bits are made eight by rounding here and by cutting off there.
            var most = BinaryPrimitives.ReadInt16LittleEndian(data.AsSpan(28)) == 16 ? 1 : 0;
            Assert.True(levels.Zip(actual.Pixels, (a, b) => Math.Abs(a - b)).Max() <= most,
                $"Trial {trial}: {Convert.ToBase64String(data)}");
        }
    }
}
