using SaliencyPS.Networks;
using SaliencyPS.Networks.Fast;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Saliency.Methods;
using Xunit;

namespace SaliencyPS.Tests.Networks;

/// <summary>Every layer's input gradient against central differences in double precision.</summary>
public class LayerGradientTests
{
    private static readonly TensorShape Shape = new(4, 5, 6);

    public static TheoryData<string, Func<Layer>> Layers() => new()
    {
        { "relu", () => new Relu() },
        { "relu6", () => new ClippedRelu(1.5f) },
        { "clip", () => new Clip(-1, 0.5f) },
        { "leaky relu", () => new LeakyRelu(0.1f) },
        { "sigmoid", () => new Sigmoid() },
        { "hard sigmoid", () => new HardSigmoid(0.4f, 0.45f) },
        { "hard swish", () => new HardSwish() },
        { "LRN, odd size", () => new LocalResponseNormalization(3, 0.5f, 0.75f, 1.5f) },
        { "LRN, even size", () => new LocalResponseNormalization(4, 0.5f, 0.6f, 1) },
        { "LRN wider than the channels", () => new LocalResponseNormalization(11, 0.5f) },
        { "max-pool", () => new MaxPool(Window2D.Square(2, 2)) },
        { "max-pool, overlapping, ceil", () => new MaxPool(Window2D.Square(3, 2, 0, ceilMode: true)) },
        { "max-pool, padded", () => new MaxPool(Window2D.Square(3, 2, 1)) },
        { "max-pool, dilated", () => new MaxPool(new Window2D(2, 3) { DilationY = 2, PadLeft = 2, PadRight = 1 }) },
        { "average pool", () => new AveragePool(Window2D.Square(2, 2)) },
        { "average pool, padding counted", () => new AveragePool(Window2D.Square(3, 2, 1, ceilMode: true), true) },
        { "average pool, padding not counted", () => new AveragePool(Window2D.Square(3, 2, 1), false) },
        { "global average", () => new AdaptiveAveragePool() },
        { "adaptive average, overlapping parts", () => new AdaptiveAveragePool(3, 4) },
        { "adaptive average, larger than the input", () => new AdaptiveAveragePool(7, 8) },
        { "flatten", () => new Flatten() },
        { "reshape", () => new Reshape(new TensorShape(6, 4, 5)) },
        { "identity", () => new Identity() },
        { "soft-max", () => new Softmax() },
        { "pad", () => new Pad(1, 0, 2, 3, 0.5f) },
        { "scale and shift per channel", () => new ScaleShift([1, -2, 0.5f, 0], [0, 1, 2, 3]) },
        { "scale and shift for all", () => new ScaleShift([3], [-1]) },
        { "linear", () => new Linear(Shape.Length, 7, TestNetworks.Values(Shape.Length * 7), TestNetworks.Values(7)) },
        { "1×1 convolution", () => TestNetworks.Convolution(4, 3, Window2D.Square(1)) },
        { "1×1 convolution, padded", () => TestNetworks.Convolution(4, 3, Window2D.Square(1, 1, 1)) },
        { "3×3 convolution", () => TestNetworks.Convolution(4, 3, Window2D.Square(3, 1, 1)) },
        { "strided convolution", () => TestNetworks.Convolution(4, 3, Window2D.Square(3, 2, 1)) },
        { "stride above the kernel", () => TestNetworks.Convolution(4, 3, Window2D.Square(1, 2)) },
        { "asymmetric padding", () => TestNetworks.Convolution(4, 3, new Window2D(3, 3) { StrideY = 2, StrideX = 2, PadBottom = 1, PadRight = 1 }) },
        { "dilated convolution", () => TestNetworks.Convolution(4, 3, new Window2D(2, 3) { DilationY = 3, DilationX = 2, PadLeft = 2, StrideX = 3 }) },
        { "grouped convolution", () => TestNetworks.Convolution(4, 6, Window2D.Square(3, 1, 1), groups: 2) },
        { "depth-wise convolution", () => TestNetworks.Convolution(4, 4, Window2D.Square(3, 2, 1), groups: 4) },
        { "depth-wise convolution with multiplier", () => TestNetworks.Convolution(4, 8, Window2D.Square(3, 1, 1), groups: 4) },
    };

    [Theory]
    [MemberData(nameof(Layers), DisableDiscoveryEnumeration = true)]
    public void Single_layer(string name, Func<Layer> layer) => GradientCheck.Run(TestNetworks.Chain(Shape, (name, layer())));

    [Fact]
    public void Every_layer_type_is_in_the_list_or_has_a_test_of_its_own()
    {
        var tested = Layers().Select(row => row.Data.Item2().GetType()).Concat([typeof(Add), typeof(Multiply), typeof(Concat)]);
        // Methods have layers whose way back distributes relevance, on purpose no gradient; MethodTests test those.
        var all = typeof(Layer).Assembly.GetTypes()
            .Where(t => t.IsSubclassOf(typeof(Layer)) && !t.IsSubclassOf(typeof(FastLayer)) && !t.IsAbstract && t.Namespace != typeof(RelevanceLayer).Namespace);
        Assert.Empty(all.Except(tested));
    }

    [Theory]
    [InlineData(4, 5, 6)]
    [InlineData(4, 1, 1)]
    [InlineData(1, 5, 6)]
    [InlineData(1, 1, 1)]
    [InlineData(4, 5, 1)]
    public void Binary_layers_broadcast(int channels, int height, int width)
    {
        foreach (var layer in (Layer[])[new Add(), new Multiply()])
        {
            // The second operand is a function of the same input, reduced to the shape under test.
            var builder = new NetworkBuilder(Shape);
            var reduced = builder.Add("reduce", new AdaptiveAveragePool(height, width), NetworkBuilder.Input);
            var part = builder.Add("mix", TestNetworks.Convolution(4, channels, Window2D.Square(1)), reduced);
            builder.Add("first", layer, NetworkBuilder.Input, part);
            builder.Add("second", layer, part, NetworkBuilder.Input);
            builder.Add("join", new Concat(), builder.Nodes - 2, builder.Nodes - 1);
            GradientCheck.Run(builder.Build("test"));
        }
    }

    [Fact]
    public void An_input_read_many_times_collects_all_its_gradients()
    {
        var builder = new NetworkBuilder(new TensorShape(2, 3, 3));
        var a = builder.Add("a", TestNetworks.Convolution(2, 3, Window2D.Square(3, 1, 1)), NetworkBuilder.Input);
        var r = builder.Add("r", new Relu(), a);
        var b = builder.Add("b", new Sigmoid(), a);
        var c = builder.Add("c", new Multiply(), r, r);
        var d = builder.Add("d", new Add(), r, b, c);
        var e = builder.Add("e", new Concat(), d, r, NetworkBuilder.Input);
        builder.Add("f", new Linear(72, 4, TestNetworks.Values(72 * 4)), e);
        GradientCheck.Run(builder.Build("test"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [Trait("Speed", "Slow")]
    public void Small_networks(int seed) => GradientCheck.Run(TestNetworks.Small(seed), seed);
}
