namespace SaliencyPS.Networks.Formats.Onnx;

/// <summary>
/// Operators that give the elements of data or of a constant other axes, in the same order, or tell how many there are.
/// </summary>
internal static class OnnxShapeOperators
{
    public static OnnxValue Identity(OnnxCall call) => call.Value(0);

    /// <summary>Cast. Data stays float32, whatever the file computes with.</summary>
    public static OnnxValue Cast(OnnxCall call) => Cast(call, call.Integer("to", 0));

    /// <summary>CastLike: the type of another value; data is of floats.</summary>
    public static OnnxValue CastLike(OnnxCall call) => Cast(call, call.Value(1) is OnnxConstant { Integers: not null } ? 7 : 1);

    /// <summary>The sizes, the batch (1) included.</summary>
    public static OnnxValue Shape(OnnxCall call)
    {
        var sizes = call.Value(0).Sizes;
        var (start, end) = (Clamp(call.Integer("start", 0), sizes.Length),
            Clamp(call.Integer("end", sizes.Length), sizes.Length));
        return OnnxConstant.List(start < end ? sizes[start..end] : []);
    }

    public static OnnxValue Size(OnnxCall call) => new OnnxConstant([], null, [call.Value(0).Count]);

    public static OnnxValue Flatten(OnnxCall call)
    {
        var value = call.Value(0);
        var axis = call.Integer("axis", 1) == value.Rank ? value.Rank : call.Axis(call.Integer("axis", 1), value.Rank);
        return Reshaped(call, value,
            [Movement.Product(value.Sizes.AsSpan(..axis)), Movement.Product(value.Sizes.AsSpan(axis..))]);
    }

    /// <summary>Reshape to sizes that are constant, or computed from other sizes.</summary>
    public static OnnxValue Reshape(OnnxCall call)
    {
        var value = call.Value(0);
        var target = call.Integers("shape", 1) ?? throw call.Fault("The shape is missing.");
        var copies = call.Integer("allowzero", 0) == 0;
        long[] sizes = [.. target.Select((size, i) => size == 0 && copies && i < value.Rank ? value.Sizes[i] : size)];
        // A file for batches of one size says so here; the network is for one image.
        if (call.Batch > 1 && value is OnnxData && sizes.Length > 0 && sizes[0] == call.Batch
            && (sizes.Contains(-1) || Product(sizes) == value.Count * (Int128)call.Batch))
            sizes[0] = 1;
        if (sizes.Count(size => size == -1) == 1 && Product([.. sizes.Where(size => size != -1)]) is var rest && rest > 0
            && value.Count % rest == 0)
            sizes[Array.IndexOf(sizes, -1)] = (long)(value.Count / rest);
        return sizes.All(size => size >= 0) && Product(sizes) == value.Count ? Reshaped(call, value, sizes)
            : throw call.Fault("The shape does not fit.", $"{value.Count} values ({WeightTensor.Text(value.Sizes)})",
                string.Join(", ", target));
    }

    /// <summary>Squeeze of axes of length 1; of all of them where none is named.</summary>
    public static OnnxValue Squeeze(OnnxCall call)
    {
        var value = call.Value(0);
        var dropped = call.Integers("axes", 1)?.Select(axis => call.Axis(axis, value.Rank)).ToHashSet()
            ?? [.. Enumerable.Range(0, value.Rank).Where(axis => value.Sizes[axis] == 1)];
        return dropped.All(axis => value.Sizes[axis] == 1)
            ? Reshaped(call, value, [.. value.Sizes.Where((_, axis) => !dropped.Contains(axis))])
            : throw call.Fault("Only axes of one position can be dropped.",
                actual: $"{string.Join(", ", dropped)} of {WeightTensor.Text(value.Sizes)}");
    }

    public static OnnxValue Unsqueeze(OnnxCall call)
    {
        var value = call.Value(0);
        var axes = call.Integers("axes", 1) ?? throw call.Fault("The axes are missing.");
        var rank = value.Rank + axes.Length;
        var added = axes.Select(axis => call.Axis(axis, rank)).ToHashSet();
        if (rank > 8 || added.Count != axes.Length) throw call.Fault("The axes are wrong.", actual: string.Join(", ", axes));
        var old = new Queue<long>(value.Sizes);
        return Reshaped(call, value, [.. Enumerable.Range(0, rank).Select(axis => added.Contains(axis) ? 1 : old.Dequeue())]);
    }

    private static OnnxValue Reshaped(OnnxCall call, OnnxValue value, long[] sizes) => call.Move(value, Movement.Reshape(sizes));

    // Numbers of TensorProto.DataType.
    private static OnnxValue Cast(OnnxCall call, long type) => (call.Value(0), type) switch
    {
        (OnnxData data, 1 or 10 or 11 or 16) => data,
        (OnnxConstant { Singles: not null } constant, 1 or 10 or 11 or 16) => constant,
        (OnnxConstant { Integers: { } values } constant, 1 or 10 or 11 or 16) =>
            call.Folded(new(constant.Sizes, [.. values.Select(value => (float)value)], null)),
        (OnnxConstant constant, 9) => call.Folded(new(constant.Sizes, null,
            [.. Enumerable.Range(0, constant.Count).Select(i => constant[i] != 0 ? 1L : 0)])),
        (OnnxConstant { Integers: not null } constant, >= 2 and <= 13) => constant,
        (OnnxConstant { Singles: { } values } constant, >= 2 and <= 13) =>
            call.Folded(new(constant.Sizes, null, [.. values.Select(value => (long)value)])),
        _ => throw call.Fault("The cast is not supported.", "float to float, or between constants", $"to type {type}"),
    };

    // Sizes come from the file: the product must not wrap around.
    private static Int128 Product(long[] sizes) => sizes.All(size => size is >= 0 and <= int.MaxValue)
        ? sizes.Aggregate((Int128)1, (product, size) => Int128.Min(product * size, long.MaxValue)) : -1;

    private static int Clamp(long index, int length) =>
        (int)Math.Clamp(index < 0 ? Math.Max(index, -length) + length : index, 0, length);
}
