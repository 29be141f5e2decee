using System.Diagnostics;

namespace SaliencyPS.Networks.Formats.Onnx;

/// <summary>Operators on constants: mostly the small integer lists in which exporters compute shapes.</summary>
/// <remarks>What returns a constant is the part for constants of an operator in <see cref="OnnxShapeOperators"/>.</remarks>
internal static class OnnxConstantOperators
{
    // Shapes have a few entries; repeated concatenation must not make them grow without bound.
    private const int MaximumFolded = 4096;

    /// <summary>The sizes of data, the batch included (1 where the file leaves it open), or of a constant.</summary>
    public static OnnxValue Shape(OnnxCall call)
    {
        long[] sizes = call.Value(0) switch
        {
            OnnxData data => [call.Batch, .. data.Sizes.Select(s => (long)s)],
            OnnxConstant constant => constant.Sizes,
            var other => throw new UnreachableException($"{other} is neither data nor a constant."),
        };
        var (start, end) = (Clamp(call.Integer("start", 0), sizes.Length),
            Clamp(call.Integer("end", sizes.Length), sizes.Length));
        return List(start < end ? sizes[start..end] : []);
    }

    public static OnnxValue Gather(OnnxCall call)
    {
        var (values, indices) = (ListOf(call, 0), call.Constant(1));
        call.Require("axis", 0);
        if (indices.Integers is not { Length: <= MaximumFolded } picks || indices.Sizes.Length > 1)
            throw call.Fault("The indices are not a list of integers.");
        return new OnnxConstant(indices.Sizes, null, [.. picks.Select(i => values[call.Axis(i, values.Length)])]);
    }

    /// <summary>Slice of a list; starts, ends and steps are attributes before operator set 10 and inputs since.</summary>
    public static OnnxValue Slice(OnnxCall call)
    {
        var values = ListOf(call, 0);
        if ((call.Integers("axes", 3) ?? [0]) is not [0 or -1] || (call.Integers(4) ?? [1]) is not [1]
            || call.Integers("starts", 1) is not [var start] || call.Integers("ends", 2) is not [var end])
            throw call.Fault("Only a run of a list can be cut out.");
        var (from, to) = (Clamp(start, values.Length), Clamp(end, values.Length));
        return List(from < to ? values[from..to] : []);
    }

    public static OnnxValue Constant(OnnxCall call)
    {
        if (call.Attribute("value")?.Tensor is { } tensor) return tensor.ToConstant();
        if (call.Attribute("value_int") is { } integer) return new OnnxConstant([], null, [integer.Integer]);
        if (call.Attribute("value_ints") is { } integers) return List([.. integers.Integers]);
        if (call.Attribute("value_float") is { } single) return new OnnxConstant([], [single.Single], null);
        if (call.Attribute("value_floats") is { } singles)
            return new OnnxConstant([singles.Singles.Count], [.. singles.Singles], null);
        throw call.Fault("It has no supported value.", "value, value_int, value_ints, value_float or value_floats");
    }

    public static OnnxValue ConstantOfShape(OnnxCall call)
    {
        var sizes = ListOf(call, 0);
        var count = WeightTensor.CountElements(sizes, call.Output);
        if (count > MaximumFolded) throw call.Fault("The constant is too large.", $"at most {MaximumFolded} values", $"{count}");
        var value = call.Attribute("value")?.Tensor?.ToConstant() ?? new OnnxConstant([1], [0], null);
        return value switch
        {
            { Singles: [var single] } => new OnnxConstant(sizes, [.. Enumerable.Repeat(single, count)], null),
            { Integers: [var integer] } => new OnnxConstant(sizes, null, [.. Enumerable.Repeat(integer, count)]),
            _ => throw call.Fault("The value is not one number."),
        };
    }

    public static OnnxConstant Concat(OnnxCall call)
    {
        var parts = Enumerable.Range(0, call.InputCount).Select(i => ListOf(call, i)).ToArray();
        if (parts.Sum(p => (long)p.Length) > MaximumFolded)
            throw call.Fault("The list is too long.", $"at most {MaximumFolded} values");
        return List([.. parts.SelectMany(p => p)]);
    }

    public static OnnxConstant Reshape(OnnxCall call, long[] target)
    {
        var constant = call.Constant(0);
        var count = constant.Singles?.Length ?? constant.Integers!.Length;
        var sizes = target.Select((s, i) => s == 0 && i < constant.Sizes.Length ? constant.Sizes[i] : s).ToArray();
        if (sizes.Count(s => s == -1) == 1
            && WeightTensor.CountElements([.. sizes.Where(s => s != -1)], call.Output) is > 0 and var rest
            && count % rest == 0)
            sizes[Array.IndexOf(sizes, -1)] = count / rest;
        return sizes.Length <= 8 && WeightTensor.CountElements(sizes, call.Output) == count ? constant with { Sizes = sizes }
            : throw call.Fault("The shape does not fit.", $"{count} values", WeightTensor.Text(target));
    }

    public static OnnxConstant Squeeze(OnnxCall call, OnnxConstant constant, long[]? axes)
    {
        var dropped = axes?.Select(a => call.Axis(a, constant.Sizes.Length)).ToHashSet();
        var sizes = constant.Sizes.Where((size, i) => !(dropped?.Contains(i) ?? size == 1)).ToArray();
        return dropped is null || dropped.All(i => constant.Sizes[i] == 1) ? constant with { Sizes = sizes }
            : throw call.Fault("Only axes of one position can be dropped.", actual: WeightTensor.Text(constant.Sizes));
    }

    public static OnnxConstant Unsqueeze(OnnxCall call, OnnxConstant constant, long[] axes)
    {
        var rank = constant.Sizes.Length + axes.Length;
        var added = axes.Select(a => call.Axis(a, rank)).ToHashSet();
        if (rank > 8 || added.Count != axes.Length) throw call.Fault("The axes are wrong.", actual: string.Join(", ", axes));
        var old = new Queue<long>(constant.Sizes);
        return constant with { Sizes = [.. Enumerable.Range(0, rank).Select(i => added.Contains(i) ? 1 : old.Dequeue())] };
    }

    /// <summary>Transposes a constant matrix.</summary>
    public static OnnxConstant Transpose(OnnxCall call, OnnxConstant constant, long[]? order)
    {
        if (constant is not { Sizes: [var rows, var columns], Singles: { } values } || order is not (null or [1, 0]))
            throw call.Fault("Only constant matrices can be transposed.", actual: WeightTensor.Text(constant.Sizes));
        var result = new float[values.Length];
        for (var r = 0; r < rows; r++)
            for (var c = 0; c < columns; c++) result[c * rows + r] = values[r * columns + c];
        return new OnnxConstant([columns, rows], result, null);
    }

    private static OnnxConstant List(long[] values) => new([values.Length], null, values);

    private static long[] ListOf(OnnxCall call, int input) =>
        call.Constant(input) is { Integers: { Length: <= MaximumFolded } values, Sizes.Length: <= 1 } ? values
        : throw call.Fault($"Input {input} is not a short list of integers.");

    private static int Clamp(long index, int length) =>
        (int)Math.Clamp(index < 0 ? Math.Max(index, -length) + length : index, 0, length);
}
