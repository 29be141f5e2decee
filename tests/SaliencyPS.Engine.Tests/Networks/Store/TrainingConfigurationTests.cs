using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Networks.Store;
using SaliencyPS.Tensors;
using SaliencyPS.Tests.Networks.Formats.Onnx;
using Xunit;

namespace SaliencyPS.Tests.Networks.Store;

public sealed class TrainingConfigurationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("saliencyps").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Timm_says_how_it_resizes_crops_and_normalises()
    {
        var network = Read("config.json", """
            {"architecture": "efficientnet_b3", "num_classes": 3, "num_features": 1536, "label_names": ["n1", "n2", "n3"],
             "pretrained_cfg": {"tag": "ra2_in1k", "custom_load": false,
              "input_size": [3, 288, 288], "test_input_size": [3, 320, 320],
              "fixed_input_size": false, "interpolation": "bicubic", "crop_pct": 0.95, "crop_mode": "center",
              "mean": [0.5, 0.25, 0.125], "std": [0.5, 0.5, 0.25], "num_classes": 3, "pool_size": [9, 9], "classifier": "fc"}}
            """);
        Assert.Equal(new TensorShape(3, 288, 288), network.Input);
        Assert.Equal([0.5f, 0.25f, 0.125f], network.Preprocessing.Mean);
        Assert.Equal([0.5f, 0.5f, 0.25f], network.Preprocessing.Std);
        Assert.Equal((1 / 255f, "bicubic", 303, false), (network.Preprocessing.Scale, network.Preprocessing.Interpolation,
            network.Preprocessing.Resize, network.Preprocessing.IsSquashed));
        Assert.Equal(["n1", "n2", "n3"], network.Labels);
        Assert.Equal("default", network.Sources["channels"]);
        Assert.Equal("config.json", network.Sources["resize"]);
        Assert.Empty(network.Notes);
    }

    [Fact]
    public void Timms_older_form_has_all_at_the_top()
    {
        var network = Read("config.json", """
            {"architecture": "resnet50d", "num_classes": 3, "input_size": [3, 256, 256], "interpolation": "bilinear",
             "crop_pct": 1.0, "crop_mode": "squash", "mean": [0.1, 0.2, 0.3], "std": [1, 1, 1]}
            """);
        Assert.Equal((256, true), (network.Preprocessing.Resize, network.Preprocessing.IsSquashed));
        Assert.Equal([0.1f, 0.2f, 0.3f], network.Preprocessing.Mean);
    }

    [Fact]
    public void A_border_is_refused() => Assert.Contains(
        "config.json, field 'crop_mode': The value is wrong. Expected \"center\" or \"squash\", found \"border\"",
        Assert.Throws<NetworkFormatException>(() => Read("config.json",
            """{"architecture": "vit", "pretrained_cfg": {"crop_mode": "border"}}""")).Message);

    [Fact]
    public void What_timm_says_of_another_network_is_passed_over()
    {
        var network = Read("config.json", """
            {"architecture": "x", "pretrained_cfg": {"input_size": [5, 9, 9], "interpolation": "lanczos", "label_names": ["one"]}}
            """);
        Assert.Equal(new TensorShape(3, 224, 224), network.Input);
        Assert.Equal(3, network.Notes.Count);
        Assert.All(network.Notes, note => Assert.StartsWith("config.json, field '", note));
    }

    [Theory]
    [InlineData("""{"size": {"height": 224, "width": 192}, "image_processor_type": "ViTImageProcessor"}""",
        224, 192, true, 224, 192)]
    [InlineData("""{"size": 224, "feature_extractor_type": "ViTFeatureExtractor"}""", 224, 224, true, 224, 224)]
    [InlineData("""{"size": {"height": 256, "width": 256}, "crop_size": {"height": 224, "width": 224}}""",
        256, 256, true, 224, 224)]
    [InlineData("""{"size": {"shortest_edge": 256}, "crop_size": {"height": 224, "width": 224}}""", 256, 256, false, 224, 224)]
    [InlineData("""{"size": {"shortest_edge": 256}, "crop_size": 224, "do_center_crop": false}""", 256, 256, false, 256, 256)]
    [InlineData("""{"size": {"shortest_edge": 224}, "crop_pct": 0.875, "image_processor_type": "ConvNextImageProcessor"}""",
        256, 256, false, 224, 224)]
    [InlineData("""{"size": {"shortest_edge": 384}, "crop_pct": 0.875, "image_processor_type": "ConvNextImageProcessor"}""",
        384, 384, true, 384, 384)]
    [InlineData("""{"size": {"shortest_edge": 224}, "image_processor_type": "LevitImageProcessor"}""", 256, 256, false, 224, 224)]
    public void Transformers_resize_in_their_ways(
        string file, int height, int width, bool squashed, int inputHeight, int inputWidth)
    {
        var network = Read("preprocessor_config.json", file);
        Assert.Equal((height, width, squashed), (network.Preprocessing.ResizeHeight, network.Preprocessing.ResizeWidth,
            network.Preprocessing.IsSquashed));
        Assert.Equal(new TensorShape(3, inputHeight, inputWidth), network.Input);
        Assert.Equal("preprocessor_config.json", network.Sources["resize"]);
        Assert.Empty(network.Notes);
    }

    [Fact]
    public void Transformers_normalise_as_told()
    {
        var told = Read("preprocessor_config.json", """
            {"image_mean": [0.5, 0.5, 0.25], "image_std": [0.5, 0.25, 0.5], "do_normalize": true, "do_rescale": true,
             "rescale_factor": 0.00392156862745098, "resample": 3, "size": {"shortest_edge": 224}}
            """).Preprocessing;
        Assert.Equal([0.5f, 0.5f, 0.25f], told.Mean);
        Assert.Equal([0.5f, 0.25f, 0.5f], told.Std);
        Assert.Equal((1 / 255f, "bicubic"), (told.Scale, told.Interpolation));

        var plain = Read("preprocessor_config.json", """
            {"do_normalize": false, "do_rescale": false, "do_flip_channel_order": true, "resample": 0,
             "size": {"shortest_edge": 224}}
            """).Preprocessing;
        Assert.Equal([0, 0, 0], plain.Mean);
        Assert.Equal([1, 1, 1], plain.Std);
        Assert.Equal((1, "nearest", ChannelOrder.Bgr), (plain.Scale, plain.Interpolation, plain.Channels));
    }

    [Fact]
    public void Both_files_count_and_classes_are_named()
    {
        File.WriteAllText(Path.Combine(_folder, "preprocessor_config.json"),
            """{"size": {"height": 128, "width": 128}, "image_mean": [0, 0, 0], "image_std": [1, 1, 1]}""");
        var network = Read("config.json", """
            {"model_type": "vit", "image_size": 224, "num_channels": 3, "hidden_act": "gelu",
             "id2label": {"2": "cow", "0": "cat", "1": "dog"}, "label2id": {"cat": 0}}
            """);
        Assert.Equal(["cat", "dog", "cow"], network.Labels);
        Assert.Equal(("config.json", "preprocessor_config.json", "preprocessor_config.json"),
            (network.Sources["labels"], network.Sources["mean"], network.Sources["input"]));
        Assert.Equal(new TensorShape(3, 128, 128), network.Input);
    }

    [Fact]
    public void Names_that_were_made_up_are_no_labels() =>
        Assert.Equal("class 0", Read("config.json",
            """{"image_size": 32, "id2label": {"0": "LABEL_0", "1": "LABEL_1", "2": "LABEL_2"}}""").Labels[0]);

    [Theory]
    [InlineData("""{"port": 8080, "mean": [1, 2, 3]}""", "says nothing of a classifier's images")]
    [InlineData("""[1, 2]""", "not a JSON object")]
    [InlineData("""{"a": """, "passed over")]
    [InlineData("", "passed over")]
    [InlineData("""{"id2label": {"0": "\ud800"}}""", "passed over")]
    public void A_file_of_that_name_that_is_something_else_is_passed_over(string content, string note)
    {
        var network = Read("config.json", content);
        Assert.Equal(Preprocessing.ImageNet, network.Preprocessing);
        Assert.Contains(note, Assert.Single(network.Notes));
        Assert.StartsWith("config.json: ", network.Notes[0]);
    }

    [Fact]
    public void The_description_of_the_networks_name_counts_alone()
    {
        File.WriteAllText(Path.Combine(_folder, "net.json"), """{"scale": 1}""");
        var network = Read("config.json", """{"architecture": "x", "pretrained_cfg": {"mean": [1, 2, 3]}}""");
        Assert.Equal(("net.json", "default"), (network.Sources["scale"], network.Sources["mean"]));
    }

    [Fact]
    public void The_description_of_a_network_called_config_is_not_its_neighbours()
    {
        File.WriteAllText(Path.Combine(_folder, "config.onnx"), "");
        var network = Read("config.json", """{"mean": [1, 2, 3]}""");
        Assert.Equal("default", network.Sources["mean"]);
        Assert.Empty(network.Notes);
    }

    [Fact]
    public void Repositories_have_their_files_above_the_folder_onnx()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "onnx")).FullName;
        Read("config.json", """{"id2label": {"0": "a", "1": "b", "2": "c"}}""");
        File.Move(Path.Combine(_folder, "net.onnx"), Path.Combine(folder, "net.onnx"));
        Assert.Equal("b", NetworkReader.Read(Path.Combine(folder, "net.onnx")).Labels[1]);
    }

    [Fact]
    public void Files_come_before_metadata()
    {
        var network = Read("config.json", """{"architecture": "x", "pretrained_cfg": {"mean": [1, 2, 3]}}""",
            new OnnxWriter(3, null, null).Metadata("mean", "[4, 5, 6]").Metadata("std", "[7, 8, 9]"));
        Assert.Equal([1, 2, 3], network.Preprocessing.Mean);
        Assert.Equal([7, 8, 9], network.Preprocessing.Std);
    }

    [Fact]
    public void An_imported_network_keeps_what_they_say()
    {
        var before = Read("config.json", """
            {"architecture": "x", "label_names": ["a", "b", "c"],
             "pretrained_cfg": {"input_size": [3, 96, 96], "mean": [0.1, 0.2, 0.3], "crop_pct": 0.9, "interpolation": "bicubic"}}
            """);
        var store = new NetworkStore(Path.Combine(_folder, "store"));
        var after = NetworkReader.Read(store.Import(before.Path!).Path);
        Assert.Equal((before.Input, before.Preprocessing.Resize, "bicubic"),
            (after.Input, after.Preprocessing.Resize, after.Preprocessing.Interpolation));
        Assert.Equal(before.Preprocessing.Mean, after.Preprocessing.Mean);
        Assert.Equal(["a", "b", "c"], after.Labels);
        Assert.Equal("net.json", after.Sources["mean"]);
    }

    private Network Read(string name, string content, OnnxWriter? writer = null)
    {
        var path = Path.Combine(_folder, "net.onnx");
        File.WriteAllBytes(path, (writer ?? new OnnxWriter(3, null, null)).Node("GlobalAveragePool", "x").ToArray());
        File.WriteAllText(Path.Combine(_folder, name), content);
        return NetworkReader.Read(path);
    }
}
