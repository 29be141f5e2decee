using System.Collections.Concurrent;
using System.IO.Compression;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Catalog;
using SaliencyPS.Networks.Formats;
using SaliencyPS.Tests.Networks.Formats;
using Xunit;

namespace SaliencyPS.Tests.Networks.Catalog;

/// <summary>The architectures against the names and shapes of torchvision's state dicts (Fixtures/torchvision.txt.gz).</summary>
public sealed class ArchitectureTests
{
    private static readonly Dictionary<string, (long Parameters, (string Name, int[] Shape)[] Tensors)> Torchvision = Load();

    // VGG has matrices of 400 MB. Layers do not write to their weights, so all networks can share one of each length.
    private static readonly ConcurrentDictionary<int, float[]> ZeroArrays = [];

    public static TheoryData<string> Names => [.. ArchitectureCatalog.All.Select(a => a.Name).Where(n => n != "simonyan2014")];

    [Theory, MemberData(nameof(Names))]
    [Trait("Speed", "Slow")]
    public void A_state_dict_of_torchvision_is_recognised_and_fits_exactly(string name)
    {
        var (parameters, tensors) = Torchvision[name];
        long taken = 0;
        var weights = Zeros(tensors, values => taken += values);
        var architecture = ArchitectureCatalog.Detect(weights);
        Assert.Equal(name, architecture.Name);

        var network = architecture.Build(weights, "zeros");

        Assert.Equal(new TensorShape(3, 224, 224), network.Input);
        Assert.Equal(1000, network.ClassCount);
        // The running statistics of batch normalisation are in the state dict but are no parameters.
        Assert.Equal(parameters, taken - tensors.Where(t => t.Name.Contains("running_")).Sum(t => t.Shape[0]));
    }

    [Fact]
    public void The_number_of_classes_follows_the_weights()
    {
        var tensors = Torchvision["resnet18"].Tensors.Select(t => t.Name.StartsWith("fc.", StringComparison.Ordinal) ? (t.Name, [7, .. t.Shape[1..]]) : t);
        Assert.Equal(7, ArchitectureCatalog.Find("resnet18").Build(Zeros(tensors), "seven").ClassCount);
    }

    [Fact]
    public void A_relative_of_the_same_names_is_refused_by_the_first_shape_that_differs()
    {
        // Wide ResNet-50: twice the channels inside each bottleneck.
        var tensors = Torchvision["resnet50"].Tensors.Select(t => t.Name == "layer1.0.conv1.weight" ? (t.Name, [128, 64, 1, 1]) : t);
        Assert.Equal("Tensor 'layer1.0.conv1.weight': The shape is wrong. Expected 64×64×1×1, found 128×64×1×1.",
            Assert.Throws<NetworkFormatException>(() => ArchitectureCatalog.Find("resnet50").Build(Zeros(tensors), "wide")).Message);
    }

    [Fact]
    public void Leftover_weights_are_refused()
    {
        (string, int[])[] tensors = [.. Torchvision["squeezenet1_1"].Tensors, ("extra.weight", [5])];
        Assert.Contains("'extra.weight' (5)", Assert.Throws<NetworkFormatException>(() => ArchitectureCatalog.Find("squeezenet1_1").Build(Zeros(tensors), "more")).Message);
    }

    [Fact]
    public void The_papers_network_has_its_eight_weight_layers()
    {
        (string Name, int[] Shape)[] tensors =
        [
            ("conv1", [64, 3, 11, 11]), ("conv2", [256, 64, 5, 5]), ("conv3", [256, 256, 3, 3]), ("conv4", [256, 256, 3, 3]), ("conv5", [256, 256, 3, 3]),
            ("full6", [4096, 256 * 6 * 6]), ("full7", [4096, 4096]), ("full8", [1000, 4096]),
        ];
        var weights = Zeros(tensors.SelectMany(t => ((string, int[])[])[($"{t.Name}.weight", t.Shape), ($"{t.Name}.bias", [t.Shape[0]])]));
        Assert.Equal("simonyan2014", ArchitectureCatalog.Detect(weights).Name);
        Assert.Equal(1000, ArchitectureCatalog.Detect(weights).Build(weights, "paper").ClassCount);
    }

    /// <summary>Names and shapes of the weights of torchvision's network of this name.</summary>
    internal static IEnumerable<(string Name, int[] Shape)> ShapesOf(string name) => Torchvision[name].Tensors.Where(t => !StateDict.IsCounter(t.Name));

    private static StateDict Zeros(IEnumerable<(string Name, int[] Shape)> tensors, Action<long>? taken = null) => new(tensors.Select(t =>
        KeyValuePair.Create(t.Name, new WeightTensor(t.Shape, () =>
        {
            var length = t.Shape.Aggregate(1, (product, size) => product * size);
            taken?.Invoke(length);
            return ZeroArrays.GetOrAdd(length, n => new float[n]);
        }))));

    private static Dictionary<string, (long, (string, int[])[])> Load()
    {
        using var reader = new StreamReader(new GZipStream(Fixture.Open("torchvision.txt.gz"), CompressionMode.Decompress));
        var sections = reader.ReadToEnd().Split("# ", StringSplitOptions.RemoveEmptyEntries);
        return sections.Select(section => section.Split('\n', StringSplitOptions.RemoveEmptyEntries)).ToDictionary(lines => lines[0].Split(' ')[0], lines =>
            (long.Parse(lines[0].Split(' ')[1]), lines.Skip(1).Select(line => line.Split(' ')).Select(parts =>
                (parts[0], parts.Length == 1 ? [] : parts[1].Split('x').Select(int.Parse).ToArray())).ToArray()));
    }
}
