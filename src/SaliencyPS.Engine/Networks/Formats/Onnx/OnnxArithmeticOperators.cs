using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks.Formats.Onnx;

/// <summary>Arithmetic of two or more values, each of them data or constant, whose axes are aligned at the last.</summary>
internal static class OnnxArithmeticOperators
{
    public static OnnxValue Add(OnnxCall call) => Sum(call, call.Value(0), call.Value(1));

    public static OnnxValue Sum(OnnxCall call) => call.Values().Aggregate((a, b) => Sum(call, a, b));

    /// <summary>The mean of several values.</summary>
    public static OnnxValue Mean(OnnxCall call) => Scale(call, Sum(call), 1f / call.InputCount);

    public static OnnxValue Sub(OnnxCall call) => (call.Value(0), call.Value(1)) switch
    {
        (OnnxConstant a, OnnxConstant b) => Fold(call, a, b, (x, y) => x - y, (x, y) => x - y),
        (OnnxData data, OnnxConstant constant) =>
            Affine(call, data, constant, c => (1, -c)) ?? Sum(call, data, Negated(call, constant)),
        (OnnxConstant constant, OnnxData data) =>
            Affine(call, data, constant, c => (-1, c)) ?? Sum(call, Scale(call, data, -1), constant),
        var (a, b) => Sum(call, a, Scale(call, b, -1)),
    };

    public static OnnxValue Mul(OnnxCall call) => Product(call, call.Value(0), call.Value(1));

    public static OnnxValue Div(OnnxCall call) => (call.Value(0), call.Value(1)) switch
    {
        (OnnxConstant a, OnnxConstant b) => Fold(call, a, b, (x, y) => x / y, (x, y) => x / y),
        (var a, OnnxConstant b) => Product(call, a,
            call.Folded(new(b.Sizes, [.. Enumerable.Range(0, b.Count).Select(i => (float)(1 / b[i]))], null))),
        var (a, b) => Product(call, a, call.Emit(new Power(-1), (OnnxData)b)),
    };

    /// <summary>Pow with a constant exponent.</summary>
    public static OnnxValue Pow(OnnxCall call) => (call.Value(0), call.Value(1)) switch
    {
        (OnnxConstant a, OnnxConstant b) => Fold(call, a, b, Math.Pow, (x, y) => (long)Math.Pow(x, y)),
        (OnnxData data, OnnxConstant { Count: 1 } exponent) => call.Emit(new Power((float)exponent[0]), data),
        _ => throw call.Fault("The exponent must be one constant number."),
    };

    public static OnnxValue Mod(OnnxCall call)
    {
        var truncates = call.Integer("fmod", 0) != 0;
        return Fold(call, call.Constant(0), call.Constant(1), (x, y) => x % y,
            (x, y) => truncates || x % y == 0 || x < 0 == y < 0 ? x % y : x % y + y);
    }

    public static OnnxValue Max(OnnxCall call) => call.Values().Aggregate((a, b) => (a, b) switch
    {
        (OnnxConstant x, OnnxConstant y) => Fold(call, x, y, Math.Max, Math.Max),
        (OnnxData data, OnnxConstant { Count: 1 } bound) => Bounded(call, data, ((float)bound[0], float.MaxValue)),
        (OnnxConstant { Count: 1 } bound, OnnxData data) => Bounded(call, data, ((float)bound[0], float.MaxValue)),
        _ => Larger(call, a, b),
    });

    public static OnnxValue Min(OnnxCall call) => call.Values().Aggregate((a, b) => (a, b) switch
    {
        (OnnxConstant x, OnnxConstant y) => Fold(call, x, y, Math.Min, Math.Min),
        (OnnxData data, OnnxConstant { Count: 1 } bound) => Bounded(call, data, (float.MinValue, (float)bound[0])),
        (OnnxConstant { Count: 1 } bound, OnnxData data) => Bounded(call, data, (float.MinValue, (float)bound[0])),
        _ => Scale(call, Larger(call, Scale(call, a, -1), Scale(call, b, -1)), -1),
    });

    public static OnnxValue Equal(OnnxCall call) => Compare(call, sign => sign == 0);

    public static OnnxValue Less(OnnxCall call) => Compare(call, sign => sign < 0);

    public static OnnxValue LessOrEqual(OnnxCall call) => Compare(call, sign => sign <= 0);

    public static OnnxValue Greater(OnnxCall call) => Compare(call, sign => sign > 0);

    public static OnnxValue GreaterOrEqual(OnnxCall call) => Compare(call, sign => sign >= 0);

    public static OnnxValue And(OnnxCall call) => Logic(call, (a, b) => a & b);

    public static OnnxValue Or(OnnxCall call) => Logic(call, (a, b) => a | b);

    public static OnnxValue Xor(OnnxCall call) => Logic(call, (a, b) => a ^ b);

    public static OnnxValue Not(OnnxCall call)
    {
        var constant = call.Constant(0);
        return call.Folded(
            new(constant.Sizes, null, [.. Enumerable.Range(0, constant.Count).Select(i => constant[i] == 0 ? 1L : 0)]));
    }

    /// <summary>Where a constant is true, one value, and elsewhere the other.</summary>
    public static OnnxValue Where(OnnxCall call)
    {
        var (mask, yes, no) = (call.Constant(0), call.Value(1), call.Value(2));
        var sizes = Broadcast(call, Broadcast(call, mask.Sizes, yes.Sizes), no.Sizes);
        var expanded = mask.Move(OnnxMovementOperators.Expanded(call, mask, sizes));
        OnnxValue a = call.Move(yes, OnnxMovementOperators.Expanded(call, yes, sizes)),
            b = call.Move(no, OnnxMovementOperators.Expanded(call, no, sizes));
        // Each takes its elements and leaves zeros for the other.
        return Sum(call, Masked(a, keep: true), Masked(b, keep: false));

        OnnxValue Masked(OnnxValue value, bool keep) => call.Move(value, new(sizes,
            [.. Enumerable.Range(0, expanded.Count).Select(i => expanded[i] != 0 == keep ? i : -1)]));
    }

    /// <summary>Sizes to which two values are repeated when they meet.</summary>
    public static long[] Broadcast(OnnxCall call, long[] a, long[] b)
    {
        var result = new long[Math.Max(a.Length, b.Length)];
        for (var i = 1; i <= result.Length; i++)
        {
            var (x, y) = (i <= a.Length ? a[^i] : 1, i <= b.Length ? b[^i] : 1);
            result[^i] = x == y || y == 1 ? x : x == 1 ? y
                : throw call.Fault("The operands do not fit each other.", WeightTensor.Text(a), WeightTensor.Text(b));
        }

        return result;
    }

    /// <summary>Sum of two values.</summary>
    public static OnnxValue Sum(OnnxCall call, OnnxValue a, OnnxValue b) => (a, b) switch
    {
        (OnnxConstant x, OnnxConstant y) => Fold(call, x, y, (v, w) => v + w, (v, w) => checked(v + w)),
        (OnnxData data, OnnxConstant constant) => Affine(call, data, constant, c => (1, c)) ?? Layer(call, new Add(), a, b),
        (OnnxConstant constant, OnnxData data) => Affine(call, data, constant, c => (1, c)) ?? Layer(call, new Add(), a, b),
        _ => Layer(call, new Add(), a, b),
    };

    /// <summary>Product of two values.</summary>
    public static OnnxValue Product(OnnxCall call, OnnxValue a, OnnxValue b) => (a, b) switch
    {
        (OnnxConstant x, OnnxConstant y) => Fold(call, x, y, (v, w) => v * w, (v, w) => checked(v * w)),
        (OnnxData data, OnnxConstant constant) => Affine(call, data, constant, c => (c, 0)) ?? Layer(call, new Multiply(), a, b),
        (OnnxConstant constant, OnnxData data) => Affine(call, data, constant, c => (c, 0)) ?? Layer(call, new Multiply(), a, b),
        (OnnxData x, OnnxData y) => Gated(call, x, y) ?? Gated(call, y, x) ?? Layer(call, new Multiply(), a, b),
        _ => throw call.Fault("These operands are not supported."),
    };

    /// <summary>A value times a number.</summary>
    public static OnnxValue Scale(OnnxCall call, OnnxValue value, float factor) =>
        factor == 1 ? value : Product(call, value, new OnnxConstant([], [factor], null));

    // x · σ(x) is one layer where nothing else reads it in between.
    private static OnnxData? Gated(OnnxCall call, OnnxData data, OnnxData gate) =>
        call.Origin(gate) is { Layer: Sigmoid, Inputs: [var source] } && source == data.Node
            && gate.Sizes.SequenceEqual(data.Sizes)
            ? call.Emit(new Swish(), data) : null;

    private static OnnxData Layer(OnnxCall call, Layer layer, OnnxValue a, OnnxValue b)
    {
        var sizes = Broadcast(call, a.Sizes, b.Sizes);
        return call.Emit(layer, sizes, call.Aligned(a, b));
    }

    // With a constant of one value, or of one per index of one axis, arithmetic is a scale and a shift; null for others.
    private static OnnxData? Affine(OnnxCall call, OnnxData data, OnnxConstant constant,
        Func<float, (float Scale, float Shift)> map)
    {
        if (constant.Count == 0) throw call.Fault("The constant is empty.");
        if (constant.Rank > data.Rank && constant.Sizes[..^data.Rank].Any(size => size != 1)) return null;
        var axis = -1;
        for (var i = 1; i <= Math.Min(constant.Rank, data.Rank); i++)
        {
            if (constant.Sizes[^i] == 1) continue;
            if (axis >= 0 || constant.Sizes[^i] != data.Sizes[^i]) return null;
            axis = data.Rank - i;
        }

        var pairs = Enumerable.Range(0, constant.Count).Select(i => map((float)constant[i])).ToArray();
        float[] scale = [.. pairs.Select(pair => pair.Scale)], shift = [.. pairs.Select(pair => pair.Shift)];
        var layer = axis < 0 ? call.Emit(new ScaleShift(scale, shift), data)
            : call.Emit(new ScaleShift(scale, shift, data.AxisOf(axis)), data.Sizes, call.View(data));
        return layer with { Sizes = [.. Enumerable.Repeat(1L, Math.Max(0, constant.Rank - data.Rank)), .. data.Sizes] };
    }

    private static OnnxConstant Negated(OnnxCall call, OnnxConstant constant) =>
        (OnnxConstant)Product(call, constant,
            constant.Singles is null ? new OnnxConstant([], null, [-1]) : new OnnxConstant([], [-1], null));

    // The maximum over an axis along which both lie, so that equal values share the gradient.
    private static OnnxValue Larger(OnnxCall call, OnnxValue a, OnnxValue b)
    {
        var sizes = Broadcast(call, a.Sizes, b.Sizes);
        var axis = Math.Min(1, sizes.Length);
        long[] with = [.. sizes[..axis], 1, .. sizes[axis..]];
        return OnnxReduceOperators.Reduce(call, OnnxMovementOperators.Join(call, axis, [Lying(a), Lying(b)]), ReduceKind.Maximum,
            [axis], keep: false);

        OnnxValue Lying(OnnxValue value) =>
            call.Move(call.Move(value, OnnxMovementOperators.Expanded(call, value, sizes)), Movement.Reshape(with));
    }

    private static OnnxData Bounded(OnnxCall call, OnnxData data, (float Minimum, float Maximum) bounds)
    {
        // min(max(x, 0), 6), as converters write it, is one rectifier.
        if (bounds.Maximum < float.MaxValue && call.Origin(data) is { Layer: Relu, Inputs: [var source] } && bounds.Maximum > 0)
            return call.Emit(new ClippedRelu(bounds.Maximum), data.Sizes, source);
        return call.Emit(bounds is (0, float.MaxValue) ? new Relu()
            : OnnxActivationOperators.Bounds(bounds.Minimum, bounds.Maximum), data);
    }

    private static OnnxValue Compare(OnnxCall call, Func<int, bool> holds) => Fold(call, call.Constant(0), call.Constant(1),
        (x, y) => holds(x.CompareTo(y)) ? 1 : 0, (x, y) => holds(x.CompareTo(y)) ? 1 : 0, truth: true);

    private static OnnxValue Logic(OnnxCall call, Func<bool, bool, bool> function) =>
        Fold(call, call.Constant(0), call.Constant(1),
            (x, y) => function(x != 0, y != 0) ? 1 : 0, (x, y) => function(x != 0, y != 0) ? 1 : 0, truth: true);

    private static OnnxConstant Fold(OnnxCall call, OnnxConstant a, OnnxConstant b, Func<double, double, double> singles,
        Func<long, long, long> integers, bool truth = false)
    {
        var sizes = Broadcast(call, a.Sizes, b.Sizes);
        (a, b) = (a.Move(OnnxMovementOperators.Expanded(call, a, sizes)), b.Move(OnnxMovementOperators.Expanded(call, b, sizes)));
        try
        {
            if (a.Integers is { } x && b.Integers is { } y)
                return call.Folded(new(sizes, null, [.. x.Zip(y, integers)]));
        }
        catch (ArithmeticException e) // a division by zero, or of the smallest number by −1
        {
            throw call.Fault(e.Message);
        }

        var values = Enumerable.Range(0, a.Count).Select(i => singles(a[i], b[i]));
        return call.Folded(truth ? new(sizes, null, [.. values.Select(value => (long)value)])
            : new(sizes, [.. values.Select(value => (float)value)], null));
    }
}
