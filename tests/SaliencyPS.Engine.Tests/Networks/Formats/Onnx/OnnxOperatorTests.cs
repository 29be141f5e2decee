using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;
using Xunit;

namespace SaliencyPS.Tests.Networks.Formats.Onnx;

/// <summary>Each operator in a graph of its own, run on numbers whose result is plain.</summary>
public sealed class OnnxOperatorTests
{
    private static readonly float[] OneToNine = [1, 2, 3, 4, 5, 6, 7, 8, 9];

    [Theory]
    [InlineData("NOTSET", new[] { 0, 0, 0, 0 }, 1, new float[] { 12, 16, 24, 28 })]
    [InlineData("NOTSET", new[] { 1, 0, 0, 1 }, 1, new float[] { 3, 5, 3, 12, 16, 9, 24, 28, 15 })] // top, left, bottom, right
    [InlineData("VALID", new[] { 9, 9, 9, 9 }, 1, new float[] { 12, 16, 24, 28 })]
    [InlineData("SAME_UPPER", null, 1, new float[] { 12, 16, 9, 24, 28, 15, 15, 17, 9 })]
    [InlineData("SAME_LOWER", null, 1, new float[] { 1, 3, 5, 5, 12, 16, 11, 24, 28 })]
    [InlineData("SAME_UPPER", null, 2, new float[] { 12, 9, 15, 9 })]
    public void Conv_pads(string mode, int[]? pads, int stride, float[] expected)
    {
        // A 2×2 kernel of ones sums its window.
        (string, object)[] attributes = [("auto_pad", mode), ("strides", new[] { stride, stride }), .. pads is null ? [] : new (string, object)[] { ("pads", pads) }];
        Assert.Equal(expected, new OnnxWriter(1, 3, 3).Weight("w", [1, 1, 2, 2], 1, 1, 1, 1).Node("Conv", "x w", attributes).Run(OneToNine));
    }

    [Fact]
    public void Conv_has_groups_bias_and_dilations()
    {
        var grouped = new OnnxWriter(2, 1, 2).Weight("w", [2, 1, 1, 1], 2, 3).Weight("b", [2], 10, 20);
        Assert.Equal([12, 14, 29, 32], grouped.Node("Conv", "x w b", ("group", 2), ("kernel_shape", new[] { 1, 1 })).Run(1, 2, 3, 4));

        var dilated = new OnnxWriter(1, 3, 3).Weight("w", [1, 1, 2, 2], 1, 10, 100, 1000);
        Assert.Equal([1 + 30 + 700 + 9000], dilated.Node("Conv", "x w", ("dilations", new[] { 2, 2 })).Run(OneToNine));
    }

    [Theory]
    [InlineData(0, new float[] { 1, 2, 3, 4, 5, 6 })] // inputs × outputs
    [InlineData(1, new float[] { 1, 4, 2, 5, 3, 6 })] // outputs × inputs
    public void Gemm_is_a_linear_layer(int transposed, float[] weight)
    {
        var writer = new OnnxWriter(2, 1, 1).Weight("w", transposed == 0 ? [2, 3] : [3, 2], weight).Weight("c", [3], 1, 2, 3).Node("Flatten", "x");
        // 2 · (10·(1, 2, 3) + 100·(4, 5, 6)) + 3 · (1, 2, 3)
        Assert.Equal([823, 1046, 1269], writer.Node("Gemm", "^ w c", ("transB", transposed), ("alpha", 2f), ("beta", 3f)).Run(10, 100));
    }

    [Fact]
    public void MatMul_and_Add_are_one_linear_layer()
    {
        var writer = new OnnxWriter(2, 1, 1).Weight("w", [2, 3], 1, 2, 3, 4, 5, 6).Weight("c", [3], 1, 2, 3).Node("Flatten", "x").Node("MatMul", "^ w").Node("Add", "^ c");
        var network = writer.Read();
        Assert.IsType<Linear>(Assert.Single(network.Nodes.Skip(1)).Layer);
        Assert.Equal("matmul", network.Nodes[1].Name);
        Assert.Equal([411, 522, 633], writer.Run(10, 100));
    }

    [Fact]
    public void A_transposed_weight_may_be_computed() =>
        Assert.Equal([410, 520, 630], new OnnxWriter(2, 1, 1).Weight("w", [3, 2], 1, 4, 2, 5, 3, 6).Node("Transpose", "t", "w", ("perm", new[] { 1, 0 }))
            .Node("Flatten", "f", "x").Node("MatMul", "f t").Run(10, 100));

    [Fact]
    public void BatchNormalization_folds_into_the_convolution()
    {
        var writer = new OnnxWriter(1, 1, 2).Weight("w", [2, 1, 1, 1], 1, 2).Weight("g", [2], 3, 4).Weight("b", [2], 5, 6).Weight("m", [2], 1, 2).Weight("v", [2], 3, 15)
            .Node("Conv", "x w").Node("BatchNormalization", "^ g b m v", ("epsilon", 1f));
        Assert.Equal(3, writer.Node("Flatten").Read().Nodes.Count);
        // Channel 0: 3·(x − 1)/2 + 5, channel 1: 4·(2x − 2)/4 + 6
        Assert.Equal([5 + 13.5f, 5 + 28.5f, 6 + 18, 6 + 38], writer.Run(10, 20));
    }

    [Theory]
    [InlineData(6, true, typeof(ClippedRelu), new float[] { 0, 2, 6 })]
    [InlineData(6, false, typeof(ClippedRelu), new float[] { 0, 2, 6 })]
    [InlineData(float.MaxValue, true, typeof(Relu), new float[] { 0, 2, 9 })]
    public void Clip_takes_inputs_and_attributes(float maximum, bool inputs, Type layer, float[] expected)
    {
        var writer = new OnnxWriter(3, 1, 1) { Opset = inputs ? 11 : 7 };
        if (inputs) writer.Weight("lo", [], 0).Weight("hi", [], maximum).Node("Clip", "x lo hi");
        else writer.Node("Clip", "x", ("min", 0f), ("max", maximum));
        Assert.IsType(layer, writer.Read().Nodes[1].Layer);
        Assert.Equal(expected, writer.Run(-1, 2, 9));
    }

    [Fact]
    public void Clip_may_leave_a_bound_out() =>
        Assert.Equal([-9, 1, 1], new OnnxWriter(3, 1, 1).Weight("hi", [], 1).Node("Clip", "x - hi").Run(-9, 2, 9));

    [Theory]
    [InlineData("Relu", new float[] { 0, 0, 4 })]
    [InlineData("LeakyRelu", new float[] { -4 * 0.01f, 0, 4 })]
    [InlineData("Sigmoid", new float[] { 0.017986f, 0.5f, 0.982014f })]
    [InlineData("HardSigmoid", new float[] { 0, 0.5f, 1 })]
    [InlineData("HardSwish", new float[] { 0, 0, 4 })]
    public void Activations(string type, float[] expected) => AssertNear(expected, new OnnxWriter(3, 1, 1) { Opset = 14 }.Node(type, "x").Run(-4, 0, 4));

    [Fact]
    public void Activations_have_their_attributes()
    {
        AssertNear([-2, 4], new OnnxWriter(2, 1, 1).Node("LeakyRelu", "x", ("alpha", 0.5f)).Run(-4, 4));
        AssertNear([0.1f, 1], new OnnxWriter(2, 1, 1).Node("HardSigmoid", "x", ("alpha", 0.1f), ("beta", 0.5f)).Run(-4, 9));
    }

    [Fact]
    public void Lrn_divides_alpha_by_the_size() =>
        // Three channels, size 3: x / (2 + 0.6/3 · Σx²)^0.5
        AssertNear([1 / MathF.Sqrt(3), 2 / MathF.Sqrt(4.8f), 3 / MathF.Sqrt(4.6f)],
            new OnnxWriter(3, 1, 1).Node("LRN", "x", ("size", 3), ("alpha", 0.6f), ("beta", 0.5f), ("bias", 2f)).Run(1, 2, 3));

    [Theory]
    [InlineData("Add", "x c", new float[] { 12, 23 })]
    [InlineData("Add", "c x", new float[] { 12, 23 })]
    [InlineData("Sub", "x c", new float[] { -8, -17 })]
    [InlineData("Sub", "c x", new float[] { 8, 17 })]
    [InlineData("Mul", "x c", new float[] { 20, 60 })]
    [InlineData("Div", "x c", new float[] { 0.2f, 0.15f })]
    public void Arithmetic_with_a_constant_per_channel(string type, string inputs, float[] expected)
    {
        foreach (long[] sizes in (long[][])[[2, 1, 1], [1, 2, 1, 1]])
            AssertNear(expected, new OnnxWriter(2, 1, 1).Weight("c", sizes, 10, 20).Node(type, inputs).Run(2, 3));
    }

    [Fact]
    public void Arithmetic_of_data()
    {
        // The second operand is one value per channel, as in squeeze-and-excitation.
        var twice = new OnnxWriter(2, 1, 2).Node("Add", "x x").Node("GlobalAveragePool", "gap", "^").Node("Mul", "add gap");
        Assert.Equal([2 * 3, 4 * 3, 6 * 7, 8 * 7], twice.Run(1, 2, 3, 4));
    }

    [Fact]
    public void Sum_takes_any_number_of_inputs() =>
        Assert.Equal([-3, 12], new OnnxWriter(2, 1, 1).Node("Relu", "x").Node("Sum", "x ^ x x").Run(-1, 3));

    [Theory]
    [InlineData("MaxPool", 0, new float[] { 5 })]
    [InlineData("MaxPool", 1, new float[] { 5, 6, 8, 9 })]
    [InlineData("AveragePool", 0, new float[] { 3 })]
    [InlineData("AveragePool", 1, new float[] { 3, 4.5f, 7.5f, 9 })]
    public void Pools(string type, int ceil, float[] expected) =>
        Assert.Equal(expected, new OnnxWriter(1, 3, 3).Node(type, "x", ("kernel_shape", new[] { 2, 2 }), ("strides", new[] { 2, 2 }), ("ceil_mode", ceil)).Run(OneToNine));

    [Theory]
    [InlineData(0, 1f)]
    [InlineData(1, 0.25f)]
    public void AveragePool_counts_padding_only_if_told(int include, float first) =>
        Assert.Equal(first, new OnnxWriter(1, 3, 3).Node("AveragePool", "x", ("kernel_shape", new[] { 2, 2 }), ("pads", new[] { 1, 1, 0, 0 }), ("count_include_pad", include)).Run(OneToNine)[0]);

    [Fact]
    public void MaxPool_dilates() =>
        Assert.Equal([9], new OnnxWriter(1, 3, 3).Node("MaxPool", "x", ("kernel_shape", new[] { 2, 2 }), ("dilations", new[] { 2, 2 })).Run(OneToNine));

    [Theory]
    [InlineData("GlobalAveragePool", 5f)]
    [InlineData("GlobalMaxPool", 9f)]
    public void Global_pools(string type, float expected) => Assert.Equal([expected], new OnnxWriter(1, 3, 3).Node(type, "x").Run(OneToNine));

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(0, true)]
    public void ReduceMean_over_space_is_a_global_pool(int keep, bool axesAsInput)
    {
        var writer = new OnnxWriter(1, 3, 3) { Opset = axesAsInput ? 18 : 13 };
        if (axesAsInput) writer.Integers("axes", -1, -2).Node("ReduceMean", "x axes", ("keepdims", keep));
        else writer.Node("ReduceMean", "x", ("axes", new[] { 2, 3 }), ("keepdims", keep));
        if (keep == 0) writer.Weight("w", [1, 1], 2).Node("Gemm", "^ w"); // takes vectors only
        Assert.Equal([keep == 0 ? 10 : 5], writer.Run(OneToNine));
    }

    [Theory]
    [InlineData(7)]
    [InlineData(13)]
    public void Pad_takes_inputs_and_attributes(long opset)
    {
        var writer = new OnnxWriter(1, 1, 2) { Opset = opset };
        if (opset < 11) writer.Node("Pad", "x", ("pads", new[] { 0, 0, 1, 0, 0, 0, 0, 1 }), ("value", 7f));
        else writer.Integers("p", 0, 0, 1, 0, 0, 0, 0, 1).Weight("v", [], 7).Node("Pad", "x p v");
        Assert.Equal([7, 7, 7, 1, 2, 7], writer.Run(1, 2));
    }

    [Fact]
    public void Pad_takes_axes() =>
        Assert.Equal([0, 1, 2], new OnnxWriter(1, 1, 2) { Opset = 18 }.Integers("p", 1, 0).Integers("a", -1).Node("Pad", "x p - a").Run(1, 2));

    [Fact]
    public void Concat_joins_channels() =>
        Assert.Equal([-1, 2, 0, 2], new OnnxWriter(2, 1, 1).Node("Relu", "x").Node("Concat", "x ^", ("axis", -3)).Run(-1, 2));

    [Fact]
    public void A_closing_softmax_is_dropped_and_another_is_not()
    {
        Assert.Equal([1, 2], new OnnxWriter(2, 1, 1).Node("Flatten", "x").Node("Softmax", "^", ("axis", 1)).Run(1, 2));
        var half = MathF.Exp(1) / (MathF.Exp(1) + MathF.Exp(2));
        AssertNear([half, 1 - half], new OnnxWriter(2, 1, 1).Node("Softmax", "x", ("axis", 1)).Node("Relu").Run(1, 2));
    }

    [Fact]
    public void A_closing_log_softmax_is_dropped()
    {
        var network = new OnnxWriter(2, 1, 1).Node("Flatten", "x").Node("Relu").Node("LogSoftmax").Read();
        Assert.IsType<Relu>(network.Nodes[^1].Layer);
        Assert.Contains("only as the network's end", Assert.Throws<NetworkFormatException>(() => new OnnxWriter(2, 1, 1).Node("LogSoftmax", "x", ("axis", 1)).Node("Relu").Read()).Message);
    }

    private static void AssertNear(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }
}
