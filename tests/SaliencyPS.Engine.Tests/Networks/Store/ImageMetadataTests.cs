using SaliencyPS.Networks;
using SaliencyPS.Networks.Store;
using SaliencyPS.Tests.Networks.Formats.Onnx;
using Xunit;

namespace SaliencyPS.Tests.Networks.Store;

public sealed class ImageMetadataTests
{
    private const string Format = "Image.BitmapPixelFormat", Gamma = "Image.ColorSpaceGamma", Range = "Image.NominalPixelRange";

    // Where black and white lie for the network.
    [Theory]
    [InlineData("NominalRange_0_255", 0, 255)]
    [InlineData("Nominal_0_255", 0, 255)]
    [InlineData("Normalized_0_1", 0, 1)]
    [InlineData("normalized_1_1", -1, 1)]
    [InlineData("NominalRange_16_235", 16, 235)]
    public void Levels_get_the_range_that_is_named(string range, float black, float white)
    {
        var network = Read((Format, "Bgr8"), (Gamma, "SRGB"), (Range, range));
        var preprocessing = network.Preprocessing;
        Assert.Equal(ChannelOrder.Bgr, preprocessing.Channels);
        for (var c = 0; c < 3; c++)
        {
            Assert.Equal(black, -preprocessing.Mean[c] / preprocessing.Std[c], 1e-5f);
            Assert.Equal(white, (255 * preprocessing.Scale - preprocessing.Mean[c]) / preprocessing.Std[c], 1e-4f);
        }

        Assert.Empty(network.Notes);
        Assert.All((string[])["scale", "mean", "std", "channels"], key => Assert.Equal("metadata", network.Sources[key]));
        Assert.Equal("default", network.Sources["resize"]);
    }

    [Fact]
    public void Red_first_and_grey_are_understood()
    {
        Assert.Equal(ChannelOrder.Rgb, Read((Format, "Rgb8"), (Range, "Normalized_0_1")).Preprocessing.Channels);
        var grey = Read(new OnnxWriter(1, 2, 2), (Format, "Gray8"), (Range, "Normalized_0_1"));
        Assert.Equal([0], grey.Preprocessing.Mean);
        Assert.Empty(grey.Notes);
    }

    [Theory]
    [InlineData(Format, "Rgba8", "\"RGB\" or \"BGR\"")]
    [InlineData(Range, "0..255", "found 0..255")]
    [InlineData(Gamma, "Linear", "Linear is passed over")]
    public void What_cannot_be_heeded_is_said(string key, string value, string part)
    {
        var network = Read((key, value), key == Range ? (Format, "Rgb8") : (Range, "Normalized_0_1"));
        Assert.Contains(part, Assert.Single(network.Notes));
        Assert.StartsWith($"Metadata, field '{key}': ", network.Notes[0]);
    }

    [Fact]
    public void An_order_without_a_range_leaves_the_default_and_says_so()
    {
        var network = Read((Format, "Bgr8"));
        Assert.Equal(Preprocessing.ImageNet.Mean, network.Preprocessing.Mean);
        Assert.Contains("Image.NominalPixelRange is missing", Assert.Single(network.Notes));
    }

    [Fact]
    public void Custom_Visions_own_mean_comes_after_the_range()
    {
        var network = Read((Format, "Rgb8"), (Range, "Normalized_1_1"),
            ("CustomVision.Preprocess.NormalizeMean", "[0.1, 0.2, 0.3]"), ("CustomVision.Preprocess.NormalizeStd", "[2, 3, 4]"),
            ("CustomVision.Preprocess.ResizeMethod", "Stretch"), ("CustomVision.Preprocess.TargetHeight", "300"),
            ("CustomVision.Preprocess.TargetWidth", "400"));
        Assert.Equal([1.1f, 1.2f, 1.3f], network.Preprocessing.Mean);
        Assert.Equal([2, 3, 4], network.Preprocessing.Std);
        Assert.Equal((300, 400, true),
            (network.Preprocessing.ResizeHeight, network.Preprocessing.ResizeWidth, network.Preprocessing.IsSquashed));
    }

    private static Network Read(params (string Key, string Value)[] metadata) => Read(new OnnxWriter(3, 2, 2), metadata);

    private static Network Read(OnnxWriter writer, params (string Key, string Value)[] metadata)
    {
        writer.Node("GlobalAveragePool", "x");
        foreach (var (key, value) in metadata) writer.Metadata(key, value);
        return NetworkReader.Read(new MemoryStream(writer.ToArray()), NetworkDescription.ReadBeside("none"), "none");
    }
}
