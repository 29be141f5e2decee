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

    private static OnnxWriter Square => new(1, 3, 3);

    private static OnnxWriter Line => new(2, 1, 3);

    private static OnnxWriter Vector(int length) => new(length, 1, 1);

    private static IEnumerable<OnnxCase> WithConstant(string type, string inputs, params float[] expected) =>
        ((long[][])[[2, 1, 1], [1, 2, 1, 1]]).Select(sizes =>
            new OnnxCase(type, () => Vector(2).Weight("c", sizes, 10, 20).Node(type, inputs), [2, 3], expected));

    private static IEnumerable<OnnxCase> Pool(string type, int ceil, params float[] expected) =>
    [
        new(type,
            () => Square.Node(type, "x", ("kernel_shape", new[] { 2, 2 }), ("strides", new[] { 2, 2 }), ("ceil_mode", ceil)),
            OneToNine, expected),
    ];
}
