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
             "resize": 300, "interpolation": "Bicubic", "crop_mode": "squash", "labels": ["cat", "dog", "cow"],
             "architecture": "is not needed here",
             "probability": "sigmoid"}
            """);

        Assert.Equal("short", network.Name);
        Assert.Equal(new TensorShape(3, 96, 64), network.Input);
        Assert.Equal([1, 2, 3], network.Preprocessing.Mean);
        Assert.Equal([4, 5, 6], network.Preprocessing.Std);
        Assert.Equal((ChannelOrder.Bgr, 0.25f, 300),
            (network.Preprocessing.Channels, network.Preprocessing.Scale, network.Preprocessing.Resize));
        Assert.Equal(("bicubic", true), (network.Preprocessing.Interpolation, network.Preprocessing.IsSquashed));
        Assert.Equal(["cat", "dog", "cow"], network.Labels);
        Assert.Equal(ProbabilityKind.Sigmoid, network.Probability);
        Assert.Equal(["input", "scale", "mean", "std", "channels", "interpolation", "crop_mode", "resize",
            "name", "labels", "probability"],
            network.Sources.Keys);
        Assert.All(network.Sources.Values, source => Assert.Equal("net.json", source));
        Assert.Empty(network.Notes);
    }

    [Theory]
    [InlineData("300", 300, 300)]
    [InlineData("[300, 400]", 300, 400)]
    public void Images_are_resized_to_one_length_or_two(string resize, int height, int width)
    {
        var preprocessing = Read(new OnnxWriter(3, 1, 1).Node("Flatten", "x"), $$"""{"resize": {{resize}}}""").Preprocessing;
        Assert.Equal((height, width, 300), (preprocessing.ResizeHeight, preprocessing.ResizeWidth, preprocessing.Resize));
    }

    [Theory]
    [InlineData(0.875, 256, 329)]
    [InlineData(0.95, 235, 303)]
    [InlineData(1, 224, 288)]
    public void The_crop_may_be_a_share_of_the_resized_image(double share, int height, int width)
    {
        var preprocessing = Read(new OnnxWriter(3, 224, 288).Node("GlobalAveragePool", "x"),
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $$"""{"crop_pct": {{share}}}""")).Preprocessing;
        Assert.Equal((height, width), (preprocessing.ResizeHeight, preprocessing.ResizeWidth));
    }

    [Theory]
    [InlineData(""), InlineData("\uFEFF")] // as PowerShell 5 and other programs begin a file
    public void One_number_counts_for_all_channels(string mark)
    {
        var preprocessing = Read(new OnnxWriter(3, 1, 1).Node("Flatten", "x"), mark + """{"mean": 2, "std": 4}""").Preprocessing;
        Assert.Equal([2, 2, 2], preprocessing.Mean);
        Assert.Equal([4, 4, 4], preprocessing.Std);
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
        Assert.Equal(("net.json", "metadata", "default"),
            (network.Sources["resize"], network.Sources["mean"], network.Sources["interpolation"]));
    }

    [Theory]
    [InlineData("channels", "3", "\"RGB\" or \"BGR\", found 3")]
    [InlineData("input", "image", "an array of integers, found \"image\"")]
    [InlineData("input", "224", "an array of integers, found 224")]
    [InlineData("input", "[3, 224, 224]", "The network does not take that input")]
    [InlineData("labels", "cat,dog,bird", "no such file of labels")]
    [InlineData("labels", "../names.txt", "in the same folder")]
    [InlineData("labels", "[\"cat\"]", "Expected 3, found 1")]
    [InlineData("mean", "0.5", null)]
    [InlineData("mean", "[0.5]", "an array of 3 numbers")]
    [InlineData("scale", "2x", "a positive number")]
    [InlineData("resize", "[]", "an integer from 1")]
    [InlineData("crop_pct", "87.5", "a number from 0.1 to 1, found 87.5")]
    [InlineData("crop_mode", "border", "\"center\" or \"squash\"")]
    [InlineData("interpolation", "lanczos", "\"bilinear\" or \"bicubic\" or \"nearest\"")]
    [InlineData("architecture", "squeezenet1_1.tv_in1k", null)]
    public void Metadata_of_another_meaning_are_passed_over_and_that_is_said(string key, string value, string? note)
    {
        var network = Read(new OnnxWriter(3, 1, 1).Node("Flatten", "x").Metadata(key, value));
        if (note is null) Assert.Empty(network.Notes);
        else
        {
            Assert.Equal(Preprocessing.ImageNet, network.Preprocessing);
            Assert.Equal("class 0", network.Labels[0]);
            Assert.All(network.Sources.Values, source => Assert.Equal("default", source));
            Assert.Contains(note, Assert.Single(network.Notes));
            Assert.StartsWith($"Metadata, field '{key}': ", network.Notes[0]);
            Assert.Contains("passed over", network.Notes[0]);
        }
    }

    [Fact]
    public void What_the_file_beside_says_needs_no_note_on_the_metadata() =>
        Assert.Empty(Read(new OnnxWriter(3, 1, 1).Node("Flatten", "x").Metadata("channels", "3"),
            """{"channels": "RGB"}""").Notes);

    // As weights of timm have them.
    [Fact]
    public void An_architecture_with_its_training_is_known_and_another_passed_over()
    {
        var description = NetworkDescription.ReadBeside("none");
        description.AddMetadata(new Dictionary<string, string> { ["architecture"] = "squeezenet1_1.tv_in1k", ["input"] = "224" });
        Assert.Equal(("squeezenet1_1", null), (description.Architecture?.Name, description.Input));
        description = NetworkDescription.ReadBeside("none");
        description.AddMetadata(new Dictionary<string, string> { ["architecture"] = "vit_tiny.augreg" });
        Assert.Null(description.Architecture);
        Assert.Contains("'architecture': The architecture is none of the built-in ones. Found vit_tiny.",
            Assert.Single(description.Apply(TestNetworks.Small(3)).Notes));
    }

    [Fact]
    public void What_is_written_anew_gives_the_same_preprocessing_and_labels()
    {
        var first = Read(new OnnxWriter(3, 8, 6).Node("GlobalAveragePool", "x"), """
            {"mean": [0.1, 0.2, 0.3], "std": 0.7, "channels": "BGR", "scale": "1/255", "crop_pct": 0.9,
             "interpolation": "nearest", "crop_mode": "squash", "labels": ["a", "ü\"", "c"]}
            """);
        var second = Read(new OnnxWriter(3, 8, 6).Node("GlobalAveragePool", "x"), NetworkDescription.Write(first));
        Assert.Equal(first.Labels, second.Labels);
        Assert.Equal(first.Preprocessing.Mean, second.Preprocessing.Mean);
        Assert.Equal(first.Preprocessing.Std, second.Preprocessing.Std);
        Assert.Equal(first.Preprocessing with { Mean = [], Std = [] }, second.Preprocessing with { Mean = [], Std = [] });
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
    [InlineData("""{"interpolation": "lanczos"}""", "net.json, field 'interpolation'", "\"bicubic\"", "lanczos")]
    [InlineData("""{"crop_mode": "border"}""", "net.json, field 'crop_mode'", "\"center\" or \"squash\"", "border")]
    [InlineData("""{"crop_pct": 0}""", "net.json, field 'crop_pct'", "a number from 0.1 to 1", "found 0")]
    [InlineData("""{"crop_pct": 0.9, "resize": 256}""", "net.json", "resize or crop_pct, not both")]
    [InlineData("""{"resize": [1, 2, 3]}""", "net.json, field 'resize'", "height and width", "[1, 2, 3]")]
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
