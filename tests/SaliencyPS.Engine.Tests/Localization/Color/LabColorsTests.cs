using SaliencyPS.Imaging;
using SaliencyPS.Localization.Color;
using Xunit;

namespace SaliencyPS.Tests.Localization.Color;

public sealed class LabColorsTests
{
    [Theory] // published values for sRGB under D65
    [InlineData(255, 255, 255, 100, 0, 0)]
    [InlineData(0, 0, 0, 0, 0, 0)]
    [InlineData(255, 0, 0, 53.24, 80.09, 67.20)]
    [InlineData(0, 255, 0, 87.73, -86.18, 83.18)]
    [InlineData(0, 0, 255, 32.30, 79.19, -107.86)]
    [InlineData(255, 255, 0, 97.14, -21.55, 94.48)]
    [InlineData(119, 119, 119, 50.03, 0, 0)]
    [InlineData(1, 1, 1, 0.27, 0, 0)] // on the straight piece near black
    public void Known_colors_are_where_they_belong(byte red, byte green, byte blue, double l, double a, double b)
    {
        var actual = LabColors.Of(red, green, blue);
        Assert.Equal(l, actual.L, 0.03);
        Assert.Equal(a, actual.A, 0.03);
        Assert.Equal(b, actual.B, 0.03);
    }

    [Fact]
    public void Every_color_fits_into_bytes_and_distances_keep_their_meaning()
    {
        // The extremes of L*, a* and b* are on the faces of the cube, which the grid includes.
        byte[] levels = [.. Enumerable.Range(0, 18).Select(i => (byte)(15 * i))];
        var image = new RgbImage(18 * 18, 18,
            [.. levels.SelectMany(r => levels.SelectMany(g => levels.SelectMany(b => (byte[])[r, g, b])))]);
        var before = image.Pixels.ToArray();
        var lab = LabColors.Convert(image).Pixels;
        Assert.Equal(before, image.Pixels);
        var exact = Enumerable.Range(0, lab.Length / 3)
            .Select(i => LabColors.Of(before[3 * i], before[3 * i + 1], before[3 * i + 2])).ToArray();
        for (var i = 0; i < exact.Length; i++)
        {
            Assert.Equal(1.25 * exact[i].L, lab[3 * i], 0.501);
            Assert.Equal(1.25 * exact[i].A + 128, lab[3 * i + 1], 0.501);
            Assert.Equal(1.25 * exact[i].B + 136, lab[3 * i + 2], 0.501);
        }
    }
}
