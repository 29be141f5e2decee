using System.Runtime.InteropServices;
using SaliencyPS.Networks.Formats.Onnx;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;
using Xunit;

namespace SaliencyPS.Tests.Networks.Formats.Onnx;

/// <summary>The graph around the operators: inputs, outputs, initialisers, names, and what is said of broken files.</summary>
public sealed class OnnxGraphTests
{
    [Fact]
    public void An_unknown_operator_is_named_with_its_node_and_the_supported_ones()
    {
        var message = Refuse(new OnnxWriter(2, 1, 1).Node("NonZero", "mixer", "x"));
        Assert.Contains("Node 'mixer' (NonZero)", message);
        Assert.Contains("Conv, ", message);
        Assert.EndsWith("found NonZero.", message);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(26)]
    public void Other_operator_sets_are_refused(long opset) =>
        Assert.Equal($"opset_import: The operator set is not supported. Expected 7 to 25, found {opset}.",
            Refuse(new OnnxWriter(2, 1, 1) { Opset = opset }.Node("Flatten", "x")));

    [Fact]
    public void Layers_are_named_after_nodes_or_their_outputs()
    {
        var model = OnnxModel.Parse(new OnnxWriter(2, 1, 1).Node("Sigmoid", "x").Node("Relu").ToArray());
        Assert.Equal(["input", "sigmoid", "relu"], OnnxGraph.Build(model, "n").Nodes.Select(n => n.Name));
        Assert.Equal("y", OnnxNode.Parse(new ProtobufWriter().Text(2, "y").Text(4, "Relu").ToArray()).Name);
    }

    [Fact]
    public void A_weight_that_is_not_finite_is_named_with_its_tensor() =>
        Assert.Contains("Node 'matmul' (MatMul), tensor 'w': A weight is not finite",
            Refuse(new OnnxWriter(2, 1, 1).Weight("w", [2, 1], 1, float.NaN).Node("Flatten", "x").Node("MatMul", "^ w")));

    [Theory]
    [InlineData(0, "Layer 'batchnormalization': A weight or bias is not finite."), InlineData(1, null)]
    public void What_arithmetic_makes_of_weights_is_checked_too(float variance, string? message)
    {
        var writer = new OnnxWriter(1, 1, 1).Weight("g", [1], 3).Weight("b", [1], 5).Weight("m", [1], 1)
            .Weight("v", [1], variance).Node("BatchNormalization", "x g b m v", ("epsilon", 0f)).Node("Flatten");
        if (message is null) writer.Read();
        else Assert.Contains(message, Refuse(writer));
    }

    [Fact]
    public void The_first_graph_output_counts_and_what_it_does_not_need_is_dropped()
    {
        var network = new OnnxWriter(2, 1, 1) { Output = "relu" }.Node("Relu", "x").Node("Sigmoid").Read();
        Assert.IsType<Relu>(network.Nodes[^1].Layer);
        Assert.Equal(2, network.ClassCount);
    }

    [Fact]
    public void Open_sizes_become_224_or_what_is_asked_for()
    {
        var model = OnnxModel.Parse(new OnnxWriter(null, null, null).Node("GlobalAveragePool", "x").ToArray());
        Assert.Equal(new TensorShape(3, 224, 224), OnnxGraph.Build(model, "n").Input);
        Assert.Equal(new TensorShape(1, 64, 32), OnnxGraph.Build(model, "n", new TensorShape(1, 64, 32)).Input);
    }

    [Fact]
    public void A_fixed_size_contradicts_another() =>
        Assert.Contains("Expected 3×8×8, found 3×9×9", Assert.Throws<NetworkFormatException>(() =>
            OnnxGraph.Build(OnnxModel.Parse(new OnnxWriter(3, 8, 8).Node("GlobalAveragePool", "x").ToArray()), "n",
                new TensorShape(3, 9, 9))).Message);

    [Fact]
    public void Initialisers_among_the_inputs_are_no_inputs() =>
        Assert.Equal([6], new OnnxWriter(1, 1, 1).Input("w", 1, 1).Weight("w", [1, 1], 2).Node("Flatten", "x")
            .Node("MatMul", "^ w").Run(3));

    [Theory]
    [InlineData("raw float")]
    [InlineData("raw half")]
    [InlineData("raw bfloat16")]
    [InlineData("raw double")]
    [InlineData("packed floats")]
    [InlineData("single floats")]
    [InlineData("halves as integers")]
    [InlineData("doubles")]
    public void Weights_come_in_many_encodings(string encoding)
    {
        var writer = new OnnxWriter(2, 1, 1).Tensor(t => _ = (t.Packed(1, 2, 1, 1).Text(8, "c"), encoding) switch
        {
            (_, "raw float") => t.Integer(2, 1).Bytes(9, Raw(0.5f, -2)),
            (_, "raw half") => t.Integer(2, 10).Bytes(9, Raw((Half)0.5, (Half)(-2))),
            (_, "raw bfloat16") => t.Integer(2, 16).Bytes(9, Raw<ushort>(0x3f00, 0xc000)),
            (_, "raw double") => t.Integer(2, 11).Bytes(9, Raw(0.5, -2)),
            (_, "packed floats") => t.Integer(2, 1).Bytes(4, Raw(0.5f, -2)),
            (_, "single floats") => t.Integer(2, 1).Single(4, 0.5f).Single(4, -2),
            (_, "halves as integers") => t.Integer(2, 10).Packed(5, 0x3800, 0xc000),
            _ => t.Integer(2, 11).Bytes(10, Raw(0.5, -2)),
        });
        Assert.Equal([5, -200], writer.Node("Mul", "x c").Run(10, 100));
    }

    [Theory]
    [InlineData("external", "another file")]
    [InlineData("short", "Expected 2 (2×1×1), found 1")]
    [InlineData("odd", "Expected 2 (2×1×1), found 3")]
    [InlineData("string", "type 8")]
    [InlineData("huge", "too large")]
    [InlineData("negative", "negative")]
    public void A_broken_initialiser_is_named(string fault, string part)
    {
        var message = Refuse(new OnnxWriter(2, 1, 1).Tensor(t => _ = fault switch
        {
            "external" => t.Packed(1, 2, 1, 1).Integer(2, 1).Text(8, "c").Integer(14, 1),
            "short" => t.Packed(1, 2, 1, 1).Integer(2, 1).Text(8, "c").Bytes(9, Raw<float>(1)),
            "odd" => t.Packed(1, 2, 1, 1).Integer(2, 1).Text(8, "c").Bytes(9, new byte[9]),
            "string" => t.Packed(1, 2, 1, 1).Integer(2, 8).Text(8, "c"),
            "huge" => t.Packed(1, 1L << 40, 1L << 40).Integer(2, 1).Text(8, "c"),
            _ => t.Packed(1, -1).Integer(2, 1).Text(8, "c"),
        }).Node("Mul", "x c"));
        Assert.StartsWith("Tensor 'c'", message);
        Assert.Contains(part, message);
    }

    [Theory]
    [InlineData("Conv", "x w", "Node 'conv' (Conv)", "3 per group")] // weight for 3 channels, data has 2
    [InlineData("Conv", "x nothing", "Nothing gives its input 'nothing'", "Conv")]
    [InlineData("Conv", "x", "Input 1 is missing", "Conv")]
    [InlineData("Conv", "x x", "not a constant", "Conv")]
    [InlineData("BatchNormalization", "x m m m m", "tensor 'm'", "Expected 2, found 2×2")]
    [InlineData("MatMul", "x m", "do not fit each other", "Expected 1×2×1×1, found 2×2")]
    [InlineData("Mul", "x t", "operands do not fit", "Expected 1×2×1×1, found 3×1×1")]
    [InlineData("Pow", "m x", "exponent", "Pow")]
    [InlineData("AveragePool", "x", "kernel_shape", "missing")]
    [InlineData("LRN", "x", "size", "found 0")]
    public void Operands_that_do_not_fit_are_named(string type, string inputs, params string[] parts)
    {
        var message = Refuse(new OnnxWriter(2, 1, 1).Weight("w", [1, 3, 1, 1], 1, 2, 3).Weight("m", [2, 2], 1, 2, 3, 4)
            .Weight("t", [3, 1, 1], 1, 2, 3)
            .Node(type, inputs));
        Assert.All(parts, part => Assert.Contains(part, message));
    }

    [Fact]
    public void Scores_must_be_a_vector() =>
        Assert.Contains("one score per class", Refuse(new OnnxWriter(3, 8, 8).Node("Relu", "x")));

    [Fact]
    public void A_window_larger_than_the_data_names_the_layer() =>
        Assert.Contains("'maxpool'",
            Refuse(new OnnxWriter(1, 2, 2).Node("MaxPool", "x", ("kernel_shape", new[] { 3, 3 })).Node("Flatten")));

    [Fact]
    public void Pads_cannot_make_endless_data() =>
        Assert.Contains("too large",
            Refuse(new OnnxWriter(1, 1, 1).Integers("p", 0, 0, 16000, 16000, 0, 0, 16000, 16000).Node("Pad", "x p")
                .Node("Pad", "again", "^ p").Node("Flatten")));

    [Fact]
    public void Shapes_cannot_grow_without_bound()
    {
        var writer = new OnnxWriter(2, 1, 1).Node("Shape", "s0", "x");
        for (var i = 0; i < 40; i++) writer.Node("Concat", $"s{i + 1}", $"s{i} s{i}", ("axis", 0));
        Assert.Contains("too many computed constants", Refuse(writer.Node("Reshape", "x ^")));
    }

    [Fact]
    public void Computed_constants_are_held_no_longer_than_they_are_read()
    {
        // 50 constants of a million values, one after the other: no more than two at a time.
        var writer = new OnnxWriter(1, 1, 1).Integers("n", 1 << 20).Node("ConstantOfShape", "n");
        for (var i = 0; i < 50; i++) writer.Node("Neg", $"neg{i}", "^");
        writer.Node("ReduceMax", "reducemax", "^", ("keepdims", 0)).Node("Add", "x ^").Node("Flatten");
        Assert.Equal(1, writer.Read().ClassCount);

        // What is computed counts, whether or not it is held.
        writer = new OnnxWriter(1, 1, 1).Integers("n", 1 << 22).Node("ConstantOfShape", "n");
        for (var i = 0; i < 32; i++) writer.Node("Neg", $"neg{i}", "^");
        Assert.Contains("The graph computes too many constants.",
            Refuse(writer.Node("ReduceMax", "reducemax", "^", ("keepdims", 0)).Node("Add", "x ^").Node("Flatten")));

        // As the first, all of them read at the end.
        writer = new OnnxWriter(1, 1, 1).Integers("n", 1 << 20).Node("ConstantOfShape", "n");
        for (var i = 0; i < 50; i++) writer.Node("Neg", $"neg{i}", "^");
        writer.Node("Max", string.Join(' ', Enumerable.Range(0, 50).Select(i => $"neg{i}"))).Node("Add", "x ^");
        Assert.Contains("holds too many computed constants at one time", Refuse(writer.Node("Flatten")));
    }

    [Fact]
    public void A_pass_has_a_bound_of_work()
    {
        // 4096 × 4096 values, each the largest of as many: once in all, and for all windows of half the size.
        var kernel = ("kernel_shape", (object)new[] { 2048, 2048 });
        Assert.Contains("A pass of the network takes too long. Expected at most 8796093022208 multiply-adds",
            Refuse(new OnnxWriter(1, 4096, 4096).Node("MaxPool", "x", kernel).Node("GlobalMaxPool")));
        Assert.Equal(1, new OnnxWriter(1, 4096, 4096).Node("GlobalMaxPool", "x").Read().ClassCount);
    }

    [Fact]
    public void Weights_that_layers_share_count_for_each_of_them()
    {
        var writer = new OnnxWriter(256, 1, 1).Weight("w", [256, 256], new float[1 << 16]).Node("Flatten", "x");
        for (var i = 0; i < 300; i++) writer.Node("MatMul", $"matmul{i}", "^ w");
        Assert.Equal(256, writer.Read().ClassCount);
        for (var i = 300; i < 400; i++) writer.Node("MatMul", $"matmul{i}", "^ w");
        Assert.Contains("The network has too many weights.", Refuse(writer));
    }

    /// <summary>Reading costs time, and an initializer that many nodes read is converted anew for each.</summary>
    [Fact]
    public void Constants_count_for_each_node_that_reads_them()
    {
        var writer = new OnnxWriter(1, 1, 1).Integers("n", 1 << 22).Node("ConstantOfShape", "zeros", "n");
        for (var i = 0; i < 70; i++) writer.Node("Size", $"size{i}", "zeros");
        var sum = string.Join(' ', Enumerable.Range(0, 70).Select(i => $"size{i}"));
        Assert.Contains("Nodes read too many constants.",
            Refuse(writer.Node("Max", "max", sum).Node("Add", "x ^").Node("Flatten")));
    }

    [Fact]
    public void Constants_that_are_made_have_at_most_32_axes() => Assert.Contains("at most 32",
        Refuse(new OnnxWriter(1, 1, 1).Integers("s", [.. Enumerable.Repeat(1L, 33)]).Node("ConstantOfShape", "s")
            .Node("ReduceSum", "^", ("keepdims", 0)).Node("Add", "x ^").Node("Flatten")));

    [Fact]
    public void Constants_have_at_most_32_axes() => Assert.Contains("at most 32",
        Refuse(new OnnxWriter(1, 1, 1).Weight("w", [.. Enumerable.Repeat(1L, 33)], 1).Node("Add", "x w").Node("Flatten")));

    [Fact]
    public void A_table_of_scores_that_is_made_of_itself_is_refused() => Assert.Contains("depends on its own result",
        Assert.Throws<NetworkFormatException>(() => OnnxOutput.Choose(OnnxModel.Parse(
            new OnnxWriter(1, 1, 1).Node("ai.onnx.ml.ZipMap", "y", "y").ToArray()), null)).Message);

    [Fact]
    public void Of_many_outputs_the_one_that_nothing_else_needs_is_chosen_at_once()
    {
        var writer = new OnnxWriter(1, 1, 1).Node("Flatten", "n0", "x");
        for (var i = 1; i < 20_000; i++) writer.Node("Relu", $"n{i}", "^");
        var model = OnnxModel.Parse(writer.Outputs(Enumerable.Range(0, 20_000).Select(i => $"n{i}")).ToArray());
        Assert.Equal("n19999", OnnxOutput.Choose(model, null));
    }

    [Fact]
    public void A_range_of_two_types_is_refused() => Assert.Contains("of two types",
        Refuse(new OnnxWriter(1, 1, 1).Integers("start", 0).Integers("limit", 3).Weight("step", [1], 1)
            .Node("Range", "start limit step").Node("Add", "x ^").Node("Flatten")));

    [Fact]
    public void Groups_of_many_channels_are_normalized()
    {
        const int Channels = 48_000;
        var ones = Enumerable.Repeat(1f, Channels).ToArray();
        Assert.Equal(Channels, new OnnxWriter(12, 4000, 2) { Opset = 21 }.Weight("scale", [Channels], ones)
            .Weight("bias", [Channels], ones).Integers("shape", 1, Channels, 1, 2).Node("Reshape", "x shape")
            .Node("GroupNormalization", "^ scale bias", ("num_groups", 1))
            .Node("GlobalAveragePool").Node("Flatten").Read().ClassCount);
    }

    /// <summary>How many places there are is known before any is made.</summary>
    [Theory]
    [InlineData("tile"), InlineData("gathernd"), InlineData("slice"), InlineData("transposed"), InlineData("pool")]
    public void Movements_take_no_memory_for_what_is_too_large(string kind)
    {
        var writer = kind switch
        {
            "tile" => new OnnxWriter(1, 1, 1024).Integers("r", 1, 1, 1, 1 << 17).Node("Tile", "x r").Node("Flatten"),
            "gathernd" => new OnnxWriter(1, 1, 1).Integers("s", 1 << 17, 1).Node("ConstantOfShape", "places", "s")
                .Integers("d", 1, 1 << 18).Node("ConstantOfShape", "data", "d").Node("Cast", "indices", "places", ("to", 7))
                .Node("GatherND", "data indices").Node("ReduceMax", "^", ("keepdims", 0)).Node("Add", "x ^").Node("Flatten"),
            "slice" => new OnnxWriter(1, 1, 1).Integers("s", 0, 1 << 29).Node("ConstantOfShape", "none", "s")
                .Integers("from", 1).Integers("to", long.MaxValue).Integers("axis", 1)
                .Node("Slice", "none from to axis").Node("Size").Node("Cast", "^", ("to", 1)).Node("Add", "x ^").Node("Flatten"),
            "transposed" => new OnnxWriter(1, 1, 4096).Weight("w", [1, 1, 1, 1], 1)
                .Node("ConvTranspose", "x w", ("strides", new[] { 1, 16384 })).Node("Flatten"),
            _ => new OnnxWriter(3, 8, 8).Node("AveragePool", "x", ("kernel_shape", new[] { 16384, 8192 }),
                ("dilations", new[] { 2, 2 })).Node("Flatten"),
        };
        var model = OnnxModel.Parse(writer.ToArray());
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<NetworkFormatException>(() => OnnxGraph.Build(model, "test"));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 32 << 20);
    }

    [Fact]
    public void Bytes_that_are_no_model_are_refused()
    {
        foreach (byte[] bytes in (byte[][])[[0xff, 0xff], [0x3a, 0x05, 1], "GIF89a..........."u8.ToArray()])
            Assert.Contains("Protobuf message", Assert.Throws<NetworkFormatException>(() => OnnxModel.Parse(bytes)).Message);
    }

    private static string Refuse(OnnxWriter writer) => Assert.Throws<NetworkFormatException>(writer.Read).Message;

    private static byte[] Raw<T>(params T[] values) where T : unmanaged => MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
}
