using System.Collections.Concurrent;
using System.IO.Compression;
using System.Reflection;
using SaliencyPS.Networks.Catalog;
using SaliencyPS.Networks.Formats;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;
using SaliencyPS.Tests.Networks.Formats;
using Xunit;

namespace SaliencyPS.Tests.Networks.Catalog;

/// <summary>
/// The architectures against the names and shapes of state dicts: torchvision's (Fixtures/torchvision.txt.gz), and those listed
/// here.
/// </summary>
public sealed class ArchitectureTests
{
    private static readonly Dictionary<string, (long Parameters, (string Name, int[] Shape)[] Tensors)> StateDicts =
        new(Torchvision())
    {
        ["simonyan2014"] = WithBiases(
            ("conv1", [64, 3, 11, 11]), ("conv2", [256, 64, 5, 5]), ("conv3", [256, 256, 3, 3]), ("conv4", [256, 256, 3, 3]),
            ("conv5", [256, 256, 3, 3]), ("full6", [4096, 256 * 6 * 6]), ("full7", [4096, 4096]), ("full8", [1000, 4096])),
    };

    // VGG has matrices of 400 MB. Layers do not write to their weights, so all networks can share one of each length.
    private static readonly ConcurrentDictionary<int, float[]> ZeroArrays = [];

    public static TheoryData<string> Names => [.. ArchitectureCatalog.Names];

    [Fact]
    public void Every_design_is_in_the_catalogue()
    {
        const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        var designs = typeof(ModuleStack).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(ModuleStack).Namespace && !type.IsNested)
            .Where(type =>
                type.GetMethods(Static).SelectMany(m => m.GetParameters()).Any(p => p.ParameterType == typeof(ModuleStack)))
            .ToArray();
        Assert.NotEmpty(designs);
        foreach (var design in designs)
        {
            var all = design.GetProperty("All", Static)?.GetValue(null) as IEnumerable<Architecture>;
            Assert.True(all is not null, $"{design.Name} builds a network and has no property All with its architectures.");
            var forgotten = all.Except(ArchitectureCatalog.All).ToArray();
            Assert.True(forgotten.Length == 0,
                $"ArchitectureCatalog.All lacks {string.Join<Architecture>(", ", forgotten)} of {design.Name}.All.");
        }
    }

    [Theory, MemberData(nameof(Names))]
    [Trait("Speed", "Slow")]
    public void A_state_dict_is_recognized_and_fits_exactly(string name)
    {
        Assert.True(StateDicts.ContainsKey(name),
            $"The architecture {name} has no state dict in torchvision.txt.gz or ArchitectureTests.StateDicts.");
        var (parameters, tensors) = StateDicts[name];
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
        var tensors = StateDicts["resnet18"].Tensors.Select(t =>
            t.Name.StartsWith("fc.", StringComparison.Ordinal) ? (t.Name, [7, .. t.Shape[1..]]) : t);
        Assert.Equal(7, ArchitectureCatalog.Find("resnet18").Build(Zeros(tensors), "seven").ClassCount);
    }

    [Fact]
    public void A_relative_of_the_same_names_is_refused_by_the_first_shape_that_differs()
    {
        // Wide ResNet-50: twice the channels inside each bottleneck.
        var tensors = StateDicts["resnet50"].Tensors.Select(t =>
            t.Name == "layer1.0.conv1.weight" ? (t.Name, [128, 64, 1, 1]) : t);
        Assert.Equal("Tensor 'layer1.0.conv1.weight': The shape is wrong. Expected 64×64×1×1, found 128×64×1×1.",
            Assert.Throws<NetworkFormatException>(() =>
                ArchitectureCatalog.Find("resnet50").Build(Zeros(tensors), "wide")).Message);
    }

    [Fact]
    public void Leftover_weights_are_refused()
    {
        (string, int[])[] tensors = [.. StateDicts["squeezenet1_1"].Tensors, ("extra.weight", [5])];
        Assert.Contains("'extra.weight' (5)",
            Assert.Throws<NetworkFormatException>(() =>
                ArchitectureCatalog.Find("squeezenet1_1").Build(Zeros(tensors), "more")).Message);
    }

    /// <summary>Names and shapes of the weights of the architecture of this name.</summary>
    internal static IEnumerable<(string Name, int[] Shape)> ShapesOf(string name) =>
        StateDicts[name].Tensors.Where(t => !StateDict.IsLeftover(t.Name));

    private static StateDict Zeros(IEnumerable<(string Name, int[] Shape)> tensors, Action<long>? taken = null) =>
        new(tensors.Select(t =>
        KeyValuePair.Create(t.Name, new WeightTensor(t.Shape, () =>
        {
            var length = t.Shape.Aggregate(1, (product, size) => product * size);
            taken?.Invoke(length);
            return ZeroArrays.GetOrAdd(length, n => new float[n]);
        }))));

    // Every layer with its weight and its bias.
    private static (long, (string, int[])[]) WithBiases(params (string Name, int[] Shape)[] layers)
    {
        (string Name, int[] Shape)[] tensors =
            [.. layers.SelectMany(l => ((string, int[])[])[($"{l.Name}.weight", l.Shape), ($"{l.Name}.bias", [l.Shape[0]])])];
        return (tensors.Sum(t => t.Shape.Aggregate(1L, (product, size) => product * size)), tensors);
    }

    private static Dictionary<string, (long, (string, int[])[])> Torchvision()
    {
        using var reader = new StreamReader(new GZipStream(Fixture.Open("torchvision.txt.gz"), CompressionMode.Decompress));
        var sections = reader.ReadToEnd().Split("# ", StringSplitOptions.RemoveEmptyEntries);
        return sections.Select(section => section.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            .ToDictionary(lines => lines[0].Split(' ')[0], lines =>
            (long.Parse(lines[0].Split(' ')[1]), lines.Skip(1).Select(line => line.Split(' ')).Select(parts =>
                (parts[0], parts.Length == 1 ? [] : parts[1].Split('x').Select(int.Parse).ToArray())).ToArray()));
    }
}
