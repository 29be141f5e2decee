using SaliencyPS.Networks;
using SaliencyPS.Networks.Formats.Onnx;
using SaliencyPS.Networks.Formats.Safetensors;
using SaliencyPS.Networks.Formats.Torch;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Networks.Store;
using SaliencyPS.Tensors;
using SaliencyPS.Tests.Networks.Formats.Safetensors;
using Xunit;

namespace SaliencyPS.Tests.Networks.Store;

public sealed class NetworkReaderTests
{
    [Theory]
    [InlineData("squeezenet1_0.onnx", 227)]
    [InlineData("squeezenet1_1.onnx", 227)]
    [InlineData("squeezenet1_1.pth", 227)]
    [InlineData("squeezenet1_1.safetensors", 227)]
    [InlineData("tiny_darknet.onnx", 224)]
    [InlineData("mobilenet_v1_0.5_160.onnx", 160)]
    [InlineData("mobilenet_v1_0.75_192.onnx", 192)]
    [InlineData("mobilenet_v2_1.0_224.onnx", 224)]
    public void Real_networks_are_read(string file, int side)
    {
        var path = SharedData.Path("networks", file);
        var network = NetworkReader.Read(path);
        Assert.Equal(new TensorShape(3, side, side), network.Input);
        Assert.Equal((1000, "tench", path), (network.ClassCount, network.Labels[0], network.Path));
        Assert.Equal(Path.GetFileNameWithoutExtension(file), network.Name);
    }

    [Fact]
    public void The_three_forms_of_one_network_hold_the_same_weights()
    {
        using var pth = File.OpenRead(SharedData.Path("networks", "squeezenet1_1.pth"));
        using var safetensors = File.OpenRead(SharedData.Path("networks", "squeezenet1_1.safetensors"));
        var (first, second) = (TorchReader.Read(pth), SafetensorsReader.Read(safetensors).Weights);
        var third = OnnxModel.Parse(File.ReadAllBytes(SharedData.Path("networks", "squeezenet1_1.onnx"))).Initializers
            .ToDictionary(t => t.Name, t => t.ToConstant(new OnnxExternalData(null)));

        Assert.Equal(52, first.Tensors.Count);
        Assert.Equal(first.Tensors.Keys.Order(), second.Tensors.Keys.Order());
        Assert.All(first.Tensors, entry =>
        {
            Assert.Equal(entry.Value.Shape, second.Tensors[entry.Key].Shape);
            var values = entry.Value.Read();
            Assert.Equal(values, second.Tensors[entry.Key].Read());
            Assert.Equal(values, third[entry.Key].Singles);
        });
    }

    [Fact]
    public void Weights_of_no_known_architecture_list_the_known_ones()
    {
        var error = Assert.Throws<NetworkFormatException>(() => Read(SafetensorsWriter.Write(("a", [1], [2]))));
        Assert.Contains("alexnet, vgg11,", error.Message);
        Assert.StartsWith("State dict: The architecture cannot be told from the weights: 1 tensor: 'a' (1). Networks",
            error.Message);
    }

    [Fact]
    public void Weights_of_a_relative_name_the_closest_architecture_and_what_differs()
    {
        var error = Assert.Throws<NetworkFormatException>(() => Read(SafetensorsWriter.Write(
            ("features.0.weight", [64, 3, 11, 11], new float[64 * 3 * 121]), ("features.0.bias", [64], new float[64]),
            ("features.3.weight", [9], new float[9]))));
        Assert.Contains("They come closest to those of alexnet: Tensor 'features.3.weight': The shape is wrong. "
            + "Expected 192×64×5×5, found 9.", error.Message);
    }

    [Theory]
    [InlineData("", "found 0 tensors")]
    [InlineData("n_averaged", "found 1 leftovers of training, such as 'n_averaged'")]
    public void A_file_without_weights_does_not_ask_for_a_name(string name, string found)
    {
        var message = Assert.Throws<NetworkFormatException>(() =>
            Read(name.Length == 0 ? SafetensorsWriter.Write() : SafetensorsWriter.Write((name, [1], [2])))).Message;
        Assert.StartsWith("State dict: There are no weights in the file.", message);
        Assert.Contains(found, message);
    }

    [Fact]
    public void A_named_architecture_says_what_is_missing()
    {
        Assert.Equal("Tensor 'features.0.weight': The tensor is missing. Expected 64×3×11×11, "
            + "found no such name among 1 tensor: 'a' (1).",
            Assert.Throws<NetworkFormatException>(() => Read(SafetensorsWriter.Write(("a", [1], [2])), "AlexNet")).Message);
        Assert.Contains("Architecture: The architecture is unknown. Expected one of alexnet",
            Assert.Throws<NetworkFormatException>(() => Read(SafetensorsWriter.Write(("a", [1], [2])), "lenet")).Message);
    }

    [Fact]
    public void A_missing_file_is_an_IO_error() => Assert.ThrowsAny<IOException>(() => NetworkReader.Read("no-such-file.onnx"));

    [Fact]
    public void An_empty_file_is_no_network() =>
        Assert.Contains("not an ONNX model", Assert.Throws<NetworkFormatException>(() => Read(new MemoryStream())).Message);

    private static Network Read(Stream stream, string? architecture = null) =>
        NetworkReader.Read(stream, NetworkDescription.ReadBeside("none"), "none", architecture);
}
