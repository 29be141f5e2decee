using System.Collections.Concurrent;
using System.IO.Compression;
using System.Reflection;
using SaliencyPS.Networks.Catalog;
using SaliencyPS.Networks.Formats;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tests.Networks.Formats;
using Xunit;

namespace SaliencyPS.Tests.Networks.Catalog;

/// <summary>
/// The architectures against the names and shapes of state dicts: torchvision's and timm's (Fixtures/torchvision.txt.gz and
/// timm.txt.gz), and those listed here.
/// </summary>
public sealed class ArchitectureTests
{
    private static readonly Dictionary<string, (long Parameters, (string Name, int[] Shape)[] Tensors)> StateDicts =
        new([.. Shapes("torchvision"), .. Shapes("timm")])
    {
        ["simonyan2014"] = WithBiases(
            ("conv1", [64, 3, 11, 11]), ("conv2", [256, 64, 5, 5]), ("conv3", [256, 256, 3, 3]), ("conv4", [256, 256, 3, 3]),
            ("conv5", [256, 256, 3, 3]), ("full6", [4096, 256 * 6 * 6]), ("full7", [4096, 4096]), ("full8", [1000, 4096])),
    };

    // What state dicts of timm are taken for; all others are taken for what they are called.
    private static readonly Dictionary<string, string> Fitting = new()
    {
        ["timm/densenet121"] = "densenet121", ["timm/resnet50"] = "resnet50", ["timm/regnety_004"] = "regnet_y_400mf",
        ["timm/regnety_002"] = "regnet_y", ["timm/regnetx_002"] = "regnet_x",
        ["timm/tf_efficientnet_b0"] = "efficientnet_b0, tf_efficientnet_b0",
        ["timm/tf_efficientnet_b4"] = "efficientnet_b4, tf_efficientnet_b4",
        ["timm/efficientnetv2_s"] = "efficientnetv2_s, tf_efficientnetv2_s",
        ["timm/efficientnetv2_m"] = "efficientnetv2_m, tf_efficientnetv2_m",
        ["timm/efficientnetv2_l"] = "efficientnetv2_l, tf_efficientnetv2_l",
        ["timm/mobilenetv3_small_100"] = "mobilenetv3_small_100, tf_mobilenetv3_small_100",
        ["timm/mobilenetv3_large_100"] = "mobilenetv3_large_100, tf_mobilenetv3_large_100",
        ["timm/tf_mobilenetv3_large_100"] = "mobilenetv3_large_100, tf_mobilenetv3_large_100",
        ["timm/vit_tiny_patch16_224"] = "vit_tiny_patch16, deit_tiny_patch16",
        ["timm/vit_small_patch16_224"] = "vit_small_patch16, deit_small_patch16",
        ["timm/vit_base_patch16_224"] = "vit_base_patch16, deit_base_patch16",
        ["timm/vit_base_patch16_384"] = "vit_base_patch16, deit_base_patch16",
    };

    // VGG has matrices of 400 MB. Layers do not write to their weights, so all networks can share one of each length.
    private static readonly ConcurrentDictionary<int, float[]> ZeroArrays = [];

    public static TheoryData<string> Names => [.. StateDicts.Keys];

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

    [Fact]
    public void Every_architecture_has_a_state_dict() =>
        Assert.All(ArchitectureCatalog.Names.Where(name => name != "densenet"), name =>
            Assert.True(StateDicts.Keys.Any(key => Fits(key).Contains(name)),
                "No state dict in torchvision.txt.gz, timm.txt.gz or ArchitectureTests.StateDicts fits the architecture "
                + $"{name}."));

    [Theory, MemberData(nameof(Names))]
    [Trait("Speed", "Slow")]
    public void A_state_dict_is_recognized_and_fits_exactly(string name)
    {
        var (parameters, tensors) = StateDicts[name];
        var fitting = Fits(name);
        if (fitting.Length == 1)
            Assert.Equal(fitting[0], ArchitectureCatalog.Detect(Zeros(tensors)).Name);
        else
            Assert.Contains("State dict: The weights fit architectures that differ in what weights do not tell, such as "
                + $"padding or preprocessing; name the one they are of. Expected one of {string.Join(", ", fitting)}, found ",
                Assert.Throws<NetworkFormatException>(() => ArchitectureCatalog.Detect(Zeros(tensors))).Message);
        foreach (var architecture in fitting.Select(ArchitectureCatalog.Find))
        {
            long taken = 0;
            var network = architecture.Build(Zeros(tensors, values => taken += values), "zeros");

            var input = name.EndsWith("_384", StringComparison.Ordinal) ? new(3, 384, 384) : architecture.Input;
            Assert.Equal(input, network.Input);
            Assert.Equal(1000, network.ClassCount);
            // The running statistics of batch normalisation are in the state dict but are no parameters.
            Assert.Equal(parameters, taken - tensors.Where(t => t.Name.Contains("running_")).Sum(t => t.Shape[0]));
        }
    }

    [Fact]
    public void A_family_takes_its_sizes_from_the_weights()
    {
        var network = ArchitectureCatalog.Detect(Zeros(DenseNet(first: 10, growth: 4, 2, 3))).Build(
            Zeros(DenseNet(first: 10, growth: 4, 2, 3)), "small");
        Assert.Equal(("small", 5), (network.Name, network.ClassCount));
        var named = Assert.Throws<NetworkFormatException>(() => ArchitectureCatalog.Find("densenet121")
            .Build(Zeros(DenseNet(first: 64, growth: 32, 6, 12, 32, 32)), "169"));
        Assert.Equal("features.denseblock3: The sizes are others. Expected 24 layers that add 32 channels each, "
            + "found 32 layers that add 32 channels each.", named.Message);
    }

    [Fact]
    public void The_names_of_2017_in_files_of_DenseNet_are_known()
    {
        var tensors = StateDicts["densenet121"].Tensors.Select(t =>
            (System.Text.RegularExpressions.Regex.Replace(t.Name, @"(denselayer\d+\.(?:norm|conv))", "$1."), t.Shape));
        Assert.Equal("densenet121", ArchitectureCatalog.Detect(Zeros(tensors)).Name);
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
        Assert.Equal("Tensor 'layer1.0.conv1.weight': The shape is wrong. Expected 64×64×1×1, found 128×64×1×1.",
            Assert.Throws<NetworkFormatException>(() =>
                ArchitectureCatalog.Find("resnet50").Build(Zeros(StateDicts["wide_resnet50_2"].Tensors), "wide")).Message);
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

    /// <summary>Names of the architectures that the state dict of this name is known to fit.</summary>
    internal static string[] Fits(string stateDict) => Fitting.TryGetValue(stateDict, out var fitting) ? fitting.Split(", ")
        : !stateDict.StartsWith("timm/", StringComparison.Ordinal) ? [stateDict]
        : stateDict.Split('_')[^1] is "224" ? [stateDict[5..^4]]
        : stateDict.Contains("convnext") ? [stateDict[5..]] : [stateDict[5..], $"tf_{stateDict[5..]}"];

    private static List<(string, int[])> DenseNet(int first, int growth, params int[] depths)
    {
        var tensors = new List<(string, int[])> { ("features.conv0.weight", [first, 3, 7, 7]) };
        Norm("features.norm0", first);
        var channels = first;
        for (var block = 1; block <= depths.Length; block++)
        {
            if (block > 1)
            {
                Norm($"features.transition{block - 1}.norm", channels);
                tensors.Add(($"features.transition{block - 1}.conv.weight", [channels / 2, channels, 1, 1]));
                channels /= 2;
            }
            for (var layer = 1; layer <= depths[block - 1]; layer++, channels += growth)
            {
                var name = $"features.denseblock{block}.denselayer{layer}";
                Norm($"{name}.norm1", channels);
                tensors.Add(($"{name}.conv1.weight", [4 * growth, channels, 1, 1]));
                Norm($"{name}.norm2", 4 * growth);
                tensors.Add(($"{name}.conv2.weight", [growth, 4 * growth, 3, 3]));
            }
        }
        Norm("features.norm5", channels);
        tensors.AddRange([("classifier.weight", [5, channels]), ("classifier.bias", [5])]);
        return tensors;

        void Norm(string name, int count) => tensors.AddRange(
            ((string[])["weight", "bias", "running_mean", "running_var"]).Select(part => ($"{name}.{part}", (int[])[count])));
    }

    // Every layer with its weight and its bias.
    private static (long, (string, int[])[]) WithBiases(params (string Name, int[] Shape)[] layers)
    {
        (string Name, int[] Shape)[] tensors =
            [.. layers.SelectMany(l => ((string, int[])[])[($"{l.Name}.weight", l.Shape), ($"{l.Name}.bias", [l.Shape[0]])])];
        return (tensors.Sum(t => t.Shape.Aggregate(1L, (product, size) => product * size)), tensors);
    }

    // torchvision's by their names, others' with the library's name before.
    private static IEnumerable<KeyValuePair<string, (long, (string, int[])[])>> Shapes(string library)
    {
        using var reader = new StreamReader(new GZipStream(Fixture.Open($"{library}.txt.gz"), CompressionMode.Decompress));
        var prefix = library == "torchvision" ? "" : $"{library}/";
        var sections = reader.ReadToEnd().Split("# ", StringSplitOptions.RemoveEmptyEntries);
        return sections.Select(section => section.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Select(lines =>
            KeyValuePair.Create(prefix + lines[0].Split(' ')[0], (long.Parse(lines[0].Split(' ')[1]),
                lines.Skip(1).Select(line => line.Split(' ')).Select(parts =>
                    (parts[0], parts.Length == 1 ? [] : parts[1].Split('x').Select(int.Parse).ToArray())).ToArray())));
    }
}
