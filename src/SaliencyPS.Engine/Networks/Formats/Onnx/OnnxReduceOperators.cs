using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks.Formats.Onnx;

/// <summary>Sums, means, maxima and norms along axes.</summary>
internal static class OnnxReduceOperators
{
    public static OnnxValue ReduceSum(OnnxCall call) => Reduce(call, call.Value(0), ReduceKind.Sum);

    public static OnnxValue ReduceMean(OnnxCall call) => Reduce(call, call.Value(0), ReduceKind.Mean);

    public static OnnxValue ReduceMax(OnnxCall call) => Reduce(call, call.Value(0), ReduceKind.Maximum);

    public static OnnxValue ReduceMin(OnnxCall call) => OnnxArithmeticOperators.Scale(call,
        Reduce(call, OnnxArithmeticOperators.Scale(call, call.Value(0), -1), ReduceKind.Maximum), -1);

    public static OnnxValue ReduceL1(OnnxCall call) => Reduce(call, call.Emit(new Absolute(), call.Data()), ReduceKind.Sum);

    public static OnnxValue ReduceL2(OnnxCall call) => Reduce(call, call.Data(), ReduceKind.Norm);

    public static OnnxValue ReduceSumSquare(OnnxCall call) => Reduce(call, call.Emit(new Power(2), call.Data()), ReduceKind.Sum);

    /// <summary>ReduceProd of constants, such as sizes.</summary>
    public static OnnxValue ReduceProd(OnnxCall call)
    {
        var constant = call.Constant(0);
        var axes = Axes(call, constant);
        if (axes.Length != constant.Rank) throw call.Fault("Only the product of all elements is supported.");
        long[] sizes = call.Integer("keepdims", 1) != 0 ? [.. axes.Select(_ => 1L)] : [];
        return constant.Integers is { } integers
            ? new OnnxConstant(sizes, null, [integers.Aggregate(1L, (a, b) => checked(a * b))])
            : new OnnxConstant(sizes, [constant.Singles!.Aggregate(1f, (a, b) => a * b)], null);
    }

    public static OnnxValue GlobalAveragePool(OnnxCall call)
    {
        var data = call.Data();
        return Reduce(call, data, ReduceKind.Mean, [.. Enumerable.Range(2, Math.Max(0, data.Rank - 2))], keep: true);
    }

    /// <summary>LpNormalization by the Euclidean norm along an axis, or the sum of absolute values.</summary>
    public static OnnxValue LpNormalization(OnnxCall call)
    {
        var data = call.Data();
        int[] axes = [call.Axis(call.Integer("axis", -1), data.Rank)];
        var norm = call.Integer("p", 2) switch
        {
            2 => Reduce(call, data, ReduceKind.Norm, axes, keep: true),
            1 => Reduce(call, call.Emit(new Absolute(), data), ReduceKind.Sum, axes, keep: true),
            var p => throw call.Fault("The norm is not supported.", "1 or 2", $"{p}"),
        };
        return OnnxArithmeticOperators.Product(call, data, call.Emit(new Power(-1), (OnnxData)norm));
    }

    /// <summary>Reduces a value along axes.</summary>
    /// <param name="call">The node.</param>
    /// <param name="value">Data, or a constant to be summed or averaged.</param>
    /// <param name="kind">What becomes of the elements.</param>
    /// <param name="axes">The axes.</param>
    /// <param name="keep">Whether the axes stay, with length 1.</param>
    public static OnnxValue Reduce(OnnxCall call, OnnxValue value, ReduceKind kind, int[] axes, bool keep)
    {
        axes = [.. axes.Distinct().Order()];
        long[] kept = [.. value.Sizes.Select((size, axis) => axes.Contains(axis) ? 1 : size)];
        var sizes = keep ? kept : [.. value.Sizes.Where((_, axis) => !axes.Contains(axis))];
        if (axes.All(axis => value.Sizes[axis] == 1) && kind != ReduceKind.Norm) return call.Move(value, Movement.Reshape(sizes));
        // Axes of length 1 may stand between those that are reduced, others not: they go before.
        var own = axes.Where(axis => value.Sizes[axis] != 1).DefaultIfEmpty(axes[0]).ToArray();
        if (Enumerable.Range(own[0], own[^1] - own[0] + 1).Any(axis => !axes.Contains(axis) && value.Sizes[axis] != 1))
        {
            int[] rest = [.. Enumerable.Range(0, value.Rank).Except(axes)];
            var moved = call.Move(value, Movement.Transpose(value.Sizes, [.. rest, .. axes]));
            return call.Move(Reduce(call, moved, kind, [.. Enumerable.Range(rest.Length, axes.Length)], keep: false),
                Movement.Reshape(sizes));
        }

        if (value is OnnxConstant constant) return Fold(call, constant, kind, own, sizes);
        var data = (OnnxData)value;
        if (kind == ReduceKind.Mean && data is { Rank: 4, HasBatch: true } && axes is [2, 3])
            return call.Emit(new AdaptiveAveragePool(1, 1), sizes, call.View(data));
        return call.Emit(new Reduce(kind, data.AxisOf(own[0]), own[^1] - own[0] + 1), sizes, call.View(data));
    }

    private static OnnxValue Reduce(OnnxCall call, OnnxValue value, ReduceKind kind)
    {
        var axes = Axes(call, value);
        return axes.Length == 0 ? value : Reduce(call, value, kind, axes, call.Integer("keepdims", 1) != 0);
    }

    // An attribute before operator set 18 (13 for sums) and an input since; all axes where none is named.
    private static int[] Axes(OnnxCall call, OnnxValue value) => call.Integers("axes", 1) is { Length: > 0 } axes
        ? [.. axes.Select(axis => call.Axis(axis, value.Rank))]
        : call.Integer("noop_with_empty_axes", 0) != 0 ? [] : [.. Enumerable.Range(0, value.Rank)];

    private static OnnxConstant Fold(OnnxCall call, OnnxConstant constant, ReduceKind kind, int[] axes, long[] sizes)
    {
        var inner = Movement.Product(constant.Sizes.AsSpan((axes[^1] + 1)..));
        var count = Movement.Product(constant.Sizes.AsSpan(axes[0]..(axes[^1] + 1)));
        // Only a sum knows what becomes of no element.
        if (count == 0 && kind is not (ReduceKind.Sum or ReduceKind.Norm)) throw call.Fault("There is no element to reduce.");
        var results = Enumerable.Range(0, Movement.Product(sizes)).Select(i =>
        {
            var first = i / inner * count * inner + i % inner;
            var values = Enumerable.Range(0, count).Select(k => constant[first + k * inner]);
            return kind switch
            {
                ReduceKind.Sum => values.Sum(),
                ReduceKind.Mean => values.Average(),
                ReduceKind.Maximum => values.Max(),
                ReduceKind.Norm => Math.Sqrt(values.Sum(value => value * value)),
                _ => throw call.Fault($"A reduction of the kind {kind} is not supported."),
            };
        });
        return call.Folded(constant.Singles is null ? new(sizes, null, [.. results.Select(value => (long)value)])
            : new(sizes, [.. results.Select(value => (float)value)], null));
    }
}
