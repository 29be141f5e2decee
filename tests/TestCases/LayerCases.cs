using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.TestCases;

/// <summary>
/// Every layer at the sizes at which it is tested and measured: one list for gradients, agreement of engines and speed. A new
/// layer needs cases here for each of the three; a test says so where one is missing.
/// </summary>
public static class LayerCases
{
    internal const string Dense3 = "3×3", Dense1 = "1×1", Depthwise = "depth-wise 3×3", First = "first layers", Pool = "max pool",
        Fully = "fully connected";
    private const string Tokens = "rows of tokens", Others = "other layers";

    private static readonly TensorShape Small = new(4, 5, 6);

    private static readonly TensorShape[] AwkwardShapes =
        [new(1, 1, 1), new(5, 3, 35), new(16, 7, 8), new(17, 9, 13), new(40, 8, 17)];

    private static readonly Window2D[] AwkwardWindows =
    [
        Window2D.Square(1), Window2D.Square(3, 1, 1), Window2D.Square(3, 2, 1), Window2D.Square(3, 2, 0, ceilMode: true),
        Window2D.Square(2, 2), Window2D.Square(5, 1, 2), Window2D.Square(5, 3, 2),
        Window2D.Square(3, 1, 2) with { DilationY = 2, DilationX = 2 },
        new(2, 3) { StrideY = 3, DilationX = 3, PadLeft = 2, PadBottom = 1 },
        new(1, 7) { PadLeft = 3, PadRight = 3, StrideX = 2 }, Window2D.Square(1, 2),
    ];

    /// <summary>All cases.</summary>
    public static IReadOnlyList<LayerCase> All { get; } =
        [.. SmallCases(), .. AwkwardShapes.SelectMany(AwkwardCases), .. TokenCases(), .. RealCases()];

    /// <summary>A few small ones, to try the benchmark itself.</summary>
    public static IReadOnlyList<LayerCase> Tiny { get; } =
    [
        Measured(Dense3, 8, 8, 8, 3, pad: 1), Measured(Dense1, 8, 8, 8, 1),
        Measured(Pool, "2×2 / 2, 8 @ 8", () => new MaxPool(Window2D.Square(2, 2)), new TensorShape(8, 8, 8)),
    ];

    /// <summary>The cases for one check.</summary>
    public static IEnumerable<LayerCase> For(LayerChecks check) => All.Where(one => one.Checks.HasFlag(check));

    /// <summary>Numbers between −scale and scale from a seeded generator.</summary>
    internal static float[] Values(int count, int seed = 7, float scale = 0.5f)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() * 2 - 1) * scale)];
    }

    private static IEnumerable<LayerCase> SmallCases()
    {
        LayerCase Of(string name, Func<Layer> make, params TensorShape[] further) => new(name, make, [Small, .. further]);
        return
        [
            Of("relu", () => new Relu()),
            Of("relu6", () => new ClippedRelu(1.5f)),
            Of("clip", () => new Clip(-1, 0.5f)),
            Of("clip below", () => new Clip(0.1f, float.MaxValue)),
            Of("leaky relu", () => new LeakyRelu(0.1f)),
            Of("sigmoid", () => new Sigmoid()),
            Of("hard sigmoid", () => new HardSigmoid(0.4f, 0.45f)),
            Of("hard swish", () => new HardSwish()),
            Of("absolute", () => new Absolute()),
            Of("ELU", () => new Elu(0.7f)),
            Of("SELU", () => new Elu(1.67f, 1.05f)),
            Of("CELU", () => new Elu(0.5f, Width: 0.5f)),
            Of("error function", () => new Erf()),
            Of("exponential", () => new Exp()),
            Of("GELU", () => new Gelu()),
            Of("GELU with tanh", () => new Gelu(Approximate: true)),
            Of("logarithm", () => new Log()) with { Before = () => new ScaleShift([0.5f], [2]) },
            Of("Mish", () => new Mish()),
            Of("square", () => new Power(2)),
            Of("cube", () => new Power(3)),
            Of("root", () => new Power(0.5f)) with { Before = () => new ScaleShift([0.5f], [2]) },
            Of("reciprocal", () => new Power(-1)) with { Before = () => new ScaleShift([0.5f], [2]) },
            Of("power", () => new Power(1.7f)) with { Before = () => new ScaleShift([0.5f], [2]) },
            Of("sine", () => new Sine(0.3f)),
            Of("softplus", () => new Softplus()),
            Of("SiLU", () => new Swish()),
            Of("swish", () => new Swish(1.7f)),
            Of("tanh", () => new Tanh()),
            // Steps too small for a difference to see: what is left is the clipping.
            Of("quantize", () => new Quantize(1e-9f, -300_000_000, 400_000_000)) with { Checks = LayerChecks.Differences },
            Of("quantize to few steps", () => new Quantize(0.125f, -4, 5)) with { Checks = LayerChecks.Agreement },
            Of("gather", () => new Gather(new(3, 4), [7, 8, 7, -1, 0, 119, 50, 51, 3, 2, 1, -1])),
            Of("transpose", () => new Gather(new(30, 4), [.. Enumerable.Range(0, 120).Select(i => i % 4 * 30 + i / 4)])),
            Of("roll of rows",
                () => new Gather(Small, [.. Enumerable.Range(0, 120).Select(i => i / 30 * 30 + (i % 30 + 12) % 30)])),
            Of("constant", () => new Constant(new(Values(120), Small)), Small),
            Of("product of matrices", () => new MatMul(), new TensorShape(4, 6, 3)),
            Of("layer normalization", () => new LayerNormalization(2, 1e-5f, Values(6), Values(6, 9))),
            Of("layer normalization of two axes", () => new LayerNormalization(1, 0.1f)),
            Of("normalization by the root mean square", () => new LayerNormalization(2, 1e-5f, Values(6), centered: false)),
            Of("sum of rows", () => new Reduce(ReduceKind.Sum, 1)),
            Of("mean of channels", () => new Reduce(ReduceKind.Mean, 0)),
            Of("maximum of rows and columns", () => new Reduce(ReduceKind.Maximum, 1, 2)),
            Of("norm of channels", () => new Reduce(ReduceKind.Norm, 0)),
            Of("linear on the last axis", () => new Linear(6, 7, Values(42), Values(7))),
            Of("scale and shift along the last axis", () => new ScaleShift(Values(6), Values(6, 9), 2)),
            Of("LRN, odd size", () => new LocalResponseNormalization(3, 0.5f, 0.75f, 1.5f)),
            Of("LRN, even size", () => new LocalResponseNormalization(4, 0.5f, 0.6f, 1)),
            Of("LRN wider than the channels", () => new LocalResponseNormalization(11, 0.5f)),
            Of("max-pool", () => new MaxPool(Window2D.Square(2, 2))),
            Of("max-pool, overlapping, ceil", () => new MaxPool(Window2D.Square(3, 2, 0, ceilMode: true))),
            Of("max-pool, padded", () => new MaxPool(Window2D.Square(3, 2, 1))),
            Of("max-pool, dilated", () => new MaxPool(new Window2D(2, 3) { DilationY = 2, PadLeft = 2, PadRight = 1 })),
            Of("average pool", () => new AveragePool(Window2D.Square(2, 2))),
            Of("average pool, padding counted", () => new AveragePool(Window2D.Square(3, 2, 1, ceilMode: true), true)),
            Of("average pool, padding not counted", () => new AveragePool(Window2D.Square(3, 2, 1), false)),
            Of("global average", () => new AdaptiveAveragePool()),
            Of("adaptive average, overlapping parts", () => new AdaptiveAveragePool(3, 4)),
            Of("adaptive average, larger than the input", () => new AdaptiveAveragePool(7, 8)),
            Of("flatten", () => new Flatten()),
            Of("reshape", () => new Reshape(new TensorShape(6, 4, 5))),
            Of("reshape to two axes", () => new Reshape(new TensorShape(8, 15))),
            Of("identity", () => new Identity()),
            Of("soft-max", () => new Softmax()),
            Of("soft-max along the rows", () => new Softmax(1)),
            Of("soft-max along the last axis", () => new Softmax(2)),
            Of("pad", () => new Pad(1, 0, 2, 3, 0.5f)),
            Of("scale and shift per channel", () => new ScaleShift([1, -2, 0.5f, 0], [0, 1, 2, 3])),
            Of("scale and shift for all", () => new ScaleShift([3], [-1])),
            Of("linear", () => new Linear(Small.Length, 7, Values(Small.Length * 7), Values(7))),
            Of("1×1 convolution", () => Convolution(4, 3, Window2D.Square(1))),
            Of("1×1 convolution, padded", () => Convolution(4, 3, Window2D.Square(1, 1, 1))),
            Of("3×3 convolution", () => Convolution(4, 3, Window2D.Square(3, 1, 1))),
            Of("strided convolution", () => Convolution(4, 3, Window2D.Square(3, 2, 1))),
            Of("stride above the kernel", () => Convolution(4, 3, Window2D.Square(1, 2))),
            Of("asymmetric padding", () => Convolution(4, 3, Window2D.Square(3, 2) with { PadBottom = 1, PadRight = 1 })),
            Of("dilated convolution",
                () => Convolution(4, 3, new Window2D(2, 3) { DilationY = 3, DilationX = 2, PadLeft = 2, StrideX = 3 })),
            Of("grouped convolution", () => Convolution(4, 6, Window2D.Square(3, 1, 1), groups: 2)),
            Of("depth-wise convolution", () => Convolution(4, 4, Window2D.Square(3, 2, 1), groups: 4)),
            Of("depth-wise convolution with multiplier", () => Convolution(4, 8, Window2D.Square(3, 1, 1), groups: 4)),
            Of("add", () => new Add(), Small),
            Of("add three", () => new Add(), Small, Small),
            .. new TensorShape[] { new(4, 1, 1), new(1, 5, 6), new(1, 1, 1), new(4, 5, 1) }.SelectMany(shape => (LayerCase[])
            [
                Of($"add {shape}", () => new Add(), shape),
                Of($"multiply by {shape}", () => new Multiply(), shape),
            ]),
            Of("multiply", () => new Multiply(), Small),
            Of("concat", () => new Concat(), Small, new(2, 5, 6)),
            Of("concat along the rows", () => new Concat(1), new TensorShape(4, 2, 6)),
            Of("concat along the columns", () => new Concat(2), new TensorShape(4, 5, 3)),
        ];
    }

    // Sizes that fill no vector, no block and no tile; each once as the input comes and once in channel blocks.
    private static IEnumerable<LayerCase> AwkwardCases(TensorShape shape)
    {
        var channels = shape.Channels;
        LayerCase Of(string name, Func<Layer> make, params TensorShape[] further) =>
            new($"{name} of {shape}", make, [shape, .. further]) { Checks = LayerChecks.Agreement };
        LayerCase Blocked(string name, Func<Layer> make, params TensorShape[] further) =>
            Of($"{name}, blocked,", make, further) with
            {
                Before = () => Convolution(channels, channels, Window2D.Square(3, 1, 1))
            };

        foreach (var window in AwkwardWindows.Where(window => Fits(window, shape)))
        {
            var name = $"{window.KernelHeight}×{window.KernelWidth} stride {window.StrideY} pad {window.PadLeft} dilation "
                + $"{window.DilationX}";
            yield return Of($"convolution {name}", () => Convolution(channels, 7, window));
            yield return Of($"depth-wise {name}", () => Convolution(channels, channels, window, channels));
            if (Math.Max(window.PadTop, window.PadBottom) >= 1 + window.DilationY * (window.KernelHeight - 1)) continue;
            yield return Of($"max-pool {name}", () => new MaxPool(window));
            yield return Of($"average pool {name}", () => new AveragePool(window));
            yield return Of($"average pool with padding {name}", () => new AveragePool(window, CountIncludePad: true));
        }

        foreach (var make in (Func<Layer>[])
            [
                () => new Relu(), () => new ClippedRelu(0.3f), () => new LeakyRelu(0.1f),
                () => new Clip(-0.2f, 0.1f), () => new HardSwish(), () => new HardSigmoid(0.7f), () => new Sigmoid(),
                () => new LocalResponseNormalization(5, 0.7f), () => new LocalResponseNormalization(4, 0.5f, 0.5f, 2),
                () => new LocalResponseNormalization(41, 0.5f, 1), () => new Softmax(),
            ])
        {
            var name = make().GetType().Name + (make() is LocalResponseNormalization { Size: var size } ? $" {size}" : "");
            yield return Blocked(name, make);
            // Large values, so that every piece of an activation is met.
            yield return Of(name, make) with { Before = () => new ScaleShift([20], [0.5f]) };
        }

        yield return Blocked("scale and shift", () => new ScaleShift(Values(channels), Values(channels, 9))) with
        {
            Before = Pooled
        };
        yield return Blocked("scale and shift for all", () => new ScaleShift([2], [1])) with { Before = Pooled };
        foreach (var side in (int[])[1, 2, 9])
            yield return Of($"adaptive pool {side}", () => new AdaptiveAveragePool(side, side + 1));
        yield return Blocked("flatten", () => new Flatten());
        yield return Blocked("pad", () => new Pad(1, 2, 0, 1, 0.5f));
        yield return Of("linear", () => new Linear(shape.Length, 33, Values(33 * shape.Length)));
        yield return Blocked("add", () => new Add(), shape);
        yield return Blocked("add three", () => new Add(), shape, shape);
        yield return Blocked("multiply", () => new Multiply(), shape);
        yield return Blocked("multiply by a gate", () => new Multiply(), new TensorShape(channels));
        yield return Blocked("concat", () => new Concat(), shape.WithChannels(32), shape.WithChannels(3));

        static Layer Pooled() => new MaxPool(Window2D.Square(1));
    }

    // Rows of tokens at sizes that fill no vector and no tile, then those of a small vision transformer.
    private static IEnumerable<LayerCase> TokenCases()
    {
        LayerCase Of(string name, Func<Layer> make, TensorShape shape, params TensorShape[] further) =>
            new($"{name} of {shape}", make, [shape, .. further]) { Checks = LayerChecks.Agreement };
        foreach (var rows in (int[])[1, 2, 7, 49, 197])
            foreach (var columns in (int[])[1, 3, 16, 31, 64])
            {
                TensorShape one = new(rows, columns), two = new(2, rows, columns), image = new(3, rows, columns);
                yield return Of("linear rows", () => new Linear(columns, 33, Values(33 * columns), Values(33)), one);
                yield return Of("linear rows, whole blocks,", () => new Linear(columns, 64, Values(64 * columns)), two);
                yield return Of("layer normalization",
                    () => new LayerNormalization(1, 1e-5f, Values(columns), Values(columns)), one);
                yield return Of("layer normalization, not centered,",
                    () => new LayerNormalization(1, 1e-3f, centered: false), one);
                yield return Of("layer normalization of all", () => new LayerNormalization(0, 0.1f, Values(one.Length)), one);
                yield return Of("soft-max of rows", () => new Softmax(1), one);
                yield return Of("soft-max of columns", () => new Softmax(1), two);
                yield return Of("scale and shift of rows", () => new ScaleShift(Values(columns), [0.5f], 1), one);
                yield return Of("scale and shift of middle axis", () => new ScaleShift([2], Values(rows), 1), two);
                foreach (var kind in Enum.GetValues<ReduceKind>())
                {
                    yield return Of($"{kind} of rows", () => new Reduce(kind, 1), one);
                    yield return Of($"{kind} of columns", () => new Reduce(kind, 0), one);
                    yield return Of($"{kind} of middle axis", () => new Reduce(kind, 1), two);
                }

                yield return Of("transposition", () => Movement(one, 1, 0), one);
                yield return Of("transposition of last axes", () => Movement(two, 0, 2, 1), two);
                yield return Of("transposition of first axes", () => Movement(two, 1, 0, 2), two);
                yield return Of("turn", () => Movement(two, 1, 2, 0), two);
                yield return Of("turn back", () => Movement(two, 2, 0, 1), two);
                yield return Of("turn out of blocks", () => Movement(two, 1, 2, 0), two) with { Before = () => Mixing(2) };
                yield return Of("repetition", () => new Gather(new(3, one.Length), Enumerable.Range(0, 3 * one.Length)
                    .Select(i => i % 5 == 4 ? -1 : i % one.Length).ToArray()), one);
                foreach (var part in (TensorShape[])
                    [new(3, 1, columns), new(3, rows, 1), new(1, rows, columns), new(1, 1, columns)])
                {
                    yield return Of($"add {part} to tokens", () => new Add(), image, part);
                    yield return Of($"multiply by {part} tokens", () => new Multiply(), image, part);
                }

                yield return Of("concat of rows", () => new Concat(2), image,
                    new TensorShape(3, rows, 1), new TensorShape(3, rows, 5));
                yield return Of("concat of columns", () => new Concat(1), image, new TensorShape(3, 2, columns));
                yield return Of("reshape of blocks", () => new Reshape(new TensorShape(3, rows * columns)), image) with
                {
                    Before = () => Mixing(3)
                };
            }

        foreach (var (rows, depth, columns) in ((int, int, int)[])
            [(1, 1, 1), (2, 3, 7), (7, 16, 49), (49, 31, 49), (197, 64, 31), (7, 64, 197), (1, 31, 64), (49, 1, 2), (2, 197, 16)])
            yield return Of($"product with {depth} × {columns}", () => new MatMul(), new(3, rows, depth),
                new TensorShape(3, depth, columns));

        TensorShape tokens = new(197, 192), hidden = new(197, 768), attention = new(3, 197, 197), heads = new(3, 197, 64);
        yield return Measured(Tokens, "linear, 192 → 768 for 197", () => new Linear(192, 768, Values(192 * 768)), tokens);
        yield return Measured(Tokens, "linear, 768 → 192 for 197", () => new Linear(768, 192, Values(192 * 768)), hidden);
        yield return Measured(Tokens, "product, 3 of 197 × 64 · 64 × 197", () => new MatMul(), heads,
            new TensorShape(3, 64, 197));
        yield return Measured(Tokens, "product, 3 of 197 × 197 · 197 × 64", () => new MatMul(), attention, heads);
        yield return Measured(Tokens, "layer normalization, 197 × 192",
            () => new LayerNormalization(1, 1e-6f, Values(192), Values(192)), tokens);
        yield return Measured(Tokens, "soft-max, 3 × 197 rows of 197", () => new Softmax(2), attention);
        yield return Measured(Tokens, "transposition, 3 of 197 × 64", () => Movement(heads, 0, 2, 1), heads);
        yield return Measured(Tokens, "mean of 197 tokens", () => new Reduce(ReduceKind.Mean, 0), tokens);
        yield return Measured(Tokens, "scale and shift, 197 × 192", () => new ScaleShift(Values(192), Values(192), 1), tokens);
        yield return Measured(Tokens, "gelu, 197 × 768", () => new Gelu(), hidden);
        yield return Measured(Tokens, "swish, 197 × 768", () => new Swish(), hidden);
        yield return Measured(Tokens, "tanh, 197 × 768", () => new Tanh(), hidden);
        yield return Measured(Tokens, "add a bias of 197 × 197 to 3", () => new Add(), attention, new TensorShape(1, 197, 197));

        static Layer Mixing(int channels) => Convolution(channels, channels, Window2D.Square(1));
    }

    // A transposition: axis i of the result is axis order[i] of the shape.
    private static Gather Movement(TensorShape shape, params int[] order)
    {
        int[] sizes = [.. order.Select(axis => shape[axis])], steps = [.. order.Select(axis => Step(axis))];
        var indices = new int[shape.Length];
        for (var i = 0; i < indices.Length; i++)
            for (var (axis, rest) = (order.Length - 1, i); axis >= 0; rest /= sizes[axis--])
                indices[i] += rest % sizes[axis] * steps[axis];
        return new(new(sizes), indices);

        int Step(int axis) => axis == shape.Rank - 1 ? 1 : Step(axis + 1) * shape[axis + 1];
    }

    // As they occur in the networks of the benchmark.
    private static IEnumerable<LayerCase> RealCases()
    {
        TensorShape wide = new(64, 112, 112), narrow = new(256, 14, 14);
        return
        [
            Measured(Dense3, 64, 64, 56, 3, pad: 1), Measured(Dense3, 128, 128, 28, 3, pad: 1),
            Measured(Dense3, 256, 256, 14, 3, pad: 1), Measured(Dense3, 512, 512, 7, 3, pad: 1),
            Measured(Dense3, 512, 512, 28, 3, pad: 1), Measured(Dense1, 64, 256, 56, 1), Measured(Dense1, 256, 64, 56, 1),
            Measured(Dense1, 512, 128, 28, 1), Measured(Dense1, 1024, 256, 14, 1), Measured(Dense1, 2048, 512, 7, 1),
            Measured(Depthwise, 96, 96, 112, 3, 2, 1, 96), Measured(Depthwise, 144, 144, 56, 3, 1, 1, 144),
            Measured(Depthwise, 384, 384, 14, 3, 1, 1, 384),
            Measured(First, 3, 64, 224, 7, 2, 3), Measured(First, 3, 64, 224, 11, 4, 2), Measured(First, 3, 64, 224, 3, 1, 1),
            Measured(Pool, "3×3 / 2, 64 @ 112", () => new MaxPool(Window2D.Square(3, 2, 1)), wide),
            Measured(Pool, "2×2 / 2, 64 @ 224", () => new MaxPool(Window2D.Square(2, 2)), new TensorShape(64, 224, 224)),
            Measured(Fully, "linear, 2048 → 1000", () => new Linear(2048, 1000, Values(2_048_000)), new TensorShape(2048)),
            Measured(Fully, "linear, 9216 → 4096", () => new Linear(9216, 4096, Values(9216 * 4096)), new TensorShape(9216)),
            Measured(Others, "relu, 64 @ 112", () => new Relu(), wide),
            Measured(Others, "relu6, 64 @ 112", () => new ClippedRelu(), wide),
            Measured(Others, "leaky relu, 64 @ 112", () => new LeakyRelu(), wide),
            Measured(Others, "clip, 64 @ 112", () => new Clip(-1, 1), wide),
            Measured(Others, "sigmoid, 256 @ 14", () => new Sigmoid(), narrow),
            Measured(Others, "hard sigmoid, 256 @ 14", () => new HardSigmoid(), narrow),
            Measured(Others, "hard swish, 64 @ 112", () => new HardSwish(), wide),
            Measured(Others, "scale and shift, 64 @ 112", () => new ScaleShift(Values(64), Values(64)), wide),
            Measured(Others, "LRN, 64 @ 56", () => new LocalResponseNormalization(5), new TensorShape(64, 56, 56)),
            Measured(Others, "average pool, 64 @ 112", () => new AveragePool(Window2D.Square(2, 2)), wide),
            Measured(Others, "global average, 256 @ 14", () => new AdaptiveAveragePool(), narrow),
            Measured(Others, "add, 256 @ 14", () => new Add(), narrow, narrow),
            Measured(Others, "multiply by a gate, 256 @ 14", () => new Multiply(), narrow, new TensorShape(256)),
            Measured(Others, "concat, 256 @ 14", () => new Concat(), narrow, narrow),
            Measured(Others, "pad, 64 @ 112", () => new Pad(1, 1, 1, 1), wide),
            Measured(Others, "flatten, 256 @ 14", () => new Flatten(), narrow),
            Measured(Others, "reshape, 256 @ 14", () => new Reshape(new TensorShape(256, 196)), narrow),
            Measured(Others, "absolute, 64 @ 112", () => new Absolute(), wide),
            Measured(Others, "ELU, 64 @ 112", () => new Elu(), wide),
            Measured(Others, "error function, 64 @ 112", () => new Erf(), wide),
            Measured(Others, "exponential, 64 @ 112", () => new Exp(), wide),
            Measured(Others, "GELU, 64 @ 112", () => new Gelu(), wide),
            Measured(Others, "logarithm, 64 @ 112", () => new Log(), wide),
            Measured(Others, "Mish, 64 @ 112", () => new Mish(), wide),
            Measured(Others, "square, 64 @ 112", () => new Power(2), wide),
            Measured(Others, "quantize, 64 @ 112", () => new Quantize(0.1f, -128, 127), wide),
            Measured(Others, "sine, 64 @ 112", () => new Sine(), wide),
            Measured(Others, "softplus, 64 @ 112", () => new Softplus(), wide),
            Measured(Others, "swish, 64 @ 112", () => new Swish(), wide),
            Measured(Others, "tanh, 64 @ 112", () => new Tanh(), wide),
            Measured(Others, "gather, 256 @ 14",
                () => new Gather(narrow, [.. Enumerable.Range(0, narrow.Length).Select(i => narrow.Length - 1 - i)]), narrow),
            Measured(Others, "constant, 256 @ 14", () => new Constant(new(Values(narrow.Length), narrow)), narrow),
            Measured(Others, "layer normalization, 256 @ 14", () => new LayerNormalization(0, 1e-5f), narrow),
            Measured(Others, "product of matrices, 64 × 64, 256 times", () => new MatMul(), new(256, 64, 64), new(256, 64, 64)),
            Measured(Others, "mean of channels, 256 @ 14", () => new Reduce(ReduceKind.Mean, 0), narrow),
            Measured(Others, "soft-max of 1000", () => new Softmax(), new TensorShape(1000)),
        ];
    }

    private static LayerCase Measured(string group, string name, Func<Layer> make, params TensorShape[] inputs) =>
        new(name, make, inputs) { Checks = LayerChecks.Speed, Group = group };

    private static LayerCase Measured(
        string group, int inputs, int outputs, int size, int kernel, int stride = 1, int pad = 0, int groups = 1) => Measured(
        group, $"{kernel}×{kernel}{(stride > 1 ? $" / {stride}" : "")}, {inputs}{(groups > 1 ? "" : $" → {outputs}")} @ {size}",
        () => Convolution(inputs, outputs, Window2D.Square(kernel, stride, pad), groups), new TensorShape(inputs, size, size));

    private static Convolution Convolution(int inputs, int outputs, Window2D window, int groups = 1) =>
        new(inputs, outputs, window, Values(outputs * (inputs / groups) * window.Taps), Values(outputs, 8), groups);

    private static bool Fits(Window2D window, TensorShape shape) =>
        shape.Height + window.PadTop + window.PadBottom > window.DilationY * (window.KernelHeight - 1)
        && shape.Width + window.PadLeft + window.PadRight > window.DilationX * (window.KernelWidth - 1);
}
