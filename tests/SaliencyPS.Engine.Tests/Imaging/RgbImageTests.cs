using SaliencyPS.Imaging;
using Xunit;

namespace SaliencyPS.Tests.Imaging;

public sealed class RgbImageTests
{
    // 3 × 2, each pixel its own number: 1 2 3 / 4 5 6.
    private static readonly RgbImage Numbers = Of(3, 2, 1, 2, 3, 4, 5, 6);

    [Theory]
    [InlineData(1, 3, 2, "1 2 3 4 5 6")]
    [InlineData(2, 3, 2, "3 2 1 6 5 4")]
    [InlineData(3, 3, 2, "6 5 4 3 2 1")]
    [InlineData(4, 3, 2, "4 5 6 1 2 3")]
    [InlineData(5, 2, 3, "1 4 2 5 3 6")]
    [InlineData(6, 2, 3, "4 1 5 2 6 3")]
    [InlineData(7, 2, 3, "6 3 5 2 4 1")]
    [InlineData(8, 2, 3, "3 6 2 5 1 4")]
    public void Orientations_move_pixels(int orientation, int width, int height, string expected)
    {
        var turned = Numbers.Orient(orientation);
        Assert.Equal((width, height), (turned.Width, turned.Height));
        Assert.Equal(expected, Text(turned));
    }

    [Fact]
    public void Other_orientations_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Numbers.Orient(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Numbers.Orient(9));
    }

    [Fact]
    public void Crop_copies_a_part() => Assert.Equal("2 3 5 6", Text(Numbers.Crop(1, 0, 2, 2)));

    [Theory]
    [InlineData(-1, 0, 1, 1), InlineData(0, 0, 4, 1), InlineData(2, 0, 2, 1), InlineData(0, 2, 1, 1), InlineData(0, 0, 0, 1)]
    [InlineData(1, 1, int.MaxValue, 1)]
    public void Crop_refuses_what_is_outside(int x, int y, int width, int height) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Numbers.Crop(x, y, width, height));

    [Fact]
    public void Mirror_exchanges_left_and_right() => Assert.Equal("3 2 1 6 5 4", Text(Numbers.MirrorHorizontally()));

    [Theory]
    [InlineData("II*\0\u0008\0\0\0\u0001\0\u0012\u0001\u0003\0\u0001\0\0\0\u0006\0\0\0", 6)]
    [InlineData("MM\0*\0\0\0\u0008\0\u0001\u0001\u0012\0\u0003\0\0\0\u0001\0\u0008\0\0", 8)]
    [InlineData("MM\0*\0\0\0\u0008\0\u0001\u0001\u0012\0\u0003\0\0\0\u0001\0\u0009\0\0", 1)] // no such orientation
    [InlineData("MM\0*\0\0\0\u0008\0\u0001\u0001\u0012\0\u0004\0\0\0\u0001\0\u0008\0\0", 1)] // not a short integer
    [InlineData("MM\0*\u0080\0\0\u0008\0\u0001", 1)] // a directory far outside
    [InlineData("MM\0*\0\0\0\u0008\u00FF\u00FF", 1)] // entries that are not there
    [InlineData("IM*\0\u0008\0\0\0", 1)]
    [InlineData("", 1)]
    public void Exif_orientation_is_read_or_taken_as_upright(string tiff, int expected) =>
        Assert.Equal(expected, ExifOrientation.Read(tiff.Select(c => (byte)c).ToArray()));

    private static RgbImage Of(int width, int height, params byte[] numbers) =>
        new(width, height, numbers.SelectMany(n => new byte[] { n, 0, n }).ToArray());

    private static string Text(RgbImage image) =>
        string.Join(' ', image.Pixels.Chunk(3).Select(p => p[0] == p[2] && p[1] == 0 ? p[0] : 255));
}
