using SaliencyPS.Networks;
using SaliencyPS.Networks.Catalog;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Networks.Store;
using SaliencyPS.Tensors;
using SaliencyPS.Tests.Networks.Formats.Onnx;
using Xunit;

namespace SaliencyPS.Tests.Networks.Store;

public sealed class NetworkDescriptionTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("saliencyps").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_field_reaches_the_network()
    {
        var network = Read(new OnnxWriter(3, null, null).Node("GlobalAveragePool", "x"), """
            {"name": "short", "input": [3, 96, 64], "mean": [1, 2, 3], "std": [4, 5, 6], "channels": "bgr", "scale": "1/4",
             "resize": 300, "interpolation": "bilinear", "labels": ["cat", "dog", "cow"], "architecture": "is not needed here",
             "probability": "sigmoid"}
            """);

        Assert.Equal("short", network.Name);
        Assert.Equal(new TensorShape(3, 96, 64), network.Input);
        Assert.Equal([1, 2, 3], network.Preprocessing.Mean);
        Assert.Equal([4, 5, 6], network.Preprocessing.Std);
        Assert.Equal((ChannelOrder.Bgr, 0.25f, 300),
            (network.Preprocessing.Channels, network.Preprocessing.Scale, network.Preprocessing.Resize));
        Assert.Equal(["cat", "dog", "cow"], network.Labels);
        Assert.Equal(ProbabilityKind.Sigmoid, network.Probability);
    }

    [Theory]
    [InlineData(1, "sigmoid", ProbabilityKind.Sigmoid), InlineData(1, "none", ProbabilityKind.None)]
    [InlineData(3, "None", ProbabilityKind.None), InlineData(3, "softmax", ProbabilityKind.Softmax)]
    public void A_description_says_what_scores_mean(int classes, string probability, ProbabilityKind expected) =>
        Assert.Equal(expected, Read(new OnnxWriter(classes, 1, 1).Node("Flatten", "x").Node("Sigmoid"),
            $$"""{"probability": "{{probability}}"}""").Probability);

    [Fact]
    public void A_soft_max_of_one_score_is_refused() =>
        Assert.Contains("net.json, field 'probability': A soft-max of one score is always 1.",
            Assert.Throws<NetworkFormatException>(() =>
                Read(new OnnxWriter(1, 1, 1).Node("Flatten", "x"), """{"probability": "softmax"}""")).Message);

    [Fact]
    public void Metadata_count_where_the_file_beside_says_nothing()
    {
        var writer = new OnnxWriter(3, 1, 1).Node("Flatten", "x").Metadata("channels", "BGR").Metadata("scale", "1/2")
            .Metadata("resize", "99")
            .Metadata("mean", "[7, 8, 9]").Metadata("license", "any").Metadata("labels", "[\"a\", \"b\", \"c\"]");
        var network = Read(writer, """{"resize": 100}""");
        Assert.Equal((ChannelOrder.Bgr, 0.5f, 100),
            (network.Preprocessing.Channels, network.Preprocessing.Scale, network.Preprocessing.Resize));
        Assert.Equal([7, 8, 9], network.Preprocessing.Mean);
        Assert.Equal(["a", "b", "c"], network.Labels);
    }

    [Fact]
    public void Without_a_word_it_is_ImageNet()
    {
        var network = Read(new OnnxWriter(1000, 1, 1).Node("Flatten", "x"));
        Assert.Equal("net", network.Name);
        Assert.Equal(ImageNetLabels.Names, network.Labels);
        Assert.Equal(1000, network.Preprocessing.Mean.Length);

        var three = Read(new OnnxWriter(3, 1, 1).Node("Flatten", "x"));
        Assert.Equal(Preprocessing.ImageNet.Mean, three.Preprocessing.Mean);
        Assert.Equal(["class 0", "class 1", "class 2"], three.Labels);
    }

    [Fact]
    public void TensorFlow_networks_have_a_background() =>
        Assert.Equal(["background", "tench"],
            Read(new OnnxWriter(1001, 1, 1).Node("Flatten", "x"), """{"labels": "imagenet"}""").Labels.Take(2));

    [Fact]
    public void Labels_come_from_a_file_beside()
    {
        File.WriteAllText(Path.Combine(_folder, "names.txt"), "red\ngreen\nblue\n");
        Assert.Equal(["red", "green", "blue"],
            Read(new OnnxWriter(3, 1, 1).Node("Flatten", "x"), """{"labels": "names.txt"}""").Labels);
    }

    [Theory]
    [InlineData("""{"means": [1, 2, 3]}""", "net.json, field 'means'", "one of architecture, channels,")]
    [InlineData("""{"mean": [1, 2]}""", "net.json, field 'mean'", "array of 3 numbers", "found [1, 2]")]
    [InlineData("""{"std": [1, 0, 1]}""", "net.json, field 'std'", "positive")]
    [InlineData("""{"mean": [1, 1e99, 1]}""", "net.json, field 'mean'", "1e99")]
    [InlineData("""{"scale": "1/0"}""", "net.json, field 'scale'", "quotient", "1/0")]
    [InlineData("""{"scale": -1}""", "net.json, field 'scale'", "positive")]
    [InlineData("""{"channels": "CMYK"}""", "net.json, field 'channels'", "\"RGB\" or \"BGR\"", "CMYK")]
    [InlineData("""{"probability": "logit"}""", "net.json, field 'probability'", "\"sigmoid\"", "logit")]
    [InlineData("""{"interpolation": "lanczos"}""", "net.json, field 'interpolation'", "\"bilinear\"", "lanczos")]
    [InlineData("""{"resize": 1.5}""", "net.json, field 'resize'", "integer", "1.5")]
    [InlineData("""{"input": [3, 1]}""", "net.json, field 'input'", "channels, height and width", "3×1")]
    [InlineData("""{"input": [3, 100000, 1]}""", "net.json, field 'input'", "4096", "3×100000×1")]
    [InlineData("""{"input": [3, 2, 2]}""", "Input 'x'", "Expected 3×1×1, found 3×2×2")]
    [InlineData("""{"labels": ["one"]}""", "net.json, field 'labels'", "Expected 3, found 1")]
    [InlineData("""{"labels": "imagenet"}""", "net.json, field 'labels'", "Expected 3, found 1000")]
    [InlineData("""{"labels": [1.5, {}, 3]}""", "net.json, field 'labels'", "text")]
    [InlineData("""{"labels": "../secret.txt"}""", "net.json, field 'labels'", "same folder", "../secret.txt")]
    [InlineData("""{"labels": "missing.txt"}""", "net.json, field 'labels'", "no such file", "missing.txt")]
    [InlineData("""{"name": 1, "name": 2}""", "net.json", "not valid JSON")]
    [InlineData("""[]""", "net.json", "a JSON object")]
    public void A_wrong_field_is_named_with_its_file(string description, params string[] parts)
    {
        var error = Assert.Throws<NetworkFormatException>(() => Read(new OnnxWriter(3, 1, 1).Node("Flatten", "x"), description));
        Assert.StartsWith("net.onnx: ", error.Message);
        Assert.All(parts, part => Assert.Contains(part, error.Message));
    }

    private Network Read(OnnxWriter writer, string? description = null)
    {
        var path = Path.Combine(_folder, "net.onnx");
        File.WriteAllBytes(path, writer.ToArray());
        if (description is not null) File.WriteAllText(Path.ChangeExtension(path, ".json"), description);
        return NetworkReader.Read(path);
    }
}
