using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Formats.Onnx;

/// <summary>Pooling over space, padding and resizing.</summary>
internal static class OnnxPoolingOperators
{
    public static OnnxValue MaxPool(OnnxCall call)
    {
        var (data, kernel) = (call.Maps(), call.WindowAttribute("kernel_shape"));
        var window = call.Window(data, kernel[0], kernel[1]);
        return Pooled(call, new MaxPool(window), data) with { Quantization = data.Quantization };
    }

    /// <summary>
    /// AveragePool; a dilated one is a convolution by equal weights, which needs that its padding counts or that it has none.
    /// </summary>
    public static OnnxValue AveragePool(OnnxCall call)
    {
        var (data, kernel) = (call.Maps(), call.WindowAttribute("kernel_shape"));
        var window = call.Window(data, kernel[0], kernel[1]);
        var counts = call.Integer("count_include_pad", 0) != 0;
        if ((window.DilationY, window.DilationX) == (1, 1)) return Pooled(call, new AveragePool(window, counts), data);
        if (!counts && (window.PadTop, window.PadLeft, window.PadBottom, window.PadRight) != (0, 0, 0, 0) || window.CeilMode)
            throw call.Fault("Dilations are supported only without padding, or where padding counts.");
        var channels = (int)data.Sizes[1];
        _ = window.OutputSize((int)data.Sizes[2], (int)data.Sizes[3]); // or it does not fit
        call.SpendWeights((long)channels * window.Taps);
        var weight = new float[channels * window.Taps];
        Array.Fill(weight, 1f / window.Taps);
        return Pooled(call, new Convolution(channels, channels, window, weight, null, channels), data);
    }

    public static OnnxValue GlobalMaxPool(OnnxCall call)
    {
        var data = call.Maps();
        return Pooled(call, new MaxPool(new Window2D((int)data.Sizes[2], (int)data.Sizes[3])), data);
    }

    /// <summary>
    /// Pad, also by fewer than none; pads and value are attributes before operator set 11 and inputs since.
    /// </summary>
    public static OnnxValue Pad(OnnxCall call)
    {
        var value = call.Value(0);
        var given = call.Integers("pads", 1) ?? throw call.Fault("The pads are missing.");
        int[] axes = [.. (call.Integers(3) ?? [.. Enumerable.Range(0, value.Rank).Select(i => (long)i)])
            .Select(axis => call.Axis(axis, value.Rank))];
        if (given.Length != 2 * axes.Length || given.Any(pad => pad is < -(1 << 14) or > 1 << 14))
            throw call.Fault("The pads are wrong.", $"{2 * axes.Length} values of at most {1 << 14}", string.Join(", ", given));
        int[] before = new int[value.Rank], after = new int[value.Rank];
        for (var i = 0; i < axes.Length; i++) (before[axes[i]], after[axes[i]]) = ((int)given[i], (int)given[axes.Length + i]);
        var (mode, fill) = (call.Text("mode", "constant"), call.Scalar(2) ?? call.Single("value", 0));
        if (mode == "constant" && value is OnnxData { Rank: 4, HasBatch: true } maps && before is [0, 0, >= 0, >= 0]
            && after is [0, 0, >= 0, >= 0])
            return call.Emit(new Pad(before[2], before[3], after[2], after[3], fill),
                [1, maps.Sizes[1], maps.Sizes[2] + before[2] + after[2], maps.Sizes[3] + before[3] + after[3]], call.View(maps));
        if (mode == "constant" && fill != 0) throw call.Fault("A value other than 0 is supported around height and width only.");
        var movement = Movement.Reshape(value.Sizes);
        for (var axis = 0; axis < value.Rank; axis++)
        {
            var (size, count) = ((int)value.Sizes[axis], (int)value.Sizes[axis] + before[axis] + after[axis]);
            if (count < 1) throw call.Fault("Nothing is left of an axis.", actual: string.Join(", ", given));
            var first = -before[axis];
            movement = movement.ThenAlong(axis, count, at => Source(first + at, size));
        }

        return call.Move(value, movement);

        int Source(int place, int size) => mode switch
        {
            "constant" => place >= 0 && place < size ? place : -1,
            "edge" => Math.Clamp(place, 0, size - 1),
            "wrap" => (place % size + size) % size,
            "reflect" =>
                size == 1 ? 0 : (place % (2 * size - 2) + 2 * size - 2) % (2 * size - 2) is var turn && turn < size ? turn
                : 2 * size - 2 - turn,
            _ => throw call.Fault("The mode is not supported.", "constant, reflect, edge or wrap", mode),
        };
    }

    /// <summary>Resize (or the older Upsample) to the nearest element or linearly, axis by axis.</summary>
    public static OnnxValue Resize(OnnxCall call)
    {
        var value = call.Value(0);
        var (mode, antialias) = (call.Text("mode", "nearest"), call.Integer("antialias", 0));
        if (antialias != 0) throw call.Fault("Antialiasing is not supported.", "0", $"{antialias}");
        var (scales, sizes) = call.Opset < 10 ? (call.Has(1) ? call.Constant(1) : null, null)
            : call.Opset < 11 ? (call.Constant(1), null) : (call.Has(2) ? call.Constant(2) : null, call.Integers(3));
        int[] axes = [.. (call.Integers("axes") ?? [.. Enumerable.Range(0, value.Rank).Select(i => (long)i)])
            .Select(axis => call.Axis(axis, value.Rank))];
        if (sizes is { Length: 0 }) sizes = null;
        if ((sizes?.Length ?? scales?.Count) != axes.Length)
            throw call.Fault("Scales or sizes do not fit.", $"{axes.Length} of them");
        foreach (var (i, axis) in axes.Index())
        {
            var size = (int)value.Sizes[axis];
            var scale = sizes is null ? (float)scales![i] : (float)sizes[i] / size;
            var wanted = sizes is null ? MathF.Floor(size * scale) : sizes[i];
            if (!(wanted is >= 1 and <= 1 << 14))
                throw call.Fault("The result's size is out of range.", $"1 to {1 << 14}", $"{wanted}");
            if ((int)wanted == size && scale == 1) continue;
            // Sizes are exact, and a scale made of them is not.
            var (per, of) = sizes is null ? (1f, scale) : (size, wanted);
            float[] places = [.. Enumerable.Range(0, (int)wanted).Select(o => Place(call, o, size, (int)wanted, per, of))];
            value = mode switch
            {
                "nearest" =>
                    call.Move(value, Movement.Along(value.Sizes, axis, [.. places.Select(at => Nearest(call, at, size, scale))])),
                "linear" => Linear(call, value, axis, places),
                _ => throw call.Fault("The mode is not supported.", "nearest or linear", mode),
            };
        }

        return value;
    }

    private static OnnxData Pooled(OnnxCall call, Layer layer, OnnxData data)
    {
        var shape = layer.OutputShape([data.Shape]);
        return call.Emit(layer, [1, shape.Channels, shape.Height, shape.Width], call.View(data));
    }

    // In single precision, as OnnxRuntime and PyTorch compute it: a place on the border of two elements falls to the same one.
    private static float Place(OnnxCall call, int index, int size, int wanted, float per, float of) =>
        call.Text("coordinate_transformation_mode", call.Opset < 11 ? "asymmetric" : "half_pixel") switch
        {
            "half_pixel" => (index + 0.5f) * per / of - 0.5f,
            "pytorch_half_pixel" => wanted > 1 ? (index + 0.5f) * per / of - 0.5f : 0,
            "asymmetric" => index * per / of,
            "align_corners" => wanted > 1 ? (float)index * (size - 1) / (wanted - 1) : 0,
            var mode => throw call.Fault("The transformation of coordinates is not supported.",
                "half_pixel, pytorch_half_pixel, asymmetric or align_corners", mode),
        };

    // Resize of operator set 10 does not say how it rounds; its examples round up where the result is smaller.
    private static int Nearest(OnnxCall call, float place, int size, float scale)
    {
        var below = MathF.Floor(place);
        var nearest = call.Text("nearest_mode", call.Opset >= 11 ? "round_prefer_floor" : scale < 1 ? "ceil" : "floor") switch
        {
            "round_prefer_floor" => place - below > 0.5f ? below + 1 : below,
            "round_prefer_ceil" => place - below >= 0.5f ? below + 1 : below,
            "floor" => below,
            "ceil" => MathF.Ceiling(place),
            var mode => throw call.Fault("The nearest_mode is not supported.",
                "round_prefer_floor, round_prefer_ceil, floor or ceil", mode),
        };
        return (int)Math.Clamp(nearest, 0, size - 1);
    }

    // Along one axis, a product with a matrix that has two weights in each row.
    private static OnnxValue Linear(OnnxCall call, OnnxValue value, int axis, float[] places)
    {
        var size = (int)value.Sizes[axis];
        var weight = new float[size * places.Length];
        foreach (var (o, at) in places.Index())
        {
            var place = Math.Clamp(at, 0, size - 1);
            var first = Math.Min((int)place, size - 1);
            weight[first * places.Length + o] += 1 - (place - first);
            if (place > first) weight[(first + 1) * places.Length + o] += place - first;
        }

        int[] last = [.. Enumerable.Range(0, value.Rank).Where(a => a != axis), axis];
        var product = OnnxLinearOperators.Product(call, call.Move(value, Movement.Transpose(value.Sizes, last)),
            new OnnxConstant([size, places.Length], weight, null));
        return call.Move(product,
            Movement.Transpose(product.Sizes, [.. Enumerable.Range(0, value.Rank).Select(a => Array.IndexOf(last, a))]));
    }
}
