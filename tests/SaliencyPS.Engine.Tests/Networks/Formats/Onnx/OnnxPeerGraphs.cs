namespace SaliencyPS.Tests.Networks.Formats.Onnx;

/// <summary>Graphs with the attributes and shapes in which readers of ONNX differ; a peer says what they compute.</summary>
internal static class OnnxPeerGraphs
{
    public static (string Name, Func<OnnxWriter> Graph)[] All { get; } =
    [
        .. Windows(), .. Pools(), .. Resizings(), .. Softmaxes(), .. Movements(), .. Normalizations(), .. Attentions(),
        .. Einsums(), .. Quantizations(), .. Arithmetic(), .. Reductions(), .. Paddings(), .. Products(), .. Activations(),
    ];

    private static (string Name, Func<OnnxWriter> Graph) Of(string name, Func<OnnxWriter> graph) => (name, graph);

    private static OnnxWriter At(long opset, params long?[] input) => new(input) { Opset = opset };

    private static float[] Values(int count, float scale = 1, float shift = 0)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2 - 1) * scale + shift)];
    }

    private static OnnxWriter Random(this OnnxWriter writer, string name, params long[] sizes) =>
        writer.Weight(name, sizes, Values((int)sizes.Aggregate(1L, (a, b) => a * b)));

    private static IEnumerable<(string, Func<OnnxWriter>)> Windows()
    {
        foreach (var (group, inputs, outputs) in new[] { (1, 4, 6), (2, 4, 6), (4, 4, 4), (4, 4, 8) })
            foreach (var (pads, strides, dilations) in new (int[], int[], int[])[]
            {
                ([0, 0, 0, 0], [1, 1], [1, 1]), ([1, 2, 0, 1], [2, 1], [1, 2]), ([2, 2, 2, 2], [3, 2], [2, 2]),
            })
                yield return Of($"Conv in {group} groups of {inputs} to {outputs}, stride {strides[0]}", () =>
                    At(13, inputs, 9, 11)
                    .Random("w", outputs, inputs / group, 3, 2).Random("b", outputs).Node("Conv", "x w b", ("group", group),
                        ("pads", pads), ("strides", strides), ("dilations", dilations), ("kernel_shape", new[] { 3, 2 })));
        foreach (var mode in new[] { "SAME_UPPER", "SAME_LOWER", "VALID" })
            foreach (var stride in new[] { 1, 2, 3 })
                foreach (var dilation in new[] { 1, 2 })
                {
                    if (mode != "VALID" && dilation > 1) continue; // OnnxRuntime refuses it
                    yield return Of($"Conv {mode} stride {stride} dilation {dilation}", () =>
                        At(13, 2, 10, 7).Random("w", 3, 2, 4, 3)
                        .Node("Conv", "x w", ("auto_pad", mode), ("strides", new[] { stride, stride }),
                            ("dilations", new[] { dilation, dilation })));
                }

        foreach (var (group, inputs, each) in new[] { (1, 4, 3), (2, 4, 3), (4, 4, 1) })
            foreach (var (pads, strides, dilations, extra) in new (int[], int[], int[], int[])[]
            {
                ([0, 0, 0, 0], [1, 1], [1, 1], [0, 0]), ([1, 1, 1, 1], [2, 2], [1, 1], [1, 1]),
                ([0, 1, 2, 1], [3, 2], [2, 1], [2, 0]),
            })
                yield return Of($"ConvTranspose in {group} groups, stride {strides[0]}", () => At(13, inputs, 5, 6)
                    .Random("w", inputs, each, 3, 3).Random("b", each * group).Node("ConvTranspose", "x w b", ("group", group),
                        ("pads", pads), ("strides", strides), ("dilations", dilations), ("output_padding", extra)));
    }

    private static IEnumerable<(string, Func<OnnxWriter>)> Pools()
    {
        foreach (var type in new[] { "MaxPool", "AveragePool" })
            foreach (var ceil in new[] { 0, 1 })
                foreach (var (kernel, pads, strides) in new (int[], int[], int[])[]
                {
                    ([2, 2], [0, 0, 0, 0], [2, 2]), ([3, 3], [1, 1, 1, 1], [2, 2]), ([3, 2], [1, 0, 0, 1], [3, 3]),
                    ([2, 2], [1, 1, 1, 1], [3, 3]), ([5, 4], [2, 1, 2, 2], [4, 3]),
                })
                    foreach (var include in type == "MaxPool" ? [0] : new[] { 0, 1 })
                        foreach (var side in new[] { 7, 8 })
                            yield return Of($"{type} {kernel[0]}×{kernel[1]} by {strides[0]} ceil {ceil} all {include} of {side}",
                                () =>
                                {
                                    (string, object)[] attributes = [("kernel_shape", kernel), ("pads", pads), ("strides",
                                        strides),
                                        ("ceil_mode", ceil)];
                                    if (type == "AveragePool") attributes = [.. attributes, ("count_include_pad", include)];
                                    return At(19, 3, side, side + 2).Node(type, "x", attributes);
                                });
        foreach (var type in new[] { "MaxPool", "AveragePool" })
            foreach (var mode in new[] { "SAME_UPPER", "SAME_LOWER", "VALID" })
                yield return Of($"{type} {mode}", () => At(13, 2, 7, 8).Node(type, "x", ("kernel_shape", new[] { 3, 2 }),
                    ("strides", new[] { 2, 2 }), ("auto_pad", mode)));
        yield return Of("MaxPool dilated", () => At(13, 2, 9, 9).Node("MaxPool", "x", ("kernel_shape", new[] { 3, 3 }),
            ("dilations", new[] { 2, 2 }), ("pads", new[] { 1, 1, 1, 1 }), ("strides", new[] { 2, 1 })));
        yield return Of("AveragePool dilated", () => At(19, 2, 9, 9).Node("AveragePool", "x", ("kernel_shape", new[] { 3, 3 }),
            ("dilations", new[] { 2, 2 }), ("pads", new[] { 1, 1, 1, 1 }), ("count_include_pad", 1)));
        yield return Of("LRN", () => At(13, 7, 3, 4).Node("LRN", "x", ("size", 5), ("alpha", 0.3f), ("beta", 0.7f), ("bias",
            1.5f)));
    }

    private static IEnumerable<(string, Func<OnnxWriter>)> Resizings()
    {
        foreach (var transformation in new[] { "half_pixel", "pytorch_half_pixel", "asymmetric", "align_corners" })
            foreach (var (height, width) in new[] { (10f, 14f), (3f, 4f), (1f, 9f), (8f, 5f) })
            {
                yield return Of($"Resize linear {transformation} to {height}×{width}", () => At(13, 2, 5, 7)
                    .Integers("s", 1, 2, (long)height, (long)width).Node("Resize", "x - - s", ("mode", "linear"),
                        ("coordinate_transformation_mode", transformation)));
                foreach (var nearest in new[] { "round_prefer_floor", "round_prefer_ceil", "floor", "ceil" })
                    yield return Of($"Resize {nearest} {transformation} to {height}×{width}", () => At(13, 2, 5, 7)
                        .Integers("s", 1, 2, (long)height, (long)width).Node("Resize", "x - - s", ("mode", "nearest"),
                            ("nearest_mode", nearest), ("coordinate_transformation_mode", transformation)));
            }

        foreach (var scale in new[] { 0.5f, 0.7f, 1.3f, 2.5f })
            foreach (var mode in new[] { "nearest", "linear" })
            {
                yield return Of($"Resize {mode} by {scale}", () => At(13, 2, 5, 7).Weight("s", [4], 1, 1, scale, scale)
                    .Node("Resize", "x - s", ("mode", mode)));
                yield return Of($"Resize of 10 {mode} by {scale}", () => At(10, 2, 5, 7).Weight("s", [4], 1, 1, scale, scale)
                    .Node("Resize", "x s", ("mode", mode)));
                if (scale > 1)
                    yield return Of($"Upsample {mode} by {scale}", () => At(9, 2, 5, 7).Weight("s", [4], 1, 1, scale, scale)
                        .Node("Upsample", "x s", ("mode", mode)));
            }

        yield return Of("Resize of two axes", () => At(18, 2, 5, 7).Integers("s", 9, 4)
            .Node("Resize", "x - - s", ("mode", "linear"),
            ("axes", new[] { 3, 2 })));
    }

    private static IEnumerable<(string, Func<OnnxWriter>)> Softmaxes()
    {
        foreach (var opset in new[] { 11, 13 })
            foreach (var type in new[] { "Softmax", "LogSoftmax" })
            {
                foreach (var axis in new[] { 1, 2, 3, -1, -2, -3 })
                    yield return Of($"{type} of {opset} axis {axis}", () =>
                        At(opset, 3, 4, 5).Node(type, "x", ("axis", axis)).Node("Neg"));
                yield return Of($"{type} of {opset}", () => At(opset, 3, 4, 5).Node(type, "x").Node("Neg"));
            }
    }

    private static IEnumerable<(string, Func<OnnxWriter>)> Movements()
    {
        foreach (var axis in new[] { 1, 2, -1 })
        {
            yield return Of($"Gather axis {axis}", () => At(13, 4, 5, 6).Integers("i", -1, 0, 2, -3, 2)
                .Node("Gather", "x i", ("axis", axis)));
            yield return Of($"Concat axis {axis}", () => At(13, 4, 5, 6).Node("Relu", "x")
                .Node("Concat", "x relu x", ("axis", axis)));
            yield return Of($"Flatten axis {axis}", () => At(13, 4, 5, 6).Node("Flatten", "x", ("axis", axis)).Node("Neg"));
            yield return Of($"Split axis {axis}", () => At(13, 6, 6, 6).Split("x", axis, 1, 5)
                .Node("Concat", "b a", ("axis", axis)));
        }

        foreach (var (start, end, axis, step) in new (long, long, long, long)[]
        {
            (1, 4, 2, 1), (-3, 100, 3, 1), (-1, -100, 3, -1), (5, 0, -1, -2), (0, long.MaxValue, 1, 2), (-1, long.MinValue, 2,
                -1),
            (100, 1, 3, -3), (2, -1, -2, 1), (-100, 3, 1, 1), (3, -6, 3, -1),
        })
            yield return Of($"Slice {start} to {end} by {step} of axis {axis}", () => At(13, 4, 5, 6).Integers("s", start)
                .Integers("e", end).Integers("a", axis).Integers("p", step).Node("Slice", "x s e a p"));
        foreach (var perm in new int[][] { [0, 2, 3, 1], [0, 3, 1, 2], [0, 1, 3, 2], [0, 3, 2, 1], [3, 0, 2, 1] })
            yield return Of($"Transpose {string.Join(' ', perm)}", () => At(13, 4, 5, 6).Node("Transpose", "x", ("perm", perm)));
        yield return Of("Transpose without order", () => At(13, 4, 5, 6).Node("Transpose", "x"));
        foreach (var mode in new[] { "DCR", "CRD" })
            yield return Of($"DepthToSpace {mode}", () => At(13, 12, 3, 5)
                .Node("DepthToSpace", "x", ("blocksize", 2), ("mode", mode)));
        yield return Of("SpaceToDepth", () => At(13, 3, 6, 9).Node("SpaceToDepth", "x", ("blocksize", 3)));
        foreach (var upper in new[] { 0, 1 })
            foreach (var shift in new[] { -2, 0, 3 })
                yield return Of($"Trilu {upper} {shift}", () =>
                    At(14, 2, 5, 6).Scalar("k", shift).Node("Trilu", "x k", ("upper", upper)));
        yield return Of("Tile", () => At(13, 2, 3, 2).Integers("r", 1, 3, 1, 2).Node("Tile", "x r"));
        yield return Of("Expand to more axes", () => At(13, 2, 1, 3).Integers("s", 2, 1, 1, 4, 1).Node("Expand", "x s"));
        yield return Of("Reshape with 0 and −1", () => At(13, 4, 5, 6).Integers("s", 0, 0, -1).Node("Reshape", "x s")
            .Node("Neg"));
        yield return Of("GatherElements", () => At(13, 4, 2, 3).Integers("i", 0, 1, -1, 2, 0, 0).Integers("s", 1, 1, 2, 3)
            .Node("Reshape", "r", "i s").Node("GatherElements", "x r", ("axis", 3)));
        yield return Of("GatherND", () => At(13, 4, 5, 6).Integers("i", 0, 3, -1, 0, 1, 2).Integers("s", 2, 3)
            .Node("Reshape", "r", "i s")
            .Node("GatherND", "x r"));
        yield return Of("ScatterND", () => At(13, 4, 5, 6).Integers("i", 0, 3, 1, 0, 0, -1).Integers("s", 2, 3)
            .Node("Reshape", "r", "i s").Random("u", 2, 6).Node("ScatterND", "x r u"));
    }

    private static IEnumerable<(string, Func<OnnxWriter>)> Normalizations()
    {
        foreach (var (axis, sizes) in new (int, long[])[] { (-1, [5]), (3, [5]), (2, [4, 5]), (1, [3, 4, 5]), (-2, [4, 5]) })
        {
            yield return Of($"LayerNormalization axis {axis}", () => At(17, 3, 4, 5).Random("s", sizes).Random("b", sizes)
                .Node("LayerNormalization", "x s b", ("axis", axis), ("epsilon", 1e-3f)));
            yield return Of($"RMSNormalization axis {axis}", () => At(23, 3, 4, 5).Random("s", sizes)
                .Node("RMSNormalization", "x s", ("axis", axis), ("epsilon", 1e-3f)));
        }

        yield return Of("LayerNormalization without shift", () =>
            At(17, 3, 4, 5).Random("s", 5).Node("LayerNormalization", "x s"));
        foreach (var groups in new[] { 1, 2, 3, 6 })
        {
            yield return Of($"GroupNormalization of 18 in {groups}", () => At(18, 6, 3, 4).Random("s", groups).Random("b", groups)
                .Node("GroupNormalization", "x s b", ("num_groups", groups)));
            yield return Of($"GroupNormalization of 21 in {groups}", () => At(21, 6, 3, 4).Random("s", 6).Random("b", 6)
                .Node("GroupNormalization", "x s b", ("num_groups", groups)));
        }

        yield return Of("InstanceNormalization", () => At(13, 6, 3, 4).Random("s", 6).Random("b", 6)
            .Node("InstanceNormalization", "x s b", ("epsilon", 1e-2f)));
        yield return Of("BatchNormalization", () => At(13, 6, 3, 4).Random("s", 6).Random("b", 6).Random("m", 6)
            .Weight("v", [6], Values(6, 0.5f, 1)).Node("BatchNormalization", "x s b m v", ("epsilon", 1e-2f)));
        foreach (var p in new[] { 1, 2 })
            foreach (var axis in new[] { 1, 2, -1 })
                yield return Of($"LpNormalization {p} axis {axis}", () =>
                    At(13, 3, 4, 5).Node("LpNormalization", "x", ("p", p), ("axis", axis)));
    }

    private static IEnumerable<(string, Func<OnnxWriter>)> Attentions()
    {
        foreach (var causal in new[] { 0, 1 })
            foreach (var mask in new[] { false, true })
                yield return Of($"Attention causal {causal} mask {mask}", () =>
                {
                    var writer = At(23, 3, 5, 4).Random("k", 1, 3, 7, 4).Random("v", 1, 3, 7, 6);
                    if (mask) writer.Random("m", 5, 7);
                    return writer.Node("Attention", mask ? "x k v m" : "x k v", ("is_causal", causal));
                });
        foreach (var (heads, shared) in new[] { (4, 2), (6, 2), (6, 3), (4, 1) })
            yield return Of($"Attention of {heads} heads that share {shared}", () =>
                At(23, heads, 5, 6).Random("k", 1, shared, 7, 6)
                .Random("v", 1, shared, 7, 6).Node("Attention", "x k v", ("scale", 0.3f)));
        yield return Of("Attention with softcap", () => At(23, 3, 5, 4).Random("k", 1, 3, 7, 4).Random("v", 1, 3, 7, 4)
            .Node("Attention", "x k v", ("softcap", 0.5f)));
        yield return Of("Attention with softcap and mask", () => At(23, 3, 5, 4).Random("k", 1, 3, 7, 4).Random("v", 1, 3, 7, 4)
            .Random("m", 5, 7).Node("Attention", "x k v m", ("softcap", 0.5f)));
        yield return Of("Attention of three axes", () => At(23, 1, 5, 12).Integers("s", 1, 5, 12).Node("Reshape", "r", "x s")
            .Node("Neg", "n", "r").Node("Abs", "a", "r").Node("Attention", "r n a", ("q_num_heads", 3), ("kv_num_heads", 3)));
        yield return Of("Attention of three axes, shared heads", () => At(23, 1, 5, 12).Integers("s", 1, 5, 12)
            .Node("Reshape", "r", "x s").Random("k", 1, 7, 6).Random("v", 1, 7, 8)
            .Node("Attention", "r k v", ("q_num_heads", 4), ("kv_num_heads", 2), ("is_causal", 1)));
    }

    private static IEnumerable<(string, Func<OnnxWriter>)> Einsums()
    {
        foreach (var (equation, sizes) in new (string, long[])[]
        {
            ("bchw,cd->bdhw", [3, 4]), ("bchw,hk->bckw", [5, 4]), ("bchw,bchw->bc", [1, 3, 5, 6]), ("bchw,bcwk->bchk", [1, 3,
                6, 2]),
            ("bchw,ck->bkwh", [3, 2]), ("bchw,w->bch", [6]), ("bchw,chw->b", [3, 5, 6]), ("bchw,c->bchw", [3]),
            ("b c h w, k -> b k", [4]),
        })
            yield return Of($"Einsum {equation}", () => At(13, 3, 5, 6).Random("w", sizes)
                .Node("Einsum", "x w", ("equation", equation)));
        foreach (var equation in new[] { "bchw->bwhc", "bchw->bc", "bchw->b" })
            yield return Of($"Einsum {equation}", () => At(13, 3, 5, 6).Node("Einsum", "x", ("equation", equation)));
        yield return Of("Einsum of attention", () => At(13, 3, 5, 6).Node("Relu", "x")
            .Node("Einsum", "x relu", ("equation", "bhid,bhjd->bhij")));
    }

    private static IEnumerable<(string, Func<OnnxWriter>)> Quantizations()
    {
        foreach (var zero in new byte[] { 0, 128, 255 })
            yield return Of($"QDQ around {zero}", () => At(13, 2, 3, 4).Weight("s", [], 0.013f).Byte("z", zero)
                .Node("QuantizeLinear", "x s z").Node("DequantizeLinear", "^ s z"));
        yield return Of("QDQ without zero", () => At(13, 2, 3, 4).Weight("s", [], 0.03f)
            .Node("QuantizeLinear", "x s").Node("DequantizeLinear", "^ s"));
        yield return Of("Quantized convolution", () => At(13, 2, 3, 4).Weight("s", [], 0.013f).Byte("z", 100)
            .Node("QuantizeLinear", "x s z").Node("DequantizeLinear", "d", "^ s z").Byte("w", 3, 200, 150, 90)
                .Integers("sizes", 2, 2, 1, 1)
            .Weight("t", [4], 0.02f, 0.3f, 0.1f, 0.2f).Byte("y", 128, 127, 100, 90)
                .Node("DequantizeLinear", "v", "w t y", ("axis", 0))
            .Node("Reshape", "r", "v sizes").Node("Conv", "d r"));
    }

    private static IEnumerable<(string, Func<OnnxWriter>)> Arithmetic()
    {
        foreach (var type in new[] { "Add", "Sub", "Mul", "Div", "Max", "Min" })
            foreach (var (sizes, count) in new (long[], int)[] { ([], 1), ([5], 5), ([4, 1], 4), ([3, 1, 1], 3), ([1, 3, 4, 5],
                60), ([4, 5], 20) })
            {
                yield return Of($"{type} x {string.Join('×', sizes)}", () =>
                    At(13, 3, 4, 5).Weight("c", sizes, Values(count, 0.5f, 2))
                    .Node(type, "x c"));
                yield return Of($"{type} {string.Join('×', sizes)} exp(x)", () =>
                    At(13, 3, 4, 5).Weight("c", sizes, Values(count, 0.5f, 2))
                    .Node("Exp", "x").Node(type, "c exp"));
            }

        foreach (var power in new[] { 0.5f, 2, -1, 3, 1.7f })
            yield return Of($"Pow {power}", () => At(13, 3, 4, 5).Weight("p", [], power).Node("Exp", "x").Node("Pow", "exp p"));
        foreach (var type in new[] { "Max", "Min" })
        {
            yield return Of($"{type} of data, repeated", () => At(13, 3, 4, 5).Node("GlobalAveragePool", "x").Node(type, "^ x"));
            yield return Of($"{type} of three", () => At(13, 3, 4, 5).Node("Exp", "x").Random("s", 4, 5).Node(type, "x exp s"));
        }

        yield return Of("Add of data, repeated", () => At(13, 3, 4, 5).Node("GlobalAveragePool", "x").Node("Add", "^ x"));
        yield return Of("Add of rows and columns", () => At(13, 3, 4, 5).Node("ReduceMax", "r", "x", ("axes", new[] { 2 }))
            .Node("ReduceMax", "c", "x", ("axes", new[] { 3 })).Node("Mul", "r c"));
        yield return Of("Where", () => At(13, 3, 4, 5).Integers("m", 1, 0, 0, 1, 1).Node("Cast", "b", "m", ("to", 9))
            .Weight("c", [], 3)
            .Node("Where", "b x c"));
        yield return Of("PRelu of one axis", () => At(13, 3, 4, 5).Random("s", 3, 1, 1).Node("PRelu", "x s"));
    }

    private static IEnumerable<(string, Func<OnnxWriter>)> Reductions()
    {
        foreach (var type in new[] { "ReduceMean", "ReduceMax", "ReduceMin", "ReduceL1", "ReduceL2", "ReduceSumSquare" })
            foreach (var keep in new[] { 0, 1 })
                foreach (var axes in new int[][] { [1], [2], [-1], [2, 3], [1, 3], [1, 2, 3], [3, 1] })
                    yield return Of($"{type} {string.Join(' ', axes)} keep {keep}", () => At(13, 3, 4, 5)
                        .Node(type, "x", ("axes", axes), ("keepdims", keep)));
        yield return Of("ReduceSum of all", () => At(13, 3, 4, 5).Node("ReduceSum", "x"));
        yield return Of("ReduceMean of 18", () => At(18, 3, 4, 5).Integers("a", 1, -1)
            .Node("ReduceMean", "x a", ("keepdims", 0)));
        yield return Of("ReduceMean of none", () => At(18, 3, 4, 5).Node("ReduceMean", "x", ("noop_with_empty_axes", 1)));
    }

    private static IEnumerable<(string, Func<OnnxWriter>)> Paddings()
    {
        foreach (var mode in new[] { "constant", "reflect", "edge", "wrap" })
            yield return Of($"Pad {mode}", () => At(19, 3, 4, 5).Integers("p", 0, 0, 2, 1, 0, 0, 1, 3)
                .Node("Pad", "x p", ("mode", mode)));
        yield return Of("Pad of channels", () => At(13, 3, 4, 5).Integers("p", 0, 1, 0, 0, 0, 2, 0, 0).Node("Pad", "x p"));
        yield return Of("Pad by fewer than none", () => At(13, 3, 4, 5).Integers("p", 0, 0, -1, 1, 0, 0, 0, -2)
            .Node("Pad", "x p"));
        yield return Of("Pad reflect by fewer than none", () => At(13, 3, 4, 5).Integers("p", 0, 0, -1, 1, 0, 0, 2, -2)
            .Node("Pad", "x p", ("mode", "reflect")));
    }

    private static IEnumerable<(string, Func<OnnxWriter>)> Products()
    {
        foreach (var (ta, tb) in new[] { (0, 0), (0, 1) })
            yield return Of($"Gemm {ta} {tb}", () => At(13, 12, 1, 1).Random("w", tb == 0 ? [12, 7] : [7, 12]).Random("c", 7)
                .Node("Flatten", "x").Node("Gemm", "^ w c", ("transA", ta), ("transB", tb), ("alpha", 0.5f), ("beta", 2f)));
        yield return Of("Gemm of tokens, turned", () => At(13, 1, 4, 5).Integers("s", 4, 5).Node("Reshape", "r", "x s")
            .Random("w", 4, 7)
            .Random("c", 5, 7).Node("Gemm", "r w c", ("transA", 1), ("alpha", 0.5f)));
        yield return Of("Gemm of one shift", () => At(13, 1, 4, 5).Integers("s", 4, 5).Node("Reshape", "r", "x s")
            .Random("w", 5, 7)
            .Random("c", 4, 1).Node("Gemm", "r w c"));
        foreach (var sizes in new long[][] { [6], [6, 4], [3, 6, 4], [1, 3, 6, 4], [1, 1, 6, 4] })
            yield return Of($"MatMul x {string.Join('×', sizes)}", () =>
                At(13, 3, 5, 6).Random("w", sizes).Node("MatMul", "x w"));
        foreach (var sizes in new long[][] { [5], [4, 5], [3, 4, 5], [1, 3, 4, 5] })
            yield return Of($"MatMul {string.Join('×', sizes)} x", () =>
                At(13, 3, 5, 6).Random("w", sizes).Node("MatMul", "w x"));
        yield return Of("MatMul of repeated data", () => At(13, 3, 5, 6).Node("ReduceMax", "x", ("axes", new[] { 1 }))
            .Node("Transpose", "t", "x", ("perm", new[] { 0, 1, 3, 2 })).Node("MatMul", "reducemax t"));
    }

    private static IEnumerable<(string, Func<OnnxWriter>)> Activations()
    {
        foreach (var (type, opset) in new[] { ("Relu", 13), ("LeakyRelu", 13), ("Elu", 13), ("Selu", 13), ("Celu", 13),
            ("Gelu", 20),
            ("Mish", 18), ("Softplus", 13), ("Tanh", 13), ("Erf", 13), ("Exp", 13), ("Abs", 13), ("Sin", 13), ("Cos", 13),
            ("HardSigmoid", 13), ("HardSwish", 14), ("Sigmoid", 13) })
            yield return Of(type, () => At(opset, 3, 4, 5).Weight("f", [], 4).Node("Mul", "x f").Node(type));
        foreach (var (low, high) in new[] { (-1f, 1f), (0.5f, 1), (-3, -1) })
            yield return Of($"Clip {low} to {high}", () => At(13, 3, 4, 5).Weight("l", [], low).Weight("h", [], high)
                .Node("Clip", "x l h"));
    }
}
