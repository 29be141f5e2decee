using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Drawing;
using Xunit;

namespace SaliencyPS.Tests.Imaging.Drawing;

public sealed class ContactSheetTests
{
    [Theory]
    [InlineData(1, 248, 188)]
    [InlineData(5, 1224, 188)]
    [InlineData(6, 1224, 372)]
    public void Grows_row_by_row(int images, int width, int height)
    {
        var sheet = new ContactSheet();
        for (var i = 0; i < images; i++) sheet.Add(new RgbImage(10 + i, 700));
        Assert.Equal((images, width, height), (sheet.Count, sheet.Render().Width, sheet.Render().Height));
    }

    [Fact]
    public void An_image_fills_its_cell_without_losing_its_proportions()
    {
        var sheet = new ContactSheet();
        sheet.Add(new RgbImage(480, 180));
        var rendered = sheet.Render();
        // 240 × 90 black pixels in the middle of the cell that begins at (4, 4).
        Assert.Equal(240 * 90, rendered.Pixels.Chunk(3).Count(pixel => pixel[0] == 0));
        Assert.Equal((255, 0, 0, 255), (rendered[4, 48][0], rendered[4, 49][0], rendered[243, 138][0], rendered[243, 139][0]));
    }

    [Fact]
    public void Cells_and_columns_can_be_chosen()
    {
        var sheet = new ContactSheet(10, 20, 2);
        for (var i = 0; i < 3; i++) sheet.Add(new RgbImage(5, 5));
        Assert.Equal((2 * 14 + 4, 2 * 24 + 4), (sheet.Render().Width, sheet.Render().Height));
    }

    [Fact]
    public void A_sheet_holds_what_a_file_can()
    {
        Assert.Equal(355, new ContactSheet(columns: 1).Capacity);
        Assert.Equal(2000, new ContactSheet(columns: 20).Capacity);
        var sheet = new ContactSheet(1, 6546, 1);
        for (var i = 0; i < 9; i++) sheet.Add(new RgbImage(1, 1));
        Assert.InRange(sheet.Render().Height, 1, 65_500);
        Assert.Throws<InvalidOperationException>(() => sheet.Add(new RgbImage(1, 1)));
    }

    [Fact]
    public void An_empty_sheet_is_refused() => Assert.Throws<InvalidOperationException>(() => new ContactSheet().Render());
}
