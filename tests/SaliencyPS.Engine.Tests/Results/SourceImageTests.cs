using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Localization;
using SaliencyPS.Results;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Analysis;
using SaliencyPS.Tests.Saliency.Analysis;
using Xunit;

namespace SaliencyPS.Tests.Results;

public sealed class SourceImageTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"saliency-{Guid.NewGuid():N}.jpg");

    public SourceImageTests() =>
        File.WriteAllBytes(_file, ImageEncoder.Encode(SaliencyAnalyzerTests.Noise(1600, 1200), ImageFormat.Jpeg));

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void What_is_looked_at_in_full_is_still_cut_with_the_detail_of_a_cut()
    {
        var source = new SourceImage();
        var full = source.Get(_file, (1600, 1200), null, default);
        var cut = source.GetToCut(_file, (1600, 1200), 4, null, default);
        Assert.Equal((1600, 1200), (full.Width, full.Height));
        Assert.Equal((4, 1600, 400), (cut.Reduction, cut.Width, cut.Image.Width));
        File.Delete(_file);
        Assert.Same(full, source.Get(_file, (1600, 1200), null, default));
        Assert.Same(cut, source.GetToCut(_file, (1600, 1200), 4, null, default));
        GC.KeepAlive(full);
        GC.KeepAlive(cut);
    }

    [Fact]
    public void What_was_analysed_in_full_serves_both()
    {
        var (source, image) = (new SourceImage(), new DecodedImage(new RgbImage(1600, 1200)));
        source.Introduce(image);
        Assert.Same(image.Image, source.Get("none", (1600, 1200), null, default));
        Assert.Same(image, source.GetToCut("none", (1600, 1200), 1, null, default));
        GC.KeepAlive(image);
    }

    [Fact]
    public void A_result_that_carries_its_image_needs_no_file()
    {
        var network = TestNetworks.Small(8);
        var analyzer = new SaliencyAnalyzer(network, new SaliencyOptions { Top = 1, IncludePicture = true });
        var map = analyzer.Analyze(analyzer.Read(_file), _file, null, new()).Single();
        var expected = new SourceImage().GetToCut(_file, (1600, 1200), map.Reduction, null, default).Image.Pixels;
        File.Delete(_file);
        var copy = new ClassSaliency
        {
            Path = map.Path, Rank = 1, ClassIndex = map.ClassIndex, Label = map.Label, Score = 0, Probability = 0, Bias = 0,
            Reduction = map.Reduction, Map = map.Map, Picture = map.Picture,
        };
        Assert.Equal(expected, copy.GetImageToCut(LocalizationOptions.Default.MaximumCutPixels).Image.Pixels);
        Assert.Equal((1600, 1200), (copy.GetImage().Width, copy.GetImage().Height));
        Assert.Contains("another machine", Assert.Throws<FileNotFoundException>(
            () => new SourceImage().Get(_file, (1600, 1200), null, default)).Message);
    }

    [Theory]
    [InlineData(12, 2)] // analysed with as little detail as is cut
    [InlineData(900, 1)] // analysed with more
    public void What_is_cut_does_not_depend_on_what_is_still_in_memory(int seen, int expected)
    {
        var network = TestNetworks.Small(8) with
        {
            Preprocessing = new() { Mean = [0, 0, 0], Std = [255, 255, 255], Resize = seen }
        };
        var analyzer = new SaliencyAnalyzer(network, new SaliencyOptions { View = SaliencyView.Center, Top = 1 });
        var image = analyzer.Read(_file);
        var map = analyzer.Analyze(image, _file, null, new()).Single();
        var most = LocalizationOptions.Default.MaximumCutPixels;
        Assert.Same(image, map.GetImageToCut(most));
        GC.KeepAlive(image);

        // As it comes back from a file, when nobody holds the image; and after a finer cut has left another image in memory.
        var copy = new ClassSaliency
        {
            Path = map.Path, Rank = map.Rank, ClassIndex = map.ClassIndex, Label = map.Label, Score = map.Score,
            Probability = map.Probability, Bias = map.Bias,
            View = map.View, Network = map.Network, Reduction = map.Reduction, Map = map.Map,
        };
        var again = copy.GetImageToCut(most);
        var fine = map.GetImageToCut(1600 * 1200);
        var afterFine = map.GetImageToCut(most);
        Assert.Equal((expected, expected, 1, expected),
            (image.Reduction, again.Reduction, fine.Reduction, afterFine.Reduction));
        Assert.Equal(image.Image.Pixels, again.Image.Pixels);
        Assert.Equal(image.Image.Pixels, afterFine.Image.Pixels);
        GC.KeepAlive(fine);
    }
}
