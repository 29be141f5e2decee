using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Formats.Onnx;

/// <summary>
/// Operators that change the shape of data but no value. Where only the number of axes changes, no layer is needed.
/// </summary>
internal static class OnnxShapeOperators
{
    // TensorProto.DataType
    private const long Float = 1, Int32 = 6, Int64 = 7, Float16 = 10, Double = 11, BFloat16 = 16;

    /// <summary>Identity, and Dropout, which is one at inference.</summary>
    public static OnnxValue Identity(OnnxCall call) => call.Value(0);

    /// <summary>Cast between float types, all of which are float32 here, and between integers of shapes.</summary>
    public static OnnxValue Cast(OnnxCall call) => (call.Value(0), call.Integer("to", 0)) switch
    {
        (OnnxData data, Float or Float16 or Double or BFloat16) => data,
        (OnnxConstant { Singles: not null } constant, Float or Float16 or Double or BFloat16) => constant,
        (OnnxConstant { Integers: not null } constant, Int32 or Int64) => constant,
        (OnnxConstant { Integers: { } values } constant, Float) =>
            new OnnxConstant(constant.Sizes, [.. values.Select(v => (float)v)], null),
        (OnnxConstant { Singles: { } values } constant, Int32 or Int64) =>
            new OnnxConstant(constant.Sizes, null, [.. values.Select(v => (long)v)]),
        (_, var type) =>
            throw call.Fault("The cast is not supported.", "float to float, or between constants", $"to type {type}"),
    };

    public static OnnxValue Flatten(OnnxCall call)
    {
        var data = call.Data();
        if (call.Axis(call.Integer("axis", 1), data.Rank) != 1)
            throw call.Fault("The axis is not supported.", "1", $"{call.Integer("axis", 1)}");
        return Reshape(call, data, [data.Channels * data.Plane]);
    }

    /// <summary>Reshape to sizes that are constant, or computed from the data's shape. The first axis stays the batch.</summary>
    public static OnnxValue Reshape(OnnxCall call)
    {
        var target = call.Integers(1) ?? throw call.Fault("The shape is missing.");
        if (call.Value(0) is OnnxConstant) return OnnxConstantOperators.Reshape(call, target);
        var data = call.Data();
        var total = (long)data.Channels * data.Plane;
        if (target.Length is < 2 or > 4 || call.Integer("allowzero", 0) != 0 && target.Contains(0))
            throw Refused(call, data, target);
        var sizes = new long[target.Length - 1];
        for (var i = 0; i < sizes.Length; i++)
            sizes[i] = target[i + 1] != 0 ? target[i + 1] : i < data.Sizes.Length ? data.Sizes[i]
                : throw Refused(call, data, target);
        var open = Array.IndexOf(sizes, -1);
        if (open >= 0)
        {
            sizes[open] = 1;
            if (target[0] == -1 || Product(sizes) is var rest && (rest < 1 || total % rest != 0))
                throw Refused(call, data, target);
            sizes[open] = total / rest;
        }
        // The batch may be written as it is, as "the same", as 1 (one sample) or as "whatever is left".
        if (target[0] is not (0 or 1 or -1) && target[0] != call.Batch || Product(sizes) != total)
            throw Refused(call, data, target);
        return Reshape(call, data, [.. sizes.Select(s => (int)s)]);
    }

    public static OnnxValue Squeeze(OnnxCall call)
    {
        var axes = call.Integers("axes", 1);
        if (call.Value(0) is OnnxConstant constant) return OnnxConstantOperators.Squeeze(call, constant, axes);
        var data = call.Data();
        var dropped = (axes ?? throw call.Fault("The axes are missing.", "axes of space")).Select(a => call.Axis(a, data.Rank))
            .ToHashSet();
        if (dropped.Any(a => a < 2 || data.Sizes[a - 1] != 1))
            throw call.Fault("Only axes of space with one position can be dropped.",
                actual: $"{string.Join(", ", dropped)} of {WeightTensor.Text(data.Sizes)}");
        return data with { Sizes = [.. data.Sizes.Where((_, i) => !dropped.Contains(i + 1))] };
    }

    public static OnnxValue Unsqueeze(OnnxCall call)
    {
        var axes = call.Integers("axes", 1) ?? throw call.Fault("The axes are missing.");
        if (call.Value(0) is OnnxConstant constant) return OnnxConstantOperators.Unsqueeze(call, constant, axes);
        var data = call.Data();
        var rank = data.Rank + axes.Length;
        if (data.Plane != 1 || rank > 4 || axes.Select(a => call.Axis(a, rank)).Any(a => a < 2))
            throw call.Fault("Axes can be added only behind a vector's.",
                actual: $"{string.Join(", ", axes)} to {WeightTensor.Text(data.Sizes)}");
        return data with { Sizes = [data.Channels, .. Enumerable.Repeat(1, rank - 2)] };
    }

    /// <summary>Transpose of data that moves no value, because the axes that change places have one position.</summary>
    public static OnnxValue Transpose(OnnxCall call)
    {
        var order = call.Integers("perm");
        if (call.Value(0) is OnnxConstant constant) return OnnxConstantOperators.Transpose(call, constant, order);
        var data = call.Data();
        order ??= [.. Enumerable.Range(0, data.Rank).Reverse().Select(i => (long)i)];
        var axes = order.Select(a => call.Axis(a, data.Rank)).ToArray();
        var moved = axes.Where(a => a == 0 || data.Sizes[a - 1] != 1).ToArray();
        if (axes.Length != data.Rank || axes.Distinct().Count() != axes.Length || axes[0] != 0
            || !moved.SequenceEqual(moved.Order()))
            throw call.Fault("A transposition that moves values is not supported. "
                + "Export the network with images as batch × channels × height × width.",
                actual: $"{string.Join(", ", axes)} of {WeightTensor.Text(data.Sizes)}");
        return Reshape(call, data, [.. axes.Skip(1).Select(a => data.Sizes[a - 1])]);
    }

    /// <summary>Concat of data along the channels, or of shapes.</summary>
    public static OnnxValue Concat(OnnxCall call)
    {
        if (call.Value(0) is OnnxConstant) return OnnxConstantOperators.Concat(call);
        OnnxData[] parts = [.. Enumerable.Range(0, call.InputCount).Select(i => call.Data(i, call.Data().Rank))];
        if (call.Axis(call.Integer("axis", 1), parts[0].Rank) is var axis && axis != 1)
            throw call.Fault("The axis is not supported.", "1, the channels", $"{axis}");
        return parts.Length == 1 ? parts[0] : call.Emit(new Concat(), parts);
    }

    private static OnnxData Reshape(OnnxCall call, OnnxData data, int[] sizes)
    {
        // C×1×1 and C are the same to a network, so a change between them needs no layer.
        var same = data.Sizes.SequenceEqual(sizes) || data.Plane == 1 && sizes[0] == data.Channels;
        return same ? data with { Sizes = sizes } : sizes.Length == 1
            ? call.Emit(new Flatten(), data) with { Sizes = sizes }
            : call.Emit(new Reshape(new TensorShape(sizes[0], sizes[1], sizes.Length > 2 ? sizes[2] : 1)), data)
                with { Sizes = sizes };
    }

    // Sizes come from the file: the product must not wrap around.
    private static long Product(long[] sizes) => sizes.All(s => s is > 0 and <= int.MaxValue)
        ? (long)sizes.Aggregate((Int128)1, (product, size) => Int128.Min(product * size, long.MaxValue)) : 0;

    private static NetworkFormatException Refused(OnnxCall call, OnnxData data, long[] target) =>
        call.Fault("The shape is not supported.", $"the batch and {data.Channels * data.Plane} values in 1 to 3 axes",
            string.Join(", ", target));
}
