using System.Reflection;
using SaliencyPS.Networks.Formats.Onnx;
using SaliencyPS.Networks.Layers;
using Xunit;

namespace SaliencyPS.Tests.Networks.Formats.Onnx;

/// <summary>
/// Each operator in a graph of its own, run on numbers whose result is plain: <see cref="OnnxCases"/>, and what goes beyond.
/// </summary>
public sealed class OnnxOperatorTests
{
    private static readonly float[] OneToNine = [1, 2, 3, 4, 5, 6, 7, 8, 9];

    public static TheoryData<int, string> Cases => [.. OnnxCases.All.Select((one, i) => (i, one.Operator))];

    [Theory, MemberData(nameof(Cases))]
    public void An_operator_computes_what_its_case_says(int index, string type)
    {
        var one = OnnxCases.All[index];
        var written = OnnxModel.Parse(one.Graph().ToArray()).Nodes.Select(node => node.Operator);
        Assert.True(written.Contains(type), $"The graph of a case of {type} in OnnxCases has no such node.");
        AssertNear(one.Expected, one.Graph().Run(one.Input));
    }

    [Fact]
    public void Every_operator_has_a_case()
    {
        var forgotten = OnnxOperators.Table.Keys.Except(OnnxCases.All.Select(one => one.Operator)).Order(StringComparer.Ordinal)
            .ToArray();
        Assert.True(forgotten.Length == 0,
            $"OnnxCases.All has no case for {string.Join(", ", forgotten)}, which OnnxOperators.Table lists.");
    }

    [Fact]
    public void Every_method_that_converts_an_operator_is_in_the_table()
    {
        var listed = OnnxOperators.Table.Values.Select(operation => operation.Method).ToHashSet();
        var forgotten = typeof(OnnxOperators).Assembly.GetTypes().Where(type => type.Namespace == typeof(OnnxOperators).Namespace)
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => method.ReturnType == typeof(OnnxValue))
            .Where(method => method.GetParameters() is [var call] && call.ParameterType == typeof(OnnxCall))
            .Where(method => !listed.Contains(method)).Select(method => $"{method.DeclaringType!.Name}.{method.Name}").ToArray();
        Assert.True(forgotten.Length == 0, $"OnnxOperators.Table has no line with {string.Join(", ", forgotten)}.");
    }

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
        (string, object)[] attributes = [("auto_pad", mode), ("strides", new[] { stride, stride }),
            .. pads is null ? [] : new (string, object)[] { ("pads", pads) }];
        Assert.Equal(expected, new OnnxWriter(1, 3, 3).Weight("w", [1, 1, 2, 2], 1, 1, 1, 1).Node("Conv", "x w", attributes)
            .Run(OneToNine));
    }

    [Fact]
    public void Conv_has_groups_bias_and_dilations()
    {
        var grouped = new OnnxWriter(2, 1, 2).Weight("w", [2, 1, 1, 1], 2, 3).Weight("b", [2], 10, 20);
        Assert.Equal([12, 14, 29, 32], grouped.Node("Conv", "x w b", ("group", 2), ("kernel_shape", new[] { 1, 1 }))
            .Run(1, 2, 3, 4));

        var dilated = new OnnxWriter(1, 3, 3).Weight("w", [1, 1, 2, 2], 1, 10, 100, 1000);
        Assert.Equal([1 + 30 + 700 + 9000], dilated.Node("Conv", "x w", ("dilations", new[] { 2, 2 })).Run(OneToNine));
    }

    [Theory]
    [InlineData(0, new float[] { 1, 2, 3, 4, 5, 6 })] // inputs × outputs
    [InlineData(1, new float[] { 1, 4, 2, 5, 3, 6 })] // outputs × inputs
    public void Gemm_is_a_linear_layer(int transposed, float[] weight)
    {
        var writer = new OnnxWriter(2, 1, 1).Weight("w", transposed == 0 ? [2, 3] : [3, 2], weight).Weight("c", [3], 1, 2, 3)
            .Node("Flatten", "x");
        // 2 · (10·(1, 2, 3) + 100·(4, 5, 6)) + 3 · (1, 2, 3)
        Assert.Equal([823, 1046, 1269], writer.Node("Gemm", "^ w c", ("transB", transposed), ("alpha", 2f), ("beta", 3f))
            .Run(10, 100));
    }

    [Fact]
    public void MatMul_and_Add_are_one_linear_layer()
    {
        var writer = new OnnxWriter(2, 1, 1).Weight("w", [2, 3], 1, 2, 3, 4, 5, 6).Weight("c", [3], 1, 2, 3).Node("Flatten", "x")
            .Node("MatMul", "^ w").Node("Add", "^ c");
        var network = writer.Read();
        Assert.IsType<Linear>(Assert.Single(network.Nodes.Skip(1)).Layer);
        Assert.Equal("matmul", network.Nodes[1].Name);
        Assert.Equal([411, 522, 633], writer.Run(10, 100));
    }

    [Fact]
    public void A_transposed_weight_may_be_computed() =>
        Assert.Equal([410, 520, 630], new OnnxWriter(2, 1, 1).Weight("w", [3, 2], 1, 4, 2, 5, 3, 6)
            .Node("Transpose", "t", "w", ("perm", new[] { 1, 0 }))
            .Node("Flatten", "f", "x").Node("MatMul", "f t").Run(10, 100));

    [Fact]
    public void BatchNormalization_folds_into_the_convolution()
    {
        var writer = new OnnxWriter(1, 1, 2).Weight("w", [2, 1, 1, 1], 1, 2).Weight("g", [2], 3, 4).Weight("b", [2], 5, 6)
            .Weight("m", [2], 1, 2).Weight("v", [2], 3, 15)
            .Node("Conv", "x w").Node("BatchNormalization", "^ g b m v", ("epsilon", 1f));
        Assert.Equal(3, writer.Node("Flatten").Read().Nodes.Count);
        // Channel 0: 3·(x − 1)/2 + 5, channel 1: 4·(2x − 2)/4 + 6
        Assert.Equal([5 + 13.5f, 5 + 28.5f, 6 + 18, 6 + 38], writer.Run(10, 20));
    }

    [Theory]
    [InlineData(6, true, typeof(ClippedRelu), new float[] { 0, 2, 6 })]
    [InlineData(6, false, typeof(ClippedRelu), new float[] { 0, 2, 6 })]
    [InlineData(float.MaxValue, true, typeof(Clip), new float[] { 0, 2, 9 })]
    public void Clip_takes_inputs_and_attributes(float maximum, bool inputs, Type layer, float[] expected)
    {
        var writer = new OnnxWriter(3, 1, 1) { Opset = inputs ? 11 : 7 };
        if (inputs) writer.Weight("lo", [], 0).Weight("hi", [], maximum).Node("Clip", "x lo hi");
        else writer.Node("Clip", "x", ("min", 0f), ("max", maximum));
        Assert.IsType(layer, writer.Read().Nodes[1].Layer);
        Assert.Equal(expected, writer.Run(-1, 2, 9));
    }

    [Fact]
    public void Arithmetic_of_data()
    {
        // The second operand is one value per channel, as in squeeze-and-excitation.
        var twice = new OnnxWriter(2, 1, 2).Node("Add", "x x").Node("GlobalAveragePool", "gap", "^").Node("Mul", "add gap");
        Assert.Equal([2 * 3, 4 * 3, 6 * 7, 8 * 7], twice.Run(1, 2, 3, 4));
    }

    [Theory]
    [InlineData(0, 1f)]
    [InlineData(1, 0.25f)]
    public void AveragePool_counts_padding_only_if_told(int include, float first) =>
        Assert.Equal(first, new OnnxWriter(1, 3, 3)
            .Node("AveragePool", "x", ("kernel_shape", new[] { 2, 2 }), ("pads", new[] { 1, 1, 0, 0 }),
                ("count_include_pad", include)).Run(OneToNine)[0]);

    [Fact]
    public void MaxPool_dilates() =>
        Assert.Equal([9], new OnnxWriter(1, 3, 3)
            .Node("MaxPool", "x", ("kernel_shape", new[] { 2, 2 }), ("dilations", new[] { 2, 2 })).Run(OneToNine));

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
        Assert.Equal([0, 1, 2], new OnnxWriter(1, 1, 2) { Opset = 18 }.Integers("p", 1, 0).Integers("a", -1)
            .Node("Pad", "x p - a").Run(1, 2));

    [Fact]
    public void A_closing_softmax_is_dropped_and_another_is_not()
    {
        Assert.Equal([1, 2], new OnnxWriter(2, 1, 1).Node("Flatten", "x").Node("Softmax", "^", ("axis", 1)).Run(1, 2));
        var half = MathF.Exp(1) / (MathF.Exp(1) + MathF.Exp(2));
        AssertNear([half, 1 - half], new OnnxWriter(2, 1, 1).Node("Softmax", "x", ("axis", 1)).Node("Relu").Run(1, 2));
    }

    [Fact]
    public void A_closing_log_softmax_is_dropped_and_another_is_not()
    {
        var network = new OnnxWriter(2, 1, 1).Node("Flatten", "x").Node("Relu").Node("LogSoftmax").Read();
        Assert.IsType<Relu>(network.Nodes[^1].Layer);
        var half = MathF.Log(0.5f);
        AssertNear([-half, -half],
            new OnnxWriter(2, 1, 1).Node("LogSoftmax", "x", ("axis", 1)).Node("Neg").Node("Relu").Run(3, 3));
    }

    private static void AssertNear(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }
}
