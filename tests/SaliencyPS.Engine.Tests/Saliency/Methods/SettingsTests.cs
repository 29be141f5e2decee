using SaliencyPS.Localization;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Methods;
using SaliencyPS.Tensors;
using Xunit;

namespace SaliencyPS.Tests.Saliency.Methods;

/// <summary>What a result tells of how it was made is all that it depends on.</summary>
public class SettingsTests
{
    private static readonly AttributionOptions[] Changes =
    [
        new() { ChannelReduction = ChannelReduction.Sum }, new() { ChannelReduction = ChannelReduction.Maximum },
        new() { ChannelReduction = ChannelReduction.Euclidean }, new() { Samples = 3 }, new() { Tolerance = 0.9 },
        new() { NoiseLevel = 0.5 }, new() { Baseline = Baseline.Black }, new() { Window = 5 }, new() { Stride = 2 },
        new() { Seed = 9 }, new() { Layer = "relu1" },
    ];

    [Theory]
    [MemberData(nameof(MethodTests.MethodsOfAnyNetwork), MemberType = typeof(MethodTests))]
    public void Maps_that_differ_have_settings_that_differ(SaliencyMethod method)
    {
        var (network, input) = (Classifier(), TestNetworks.Values(360, 4, 2));
        AttributionOptions plain = new() { Method = method, Samples = method is SaliencyMethod.Rise ? 64 : null };
        var (map, settings) = (Map(plain), MethodCatalog.Create(network, plain).Describe());
        Assert.Equal((method, network.Name), (settings.Method, settings.Network));
        foreach (var change in Changes)
        {
            var changed = change with { Method = method, Samples = change.Samples ?? plain.Samples };
            var (other, told) = (Map(changed), MethodCatalog.Create(network, changed).Describe());
            if (!map.AsSpan().SequenceEqual(other)) Assert.NotEqual(settings, told);
        }

        float[] Map(AttributionOptions options) => Attribution.Run(network, options, input, [1])[0].Map;
    }

    [Fact]
    public void The_methods_own_choices_are_told()
    {
        var network = Classifier();
        Assert.Equal("relu2", Describe(SaliencyMethod.GradCAM).Layer);
        Assert.Equal(32, Describe(SaliencyMethod.IntegratedGradients).SampleCount);
        Assert.Equal((1, 1), (Describe(SaliencyMethod.Occlusion).Window, Describe(SaliencyMethod.Occlusion).Stride));
        Assert.Equal("SmoothGrad, ChannelReduction=Maximum, SampleCount=25, NoiseLevel=0.15, Seed=1",
            $"{Describe(SaliencyMethod.SmoothGrad)}");
        Assert.Equal("GradCAM, Layer=relu2, ClassContrast=0.5", $"{MethodCatalog.Create(network,
            new() { Method = SaliencyMethod.GradCAM, ClassContrast = 0.5 }).Describe()}");

        SaliencyPS.Results.MapSettings Describe(SaliencyMethod method) =>
            MethodCatalog.Create(network, new() { Method = method }).Describe();
    }

    [Fact]
    public void The_settings_of_a_box_are_the_closest_preset_and_what_differs_from_it()
    {
        var layer = LocalizationPresets.For(SaliencyMethod.GradCAM);
        Assert.Equal("Layer", $"{layer}");
        Assert.Equal("Paper", $"{new LocalizationOptions()}");
        Assert.Equal("Layer, Smoothing=0.25, Component=3, ColorSpace=Lab",
            $"{layer with { Smoothing = 0.25, Components = 3, ColorSpace = ColorSpace.Lab }}");
    }

    private static Network Classifier() => TestNetworks.Chain(new TensorShape(3, 12, 10),
        ("conv1", TestNetworks.Convolution(3, 9, Window2D.Square(3, 1, 1))), ("relu1", new Relu()),
        ("pool1", new MaxPool(Window2D.Square(2, 2))),
        ("conv2", TestNetworks.Convolution(9, 20, Window2D.Square(3, 1, 1), seed: 3)), ("relu2", new Relu()),
        ("gap", new AdaptiveAveragePool()), ("fc", new Linear(20, 5, TestNetworks.Values(100, 5, 3), null)));
}
