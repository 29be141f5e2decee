namespace SaliencyPS.Tests.Networks.Formats.Onnx;

/// <summary>At least one case for each operator of the table; a new operator needs a line here.</summary>
internal static class OnnxCases
{
    private static readonly float[] OneToSix = [1, 2, 3, 4, 5, 6], OneToNine = [1, 2, 3, 4, 5, 6, 7, 8, 9];

    public static OnnxCase[] All { get; } =
    [
        // Linear layers.
        new("Conv", () => Square.Weight("w", [1, 1, 2, 2], 1, 1, 1, 1).Node("Conv", "x w"), OneToNine, [12, 16, 24, 28]),
        new("Gemm",
            () => Vector(2).Weight("w", [2, 3], OneToSix).Weight("c", [3], 1, 2, 3).Node("Flatten", "x").Node("Gemm", "^ w c"),
            [10, 100], [411, 522, 633]),
        new("MatMul", () => Vector(2).Weight("w", [2, 3], OneToSix).Node("Flatten", "x").Node("MatMul", "^ w"),
            [10, 100], [410, 520, 630]),
        // 3·(x − 1)/2 + 5
        new("BatchNormalization", () => Vector(1).Weight("g", [1], 3).Weight("b", [1], 5).Weight("m", [1], 1).Weight("v", [1], 3)
            .Node("BatchNormalization", "x g b m v", ("epsilon", 1f)), [11], [20]),

        // Element by element.
        new("Relu", () => Vector(3).Node("Relu", "x"), [-4, 0, 4], [0, 0, 4]),
        new("LeakyRelu", () => Vector(3).Node("LeakyRelu", "x"), [-4, 0, 4], [-4 * 0.01f, 0, 4]),
        new("LeakyRelu", () => Vector(2).Node("LeakyRelu", "x", ("alpha", 0.5f)), [-4, 4], [-2, 4]),
        new("Clip", () => Vector(3).Weight("hi", [], 1).Node("Clip", "x - hi"), [-9, 2, 9], [-9, 1, 1]),
        new("Sigmoid", () => Vector(3).Node("Sigmoid", "x").Node("Relu"), [-4, 0, 4], [0.017986f, 0.5f, 0.982014f]),
        new("HardSigmoid", () => Vector(3).Node("HardSigmoid", "x"), [-4, 0, 4], [0, 0.5f, 1]),
        new("HardSigmoid", () => Vector(2).Node("HardSigmoid", "x", ("alpha", 0.1f), ("beta", 0.5f)), [-4, 9], [0.1f, 1]),
        new("HardSwish", () => new OnnxWriter(3, 1, 1) { Opset = 14 }.Node("HardSwish", "x"), [-4, 0, 4], [0, 0, 4]),
        // The closing one is dropped.
        new("Softmax",
            () => Vector(2).Node("Softmax", "x", ("axis", 1)).Node("Relu").Node("Flatten").Node("Softmax", "last", "^"),
            [1, 2], [0.268941f, 0.731059f]),
        new("LogSoftmax", () => new OnnxWriter(2, 1, 1) { Output = "logsoftmax" }.Node("Flatten", "x").Node("LogSoftmax"),
            [1, 2], [1, 2]),
        // Three channels, size 3: x / (2 + 0.6/3 · Σx²)^0.5
        new("LRN", () => Vector(3).Node("LRN", "x", ("size", 3), ("alpha", 0.6f), ("beta", 0.5f), ("bias", 2f)),
            [1, 2, 3], [1 / MathF.Sqrt(3), 2 / MathF.Sqrt(4.8f), 3 / MathF.Sqrt(4.6f)]),

        // Arithmetic with a constant per channel, given with and without an axis for the batch, and of data.
        .. WithConstant("Add", "x c", 12, 23), .. WithConstant("Add", "c x", 12, 23),
        .. WithConstant("Sub", "x c", -8, -17), .. WithConstant("Sub", "c x", 8, 17),
        .. WithConstant("Mul", "x c", 20, 60), .. WithConstant("Div", "x c", 0.2f, 0.15f),
        new("Add", () => Vector(2).Node("Relu", "x").Node("Add", "^ x"), [-1, 3], [-1, 6]),
        new("Mul", () => Vector(2).Node("Relu", "x").Node("Mul", "^ x"), [-1, 3], [0, 9]),
        new("Sum", () => Vector(2).Node("Relu", "x").Node("Sum", "x ^ x x"), [-1, 3], [-3, 12]),

        // Pools and padding.
        .. Pool("MaxPool", 0, 5), .. Pool("MaxPool", 1, 5, 6, 8, 9),
        .. Pool("AveragePool", 0, 3), .. Pool("AveragePool", 1, 3, 4.5f, 7.5f, 9),
        new("GlobalAveragePool", () => Square.Node("GlobalAveragePool", "x"), OneToNine, [5]),
        new("GlobalMaxPool", () => Square.Node("GlobalMaxPool", "x"), OneToNine, [9]),
        new("ReduceMean", () => Square.Node("ReduceMean", "x", ("axes", new[] { 2, 3 })), OneToNine, [5]),
        new("Pad", () => new OnnxWriter(1, 1, 2).Integers("p", 0, 0, 1, 0, 0, 0, 0, 1).Weight("v", [], 7).Node("Pad", "x p v"),
            [1, 2], [7, 7, 7, 1, 2, 7]),

        // What moves no value.
        new("Identity", () => Vector(2).Node("Identity", "x"), [3, 4], [3, 4]),
        new("Dropout", () => Vector(2).Node("Dropout", "x"), [3, 4], [3, 4]),
        new("Cast", () => Vector(2).Node("Cast", "x", ("to", 1)), [3, 4], [3, 4]),
        new("Flatten", () => Line.Node("Flatten", "x"), OneToSix, OneToSix),
        new("Reshape",
            () => Line.Integers("a", 0, 3, 2, 1).Node("Reshape", "r", "x a")
                .Node("MaxPool", "^", ("kernel_shape", new[] { 2, 1 })),
            [1, 6, 7, 2, 3, 8], [6, 7, 8]),
        new("Squeeze",
            () => Vector(2).Integers("axes", 2, 3).Node("Squeeze", "x axes").Weight("w", [2, 2], 1, 0, 0, 1)
                .Node("MatMul", "^ w"),
            [3, 4], [3, 4]),
        new("Unsqueeze", () => Vector(2).Integers("axes", 2, 3).Node("Flatten", "x").Node("Unsqueeze", "^ axes")
            .Node("MaxPool", "^", ("kernel_shape", new[] { 1, 1 })), [3, 4], [3, 4]),
        new("Transpose", () => Vector(2).Node("Transpose", "x", ("perm", new[] { 0, 2, 3, 1 })), [3, 4], [3, 4]),
        new("Concat", () => Vector(2).Node("Relu", "x").Node("Concat", "x ^", ("axis", -3)), [-1, 2], [-1, 2, 0, 2]),

        // Functions of one element.
        new("Elu", () => Vector(4).Node("Elu", "x", ("alpha", 2f)), [-2, -0.5f, 0.5f, 3], [-1.7293294f, -0.7869387f, 0.5f, 3]),
        new("Selu", () => Vector(4).Node("Selu", "x"), [-2, -0.5f, 0.5f, 3], [-1.5201665f, -0.6917582f, 0.5253505f, 3.1521031f]),
        new("Celu", () => Vector(4).Node("Celu", "x", ("alpha", 2f)), [-2, -0.5f, 0.5f, 3], [-1.2642411f, -0.4423984f, 0.5f, 3]),
        new("Gelu", () => At(20, Vector(4)).Node("Gelu", "x"), [-2, -0.5f, 0.5f, 3], [-0.0455003f, -0.1542688f, 0.3457312f,
            2.9959503f]),
        new("Gelu", () => At(20, Vector(4)).Node("Gelu", "x", ("approximate", "tanh")), [-2, -0.5f, 0.5f, 3],
            [-0.0454023f, -0.154286f, 0.345714f, 2.9963626f]),
        new("Swish", () => At(24, Vector(4)).Node("Swish", "x", ("alpha", 1.5f)), [-2, -0.5f, 0.5f, 3],
            [-0.0948517f, -0.1604107f, 0.3395893f, 2.9670392f]),
        new("Mish", () => At(18, Vector(4)).Node("Mish", "x"), [-2, -0.5f, 0.5f, 3], [-0.2525015f, -0.2207438f, 0.3752452f,
            2.986535f]),
        new("Softplus", () => Vector(4).Node("Softplus", "x"), [-2, -0.5f, 0.5f, 3],
            [0.126928f, 0.474077f, 0.974077f, 3.0485874f]),
        new("Tanh", () => Vector(4).Node("Tanh", "x"), [-2, -0.5f, 0.5f, 3], [-0.9640276f, -0.4621172f, 0.4621172f, 0.9950548f]),
        new("Erf", () => Vector(4).Node("Erf", "x"), [-2, -0.5f, 0.5f, 3], [-0.9953223f, -0.5204999f, 0.5204999f, 0.9999779f]),
        new("Exp", () => Vector(4).Node("Exp", "x"), [-2, -0.5f, 0.5f, 3], [0.1353353f, 0.6065307f, 1.6487213f, 20.0855369f]),
        new("Log", () => Vector(4).Node("Log", "x"), [0.25f, 1, 2, 9], [-1.3862944f, 0, 0.6931472f, 2.1972246f]),
        new("Sqrt", () => Vector(4).Node("Sqrt", "x"), [0.25f, 1, 2, 9], [0.5f, 1, 1.4142136f, 3]),
        new("Reciprocal", () => Vector(4).Node("Reciprocal", "x"), [0.25f, 1, 2, 9], [4, 1, 0.5f, 0.1111111f]),
        new("Abs", () => Vector(4).Node("Abs", "x"), [-2, -0.5f, 0.5f, 3], [2, 0.5f, 0.5f, 3]),
        new("Neg", () => Vector(4).Node("Neg", "x"), [-2, -0.5f, 0.5f, 3], [2, 0.5f, -0.5f, -3]),
        new("Sin", () => Vector(4).Node("Sin", "x"), [-2, -0.5f, 0.5f, 3], [-0.9092974f, -0.4794255f, 0.4794255f, 0.14112f]),
        new("Cos", () => Vector(4).Node("Cos", "x"), [-2, -0.5f, 0.5f, 3], [-0.4161468f, 0.8775826f, 0.8775826f, -0.9899925f]),
        new("PRelu", () => Vector(2).Weight("s", [2, 1, 1], 0.5f, 2).Node("PRelu", "x s"), [-2, -3], [-1, -6]),
        new("PRelu", () => Vector(2).Weight("s", [1], 0.5f).Node("PRelu", "x s"), [-2, 3], [-1, 3]),

        // Arithmetic.
        new("Mean", () => Vector(2).Node("Relu", "x").Node("Mean", "x ^"), [-2, 4], [-1, 4]),
        new("Pow", () => Vector(2).Weight("p", [], 3).Node("Pow", "x p"), [-2, 3], [-8, 27]),
        new("Max", () => Vector(3).Weight("m", [], 1).Node("Max", "x m"), [-2, 0.5f, 3], [1, 1, 3]),
        new("Min", () => Vector(3).Weight("m", [], 1).Node("Min", "x m"), [-2, 0.5f, 3], [-2, 0.5f, 1]),
        new("Max", () => Vector(3).Node("Neg", "x").Node("Max", "x ^"), [-2, 0.5f, 3], [2, 0.5f, 3]),
        new("Min", () => Vector(3).Node("Neg", "x").Node("Min", "x ^"), [-2, 0.5f, 3], [-2, -0.5f, -3]),
        new("Where", () => Line.Integers("one", 1, 0, 1).Node("Cast", "mask", "one", ("to", 9)).Weight("c", [], 7)
            .Node("Where", "mask x c"), OneToSix, [1, 7, 3, 4, 7, 6]),

        // What is only computed among constants.
        Constants("Mod", "7 4", 3), Constants("Equal", "7 7", 1), Constants("Less", "4 7", 1), Constants("LessOrEqual", "7 7", 1),
        Constants("Greater", "4 7", 0), Constants("GreaterOrEqual", "4 7", 0),
        Constants("And", "1 4", 1, 9), Constants("Or", "0 4", 1, 9), Constants("Xor", "1 4", 0, 9), Constants("Not", "0", 1, 9),
        Constants("Floor", "7", 7, 1), Constants("Ceil", "7", 7, 1), Constants("ReduceProd", "list", 24),
        Constants("CastLike", "7 4", 7), Constants("Size", "list", 3),
        new("Range", () =>
            Line.Scalar("0", 0).Scalar("3", 3).Scalar("1", 1).Node("Range", "0 3 1").Node("Gather", "g", "x ^", ("axis", 3)),
            OneToSix, OneToSix),
        new("CumSum", () => Line.Integers("l", 1, 1, 1).Scalar("0", 0).Node("CumSum", "l 0").Node("Cast", "^", ("to", 1))
            .Node("Mul", "x ^"), OneToSix, [1, 4, 9, 4, 10, 18]),

        // Movements.
        new("Split", () => Line.Split("x", 3, 2, 1).Node("Concat", "b a", ("axis", 3)), OneToSix, [3, 1, 2, 6, 4, 5]),
        new("GatherElements", () => Line.Integers("i", 2, 0).Integers("s", 1, 2, 1, 1).Node("Reshape", "r", "i s")
            .Node("GatherElements", "x r", ("axis", 3)), OneToSix, [3, 4]),
        new("GatherND", () => Line.Integers("i", 0, 1, 0).Node("GatherND", "x i").Integers("a", 0).Node("Unsqueeze", "^ a"),
            OneToSix, [4, 5, 6]),
        new("ScatterND", () => Line.Integers("i", 0, 1).Weight("u", [1, 3], 7, 8, 9).Node("ScatterND", "x i u"),
            OneToSix, [1, 2, 3, 7, 8, 9]),
        new("Expand", () => Vector(2).Integers("s", 1, 2, 1, 2).Node("Expand", "x s"), [3, 4], [3, 3, 4, 4]),
        new("Tile", () => Vector(2).Integers("r", 1, 2, 1, 1).Node("Tile", "x r"), [3, 4], [3, 4, 3, 4]),
        new("DepthToSpace", () => Vector(4).Node("DepthToSpace", "x", ("blocksize", 2)), [1, 2, 3, 4], [1, 2, 3, 4]),
        new("SpaceToDepth", () => new OnnxWriter(1, 2, 4).Node("SpaceToDepth", "x", ("blocksize", 2)),
            [1, 2, 3, 4, 5, 6, 7, 8], [1, 3, 2, 4, 5, 7, 6, 8]),
        new("Trilu", () => At(14, Square).Node("Trilu", "x", ("upper", 0)), OneToNine, [1, 0, 0, 4, 5, 0, 7, 8, 9]),
        new("Resize", () => Square.Weight("s", [4], 1, 1, 1, 2).Node("Resize", "x - s"), OneToNine,
            [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9]),
        new("Resize", () => new OnnxWriter(1, 1, 2).Weight("s", [4], 1, 1, 1, 2).Node("Resize", "x - s", ("mode", "linear")),
            [1, 3], [1, 1.5f, 2.5f, 3]),
        new("Upsample", () => new OnnxWriter(1, 1, 2) { Opset = 9 }.Weight("s", [4], 1, 1, 1, 2).Node("Upsample", "x s"),
            [1, 3], [1, 1, 3, 3]),

        // Reductions.
        new("ReduceSum", () => Line.Integers("a", 1).Node("ReduceSum", "x a"), OneToSix, [5, 7, 9]),
        new("ReduceMax", () => Line.Node("ReduceMax", "x", ("axes", new[] { 1, 3 })), OneToSix, [6]),
        new("ReduceMin", () => Line.Node("ReduceMin", "x", ("axes", new[] { 3 })), OneToSix, [1, 4]),
        new("ReduceL1", () => Line.Node("ReduceL1", "x", ("axes", new[] { 3 })), [-1, 2, 3, -4, -5, 6], [6, 15]),
        new("ReduceL2", () => Vector(2).Node("ReduceL2", "x", ("axes", new[] { 1 })), [3, -4], [5]),
        new("ReduceSumSquare", () => Vector(2).Node("ReduceSumSquare", "x", ("axes", new[] { 1 })), [3, -4], [25]),
        new("LpNormalization", () => Vector(2).Node("LpNormalization", "x", ("axis", 1)), [3, -4], [0.6f, -0.8f]),
        new("LpNormalization", () => Vector(2).Node("LpNormalization", "x", ("axis", 1), ("p", 1)), [3, -5], [0.375f, -0.625f]),

        // Normalizations.
        new("LayerNormalization", () => At(17, Vector(2)).Weight("s", [2], 1, 10).Weight("b", [2], 0, 5).Node("Flatten", "x")
            .Node("LayerNormalization", "^ s b", ("epsilon", 0f)), [3, 5], [-1, 15]),
        new("RMSNormalization", () => At(23, Vector(2)).Weight("s", [2], 1, 10).Node("Flatten", "x")
            .Node("RMSNormalization", "^ s", ("epsilon", 0f)), [1, -7], [0.2f, -14]),
        new("InstanceNormalization", () => new OnnxWriter(2, 1, 2).Weight("s", [2], 1, 10).Weight("b", [2], 0, 5)
            .Node("InstanceNormalization", "x s b", ("epsilon", 0f)), [3, 5, 2, 6], [-1, 1, -5, 15]),
        new("GroupNormalization", () => At(21, Vector(4)).Weight("s", [4], 1, 1, 10, 10).Weight("b", [4], 0, 0, 5, 6)
            .Node("GroupNormalization", "x s b", ("epsilon", 0f), ("num_groups", 2)), [3, 5, 2, 6], [-1, 1, -5, 16]),
        new("GroupNormalization", () => At(18, Vector(4)).Weight("s", [2], 1, 10).Weight("b", [2], 0, 5)
            .Node("GroupNormalization", "x s b", ("epsilon", 0f), ("num_groups", 2)), [3, 5, 2, 6], [-1, 1, -5, 15]),

        // Products of data.
        new("ConvTranspose", () => new OnnxWriter(1, 1, 2).Weight("w", [1, 1, 1, 3], 1, 10, 100)
            .Node("ConvTranspose", "x w", ("strides", new[] { 1, 2 })), [1, 2], [1, 10, 102, 20, 200]),
        new("ConvTranspose",
            () => new OnnxWriter(1, 2, 2).Weight("w", [1, 2, 2, 2], 1, 2, 3, 4, 5, 6, 7, 8).Weight("b", [2], 0, 100)
            .Node("ConvTranspose", "x w b", ("pads", new[] { 1, 1, 0, 0 }), ("output_padding", new[] { 0, 0 })), [1, 2, 3, 4],
            [4 + 6 + 6 + 4, 8 + 8, 12 + 12, 16, 100 + 8 + 14 + 18 + 20, 100 + 16 + 24, 100 + 24 + 28, 100 + 32]),
        new("Einsum", () => Line.Integers("s", 2, 3).Node("Reshape", "m", "x s").Node("Einsum", "m m", ("equation", "ik,jk->ij"))
            .Integers("t", 1, 4).Node("Reshape", "v", "einsum t"),
            OneToSix, [14, 32, 32, 77]),
        new("Einsum", () => Line.Weight("w", [3, 2], 1, 2, 3, 4, 5, 6).Node("Einsum", "x w", ("equation", "bchw,wk->bkc")),
            OneToSix, [22, 49, 28, 64]),
        new("Attention", () => At(23, new OnnxWriter(1, 2, 2)).Node("Attention", "x x x", ("scale", 1f)), [1, 0, 0, 1],
            [0.7310586f, 0.2689414f, 0.2689414f, 0.7310586f]),

        // Quantized values.
        new("QuantizeLinear", () => Vector(3).Weight("s", [], 0.5f).Byte("z", 10).Node("QuantizeLinear", "x s z")
            .Node("DequantizeLinear", "^ s z"), [-9, 0.7f, 0.25f], [-5, 0.5f, 0]),
        new("DequantizeLinear",
            () => Vector(2).Weight("s", [2], 0.5f, 2).Byte("w", 3, 4).Node("DequantizeLinear", "w s", ("axis", 0))
            .Integers("a", 1, 2).Node("Unsqueeze", "^ a").Node("Mul", "x ^"), [1, 10], [1.5f, 80]),

        // What makes the size of a reshaping, or another constant.
        new("Shape", () => Line.Node("Shape", "x").Node("Reshape", "r", "x ^"), OneToSix, OneToSix),
        new("Gather",
            () => Line.Integers("list", 7, 6, 1).Integers("at", 2, 1).Node("Gather", "list at").Node("Reshape", "x ^"),
            OneToSix, OneToSix),
        new("Slice",
            () => Line.Integers("list", 7, 1, 6, 7).Integers("1", 1).Integers("3", 3).Node("Slice", "list 1 3")
                .Node("Reshape", "x ^"),
            OneToSix, OneToSix),
        new("Constant", () => Line.Node("Constant", "", ("value_ints", new[] { 1, 6 })).Node("Reshape", "x ^"),
            OneToSix, OneToSix),
        new("ConstantOfShape", () => Vector(2).Integers("s", 1).Node("ConstantOfShape", "s",
            ("value", (Action<ProtobufWriter>)(t => t.Integer(1, 1).Integer(2, 1).Packed(4).Single(4, 5)))).Node("Add", "x ^"),
            [3, 4], [8, 9]),
    ];

    /// <summary>A transformer of one block over four patches, as exporters write it: sizes are computed in the graph.</summary>
    public static OnnxWriter Transformer => At(20, new(3, 8, 8)).Weight("patches", [8, 3, 4, 4], Ramp(8 * 48))
        .Weight("shift", [8], Ramp(8)).Node("Conv", "x patches shift", ("strides", new[] { 4, 4 }))
        .Node("Shape", "sizes", "conv").Integers("zero", 0).Node("Gather", "batch", "sizes zero").Integers("eight", 8)
        .Integers("rest", -1).Node("Concat", "tokens", "batch eight rest", ("axis", 0)).Node("Reshape", "rows", "conv tokens")
        .Node("Transpose", "columns", "rows", ("perm", new[] { 0, 2, 1 })).Weight("class", [1, 1, 8], Ramp(8))
        .Node("Concat", "all", "class columns", ("axis", 1)).Weight("places", [1, 5, 8], Ramp(40))
            .Node("Add", "input", "all places")
        .Weight("scale", [8], Ramp(8)).Node("LayerNormalization", "norm", "input scale shift")
        .Weight("qkv", [8, 24], Ramp(192)).Node("MatMul", "three", "norm qkv").Integers("heads", 1, 5, 3, 2, 4)
        .Node("Reshape", "split", "three heads").Node("Transpose", "order", "split", ("perm", new[] { 2, 0, 3, 1, 4 }))
        .Scalar("0", 0).Scalar("1", 1).Scalar("2", 2).Node("Gather", "q", "order 0").Node("Gather", "k", "order 1")
        .Node("Gather", "v", "order 2").Node("Transpose", "turned", "k", ("perm", new[] { 0, 1, 3, 2 }))
        .Node("MatMul", "products", "q turned").Weight("root", [], 2).Node("Div", "scores", "products root")
        .Node("Softmax", "attention", "scores", ("axis", -1)).Node("MatMul", "heard", "attention v")
        .Node("Transpose", "back", "heard", ("perm", new[] { 0, 2, 1, 3 })).Integers("joined", 1, 5, 8)
        .Node("Reshape", "together", "back joined").Node("Add", "sum", "input together").Node("Gelu", "gelu", "sum")
        .Integers("last", 1).Integers("axis", 1).Node("Slice", "first", "gelu zero last axis").Node("Flatten", "flat", "first")
        .Weight("classes", [5, 8], Ramp(40)).Node("Gemm", "logits", "flat classes", ("transB", 1));

    private static float[] Ramp(int count) => [.. Enumerable.Range(0, count).Select(i => MathF.Sin(i * 0.7f) / 2)];

    private static OnnxWriter Square => new(1, 3, 3);

    private static OnnxWriter At(long opset, OnnxWriter writer)
    {
        writer.Opset = opset;
        return writer;
    }

    private static OnnxWriter Line => new(2, 1, 3);

    private static OnnxWriter Vector(int length) => new(length, 1, 1);

    private static IEnumerable<OnnxCase> WithConstant(string type, string inputs, params float[] expected) =>
        ((long[][])[[2, 1, 1], [1, 2, 1, 1]]).Select(sizes =>
            new OnnxCase(type, () => Vector(2).Weight("c", sizes, 10, 20).Node(type, inputs), [2, 3], expected));

    // Computed from integers named as what they are, or from the list 2, 3, 4, cast to another type where one is given, and added
    // to the image.
    private static OnnxCase Constants(string type, string inputs, float expected, int cast = 7) => new(type, () =>
    {
        var writer = At(15, Vector(1)).Scalar("0", 0).Scalar("1", 1).Scalar("4", 4).Scalar("7", 7).Integers("list", 2, 3, 4);
        var names = inputs.Split(' ');
        if (cast != 7)
            foreach (var name in names) writer.Node("Cast", $"{name}-cast", name, ("to", cast));
        return writer.Node(type, string.Join(' ', names.Select(name =>
            cast != 7 ? $"{name}-cast" : name))).Node("Cast", "^", ("to", 1)).Node("Add", "x ^");
    }, [100], [100 + expected]);

    private static IEnumerable<OnnxCase> Pool(string type, int ceil, params float[] expected) =>
    [
        new(type,
            () => Square.Node(type, "x", ("kernel_shape", new[] { 2, 2 }), ("strides", new[] { 2, 2 }), ("ceil_mode", ceil)),
            OneToNine, expected),
    ];
}
