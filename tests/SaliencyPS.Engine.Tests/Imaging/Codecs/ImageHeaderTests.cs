using System.Buffers.Binary;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Imaging.Resizing;
using Xunit;

namespace SaliencyPS.Tests.Imaging.Codecs;

public sealed class ImageHeaderTests
{
    public static TheoryData<string> Samples =>
        [.. ImageDecoder.Extensions.SelectMany(Fixtures.Names).Where(Fixtures.HasPixels)];

    /// <summary>As the decoders find it.</summary>
    [Theory, MemberData(nameof(Samples))]
    public void It_tells_the_size_of_every_image_that_can_be_decoded(string file)
    {
        var data = Fixtures.Read(file);
        var image = ImageDecoder.Decode(data);
        Assert.Equal((long)image.Width * image.Height, ImageHeader.Read(new MemoryStream(data))!.Value.Pixels);
    }

    [Theory, MemberData(nameof(Samples))]
    public void A_file_that_ends_early_or_is_damaged_is_nothing_or_something_and_no_fault(string file)
    {
        var data = Fixtures.Read(file);
        var random = new Random(1);
        for (var i = 0; i < 300; i++)
        {
            byte[] damaged = [.. data.Take(random.Next(Math.Min(data.Length, 2000)))];
            for (var n = random.Next(4); n > 0 && damaged.Length > 0; n--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            Assert.True(ImageHeader.Read(new MemoryStream(damaged)) is not { } header || header.Bytes(isFull: true) >= 0);
        }
    }

    /// <summary>As many pixels as any other of its number, and far more weights when it is resized.</summary>
    [Fact]
    public void Elongated_images_take_weights_for_each_column()
    {
        long Bytes(int width, int height)
        {
            using var png = new MemoryStream();
            png.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, .. "IHDR"u8]);
            foreach (var side in (int[])[width, height])
                png.Write(BitConverter.GetBytes(BinaryPrimitives.ReverseEndianness(side)));
            png.Write([8, 2, 0, 0, 0]);
            png.Position = 0;
            return ImageHeader.Read(png)!.Value.Bytes(isFull: false);
        }

        Assert.Equal(4_000_000L * (3 + Resampler.WeightBytes) + Resampler.WeightBytes, Bytes(4_000_000, 1));
        Assert.InRange(Bytes(2000, 2000), 4_000_000 * 3, 4_000_000 * 3.1);
    }

    [Fact]
    public void Progressive_images_take_their_coefficients()
    {
        // 4:2:0: one and a half coefficients for each of 80 × 80 pixels, of two bytes.
        byte[] Frame(byte kind) =>
        [
            0xFF, 0xD8, 0xFF, 0xE1, 0, 4, 1, 2, 0xFF, kind, 0, 17, 8, 0, 80, 0, 80, 3, 1, 0x22, 0, 2, 0x11, 0, 3, 0x11, 0,
            0, 0, 0, 0,
        ];
        long Bytes(byte kind, bool isFull = false) => ImageHeader.Read(new MemoryStream(Frame(kind)))!.Value.Bytes(isFull);
        Assert.Equal(80 * 80 * 3, Bytes(0xC2) - Bytes(0xC0));
        Assert.Equal(80 * 80 * 6 + 160 * Resampler.WeightBytes, Bytes(0xC0, isFull: true));
    }
}
