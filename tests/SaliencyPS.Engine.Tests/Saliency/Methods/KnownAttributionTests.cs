using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Saliency;
using SaliencyPS.Tensors;
using Xunit;

namespace SaliencyPS.Tests.Saliency.Methods;

/// <summary>
/// Figures that other tools' tests publish for small models: captum (pytorch/captum), keras-vis, PAIR saliency. Maps are
/// magnitudes, so theirs are compared without their sign.
/// </summary>
public class KnownAttributionTests
{
    private static readonly float[] FirstToFifteenth = [.. Enumerable.Range(0, 16).Select(i => (float)i)];
    private static readonly float[] FirstToSixteenth = [.. Enumerable.Range(1, 16).Select(i => (float)i)];

    // captum's BasicModel_ConvNet_One_Conv.
    private static Network OneConvolution()
    {
        float[] row = [1, 1, 1, 1, 1, -1, -1, -1];
        return TestNetworks.Chain(new TensorShape(1, 4, 4),
            ("conv1", new Convolution(1, 2, Window2D.Square(3), [.. Enumerable.Repeat(1f, 18)], [-50, -75])),
            ("relu1", new Relu()), ("flatten", new Flatten()),
            ("fc", new Linear(8, 4, [.. row, .. row, .. row, .. row])), ("relu2", new Relu()));
    }

    // captum's BasicModel_MultiLayer.
    private static Network Perceptron() => TestNetworks.Chain(new TensorShape(1, 1, 3),
        ("linear0", new Linear(3, 3, [1, 0, 0, 0, 1, 0, 0, 0, 1])),
        ("linear1", new Linear(3, 4, [.. Enumerable.Repeat(1f, 12)], [-10, 1, 1, 1])),
        ("relu", new Relu()), ("linear2", new Linear(4, 2, [.. Enumerable.Repeat(1f, 8)], [-1, 1])));

    public static TheoryData<SaliencyMethod, bool, float[]> Convolutions() => new()
    {
        { SaliencyMethod.Gradient, false, [0, 1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 0] },
        { SaliencyMethod.Gradient, true, [1, 2, 2, 1, 1, 2, 2, 1, 1, 2, 2, 1, 0, 0, 0, 0] },
        { SaliencyMethod.GuidedBackprop, false, [0, 1, 1, 1, 1, 3, 3, 2, 1, 3, 3, 2, 1, 2, 2, 1] },
        { SaliencyMethod.GuidedBackprop, true, [1, 2, 2, 1, 2, 4, 4, 2, 2, 4, 4, 2, 1, 2, 2, 1] },
        { SaliencyMethod.Deconvnet, false, [2, 3, 3, 1, 3, 5, 5, 2, 3, 5, 5, 2, 1, 2, 2, 1] },
        { SaliencyMethod.Deconvnet, true, [2, 3, 3, 1, 3, 5, 5, 2, 3, 5, 5, 2, 1, 2, 2, 1] },
        { SaliencyMethod.InputXGradient, false, [0, 1, 2, 3, 0, 5, 6, 7, 0, 9, 10, 11, 0, 0, 0, 0] },
    };

    [Theory]
    [MemberData(nameof(Convolutions))]
    public void Gradient_rules_on_one_convolution(SaliencyMethod method, bool second, float[] expected) =>
        Assert.Equal(expected, Attribution.Map(OneConvolution(), method, second ? FirstToSixteenth : FirstToFifteenth));

    [Theory]
    [InlineData("conv1", false, new float[] { 11.25f, 13.5f, 20.25f, 22.5f })]
    [InlineData("relu1", false, new float[] { 0, 4, 28, 32.5f })]
    [InlineData("conv1", true, new float[] { 14.5f, 19, 32.5f, 37 })]
    public void GradCam_at_a_layer(string layer, bool second, float[] expected)
    {
        // The enlarged map has its four corners where the layer has its four elements.
        var map = Attribution.Map(OneConvolution(), new AttributionOptions { Method = SaliencyMethod.GradCAM, Layer = layer },
            second ? FirstToSixteenth : FirstToFifteenth);
        Assert.Equal(expected, new[] { map[0], map[3], map[12], map[15] });
    }

    [Theory]
    [InlineData("relu1", false, new float[] { 0, 4, 28, 32.5f })]
    [InlineData("conv1", true, new float[] { 14.5f, 19, 32.5f, 37 })]
    public void GuidedGradCam_where_enlarging_changes_nothing(string layer, bool second, float[] expected)
    {
        // captum enlarges the map by its nearest elements, we do bilinearly: equal in the corners.
        var map = Attribution.Map(OneConvolution(),
            new AttributionOptions { Method = SaliencyMethod.GuidedGradCAM, Layer = layer },
            second ? FirstToSixteenth : FirstToFifteenth);
        Assert.Equal(expected, new[] { map[0], map[3], map[12], map[15] });
    }

    [Fact]
    public void GradCam_without_rows_and_columns() =>
        Assert.Equal((float[])[400, 400, 400], Attribution.Map(Perceptron(),
            new AttributionOptions { Method = SaliencyMethod.GradCAM, Layer = "linear0" }, [0, 100, 0]));

    [Theory]
    [InlineData(1, null, 0, new float[] { 80, 200, 120 })]
    [InlineData(2, 1, 10, new float[] { 200, 220, 240 })]
    [InlineData(2, 2, 0, new float[] { 280, 280, 120 })]
    public void Occlusion_with_windows_that_overlap_or_are_cut_off(int window, int? stride, int baseline, float[] expected)
    {
        var network = Perceptron() with { Preprocessing = new Preprocessing { Mean = [-baseline], Std = [1] } };
        var options = new AttributionOptions
        {
            Method = SaliencyMethod.Occlusion, Window = window, Stride = stride, Baseline = Baseline.Black
        };
        Assert.Equal(expected, Attribution.Map(network, options, [20, 50, 30]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Integrated_gradients_do_not_depend_on_how_a_function_is_written(bool third)
    {
        // captum's BasicModel2, relu(relu(a) − 1 − relu(b)), and BasicModel3, relu(relu(a − 1) − relu(b)), at (3, 1).
        var builder = new NetworkBuilder(new TensorShape(2, 1, 1));
        var a = builder.Add("a", new Convolution(2, 1, Window2D.Square(1), [1, 0], [third ? -1 : 0]), NetworkBuilder.Input);
        var b = builder.Add("b", new Convolution(2, 1, Window2D.Square(1), [0, 1]), NetworkBuilder.Input);
        var minus = builder.Add("minus", new ScaleShift([-1], [third ? 0 : -1]), builder.Add("relu b", new Relu(), b));
        builder.Add("relu", new Relu(), builder.Add("sum", new Add(), builder.Add("relu a", new Relu(), a), minus));
        var options = new AttributionOptions
        {
            Method = SaliencyMethod.IntegratedGradients, Samples = 200, ChannelReduction = ChannelReduction.Maximum
        };
        var (largest, sum) = (Run(options), Run(options with { ChannelReduction = ChannelReduction.Sum }));
        Assert.Equal(1.5, largest.Map[0], 0.05); // of 1.5 and −0.5
        Assert.Equal(1, sum.Map[0], 0.05);
        Assert.InRange(sum.CompletenessGap!.Value, -0.05, 0.05);

        SaliencyPS.Saliency.Methods.CropAttribution Run(AttributionOptions how) =>
            Attribution.Run(builder.Build("test"), how, [3, 1], [0])[0];
    }

    [Fact]
    public void Gradient_and_integral_of_a_smooth_function()
    {
        // PAIR saliency: 5x + y² + sin z; the gradient at (3, 2, 1), and integrated from (½, 1, 1) to (1, 2, 3).
        var builder = new NetworkBuilder(new TensorShape(1, 1, 3));
        int Part(string name, float[] weights) => builder.Add(name, new Linear(3, 1, weights), NetworkBuilder.Input);
        var y = Part("y", [0, 1, 0]);
        builder.Add("sum", new Add(), Part("5x", [5, 0, 0]), builder.Add("y²", new Multiply(), y, y),
            builder.Add("sin z", new Sine(), Part("z", [0, 0, 1])));
        var network = builder.Build("test");
        foreach (var (expected, actual) in ((float[])[5, 4, 0.5403023f])
            .Zip(Attribution.Map(network, SaliencyMethod.Gradient, [3, 2, 1])))
            Assert.Equal(expected, actual, 1e-5);

        // From zero instead: the integrals of 5, 2y and cos z.
        var result = Attribution.Run(network,
            new AttributionOptions { Method = SaliencyMethod.IntegratedGradients, Samples = 1000 }, [1, 2, 3], [0])[0];
        foreach (var (expected, actual) in ((float[])[5, 4, MathF.Sin(3)]).Zip(result.Map)) Assert.Equal(expected, actual, 1e-3);
        Assert.InRange(result.CompletenessGap!.Value, -1e-3, 1e-3);
    }

    [Fact]
    public void One_minus_relu_of_one_minus_x()
    {
        // captum's BasicModel: every element is an output of its own.
        var network = TestNetworks.Chain(new TensorShape(1, 1, 6), ("flip", new ScaleShift([-1], [1])), ("relu", new Relu()),
            ("back", new ScaleShift([-1], [1])));
        float[] input = [1, 2, 3, 0, -1, 7];
        int[] all = [0, 1, 2, 3, 4, 5];
        Assert.Equal([0, 0, 0, 1, 1, 0], Diagonal(SaliencyMethod.Gradient));
        Assert.Equal([0, 0, 0, 0, 1, 0], Diagonal(SaliencyMethod.InputXGradient));

        float[] Diagonal(SaliencyMethod method) =>
            [.. Attribution.Run(network, new AttributionOptions { Method = method }, input, all)
                .Select((result, i) => result.Map[i])];
    }
}
