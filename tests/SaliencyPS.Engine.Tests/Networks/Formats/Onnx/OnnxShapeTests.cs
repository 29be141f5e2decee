using SaliencyPS.Networks.Layers;
using Xunit;

namespace SaliencyPS.Tests.Networks.Formats.Onnx;

/// <summary>Operators that only move or compute shapes, in the forms that exporters write.</summary>
public sealed class OnnxShapeTests
{
    [Theory]
    [InlineData(new long[] { 0, -1 })]
    [InlineData(new long[] { -1, 6 })]
    [InlineData(new long[] { 1, 6 })]
    [InlineData(new long[] { 1, -1 })]
    public void Reshape_flattens(long[] shape)
    {
        var writer = new OnnxWriter(2, 1, 3).Integers("shape", shape).Node("Reshape", "x shape")
            .Weight("w", [6, 1], 1, 2, 3, 4, 5, 6).Node("Gemm", "^ w");
        Assert.IsType<Linear>(Assert.Single(writer.Read().Nodes.Skip(1)).Layer); // which flattens by itself
        Assert.Equal([91], writer.Run(1, 2, 3, 4, 5, 6));
    }

    [Fact]
    public void The_size_may_be_computed_from_the_shape_of_the_data()
    {
        // view(x.size(0), -1) as PyTorch exports it.
        var writer = new OnnxWriter(2, 1, 3).Integers("minus", -1).Node("Shape", "s", "x")
            .Node("Constant", "zero", "", ("value_int", 0)).Node("Gather", "n", "s zero", ("axis", 0))
            .Node("Unsqueeze", "u", "n", ("axes", new[] { 0 }))
            .Node("Concat", "c", "u minus", ("axis", 0)).Node("Reshape", "r", "x c").Weight("w", [6, 1], 1, 2, 3, 4, 5, 6)
            .Node("Gemm", "r w");
        Assert.Equal([91], writer.Run(1, 2, 3, 4, 5, 6));
    }

    [Fact]
    public void The_number_of_values_may_be_multiplied_together()
    {
        // flatten as older TensorFlow and Keras converters write it: [-1, C·H·W]
        var writer = new OnnxWriter(2, 1, 3).Integers("one", 1).Integers("four", 4).Integers("minus", -1).Node("Shape", "s", "x")
            .Node("Cast", "i", "s", ("to", 7))
            .Node("Slice", "chw", "i one four").Node("Constant", "k", "", ("value_ints", new[] { 0, 1, 2 }))
            .Node("Gather", "g", "chw k")
            .Integers("0", 0).Integers("1", 1).Integers("2", 2).Node("Gather", "C", "g 0").Node("Gather", "H", "g 1")
            .Node("Gather", "W", "g 2")
            .Node("Mul", "CH", "C H").Node("Mul", "CHW", "CH W").Node("Concat", "c", "minus CHW", ("axis", 0))
            .Node("Reshape", "r", "x c");
        Assert.Equal([1, 2, 3, 4, 5, 6], writer.Run(1, 2, 3, 4, 5, 6));
    }

    [Fact]
    public void Squeeze_and_Unsqueeze_change_no_value()
    {
        var writer = new OnnxWriter(2, 1, 1).Integers("axes", 2, 3).Node("Squeeze", "x axes").Weight("w", [2, 2], 1, 0, 0, 1)
            .Node("MatMul", "^ w").Node("Unsqueeze", "^ axes");
        Assert.Equal([3, 4], writer.Node("GlobalAveragePool").Run(3, 4));
    }

    [Theory]
    [InlineData("Identity")]
    [InlineData("Dropout")]
    public void Identities_leave_no_layer(string type) => Assert.Single(new OnnxWriter(2, 1, 1).Node(type, "x").Read().Nodes);

    [Theory]
    [InlineData("Reshape", "x s", "Expected 6 values")]
    [InlineData("Flatten", "x", "axis does not exist")]
    [InlineData("Transpose", "x", "order of the axes")]
    [InlineData("Squeeze", "x", "one position")]
    [InlineData("Concat", "x v", "do not fit together")]
    [InlineData("Softmax", "x", "axis does not exist")]
    [InlineData("Split", "x", "axis does not exist")]
    public void Axes_that_do_not_exist_are_named(string type, string inputs, string part)
    {
        (string, object)[] attributes = [("perm", new[] { 0, 3, 1, 1 }), ("axis", type == "Concat" ? 1 : 5),
            .. type is "Squeeze" or "ReduceMean"
            ? new (string, object)[] { ("axes", new[] { 3 }) } : []];
        var error = Assert.Throws<NetworkFormatException>(() =>
            new OnnxWriter(2, 1, 3).Integers("s", 0, 7).Weight("v", [1, 1, 1, 1], 0).Node(type, inputs, attributes).Read());
        Assert.Contains($"Node '{type.ToLowerInvariant()}' ({type})", error.Message);
        Assert.Contains(part, error.Message);
    }
}
