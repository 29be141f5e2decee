using SaliencyPS.Imaging;
using SaliencyPS.Saliency;
using Xunit;

namespace SaliencyPS.Tests.Saliency;

public sealed class SourcePictureTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"saliency-{Guid.NewGuid():N}.jpg");

    public SourcePictureTests() => File.WriteAllBytes(_file, JpegEncoder.Encode(new RgbImage(1600, 1200)));

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void What_is_looked_at_in_full_is_still_cut_with_the_detail_of_a_cut()
    {
        var source = new SourcePicture();
        var full = source.Get(_file, (1600, 1200), null, default);
        var cut = source.GetToCut(_file, (1600, 1200), 20_000, null, default);
        Assert.Equal((1600, 1200), (full.Width, full.Height));
        Assert.Equal((4, 1600, 400), (cut.Reduction, cut.Width, cut.Image.Width));
        File.Delete(_file);
        Assert.Same(full, source.Get(_file, (1600, 1200), null, default));
        Assert.Same(cut, source.GetToCut(_file, (1600, 1200), 20_000, null, default));
        GC.KeepAlive(full);
        GC.KeepAlive(cut);
    }

    [Fact]
    public void What_was_analysed_in_full_serves_both()
    {
        var (source, picture) = (new SourcePicture(), new DecodedImage(new RgbImage(1600, 1200)));
        source.Introduce(picture);
        Assert.Same(picture.Image, source.Get("none", (1600, 1200), null, default));
        Assert.Same(picture, source.GetToCut("none", (1600, 1200), 20_000, null, default));
        GC.KeepAlive(picture);
    }
}
