namespace SaliencyPS.Networks.Formats.Onnx;

/// <summary>Operators whose result is always a constant.</summary>
internal static class OnnxConstantOperators
{
    public static OnnxValue Constant(OnnxCall call)
    {
        if (call.Attribute("value")?.Tensor is { } tensor) return call.Read(tensor);
        if (call.Attribute("value_int") is { } integer) return new OnnxConstant([], null, [integer.Integer]);
        if (call.Attribute("value_ints") is { } integers) return OnnxConstant.List([.. integers.Integers]);
        if (call.Attribute("value_float") is { } single) return new OnnxConstant([], [single.Single], null);
        if (call.Attribute("value_floats") is { } singles)
            return new OnnxConstant([singles.Singles.Count], [.. singles.Singles], null);
        throw call.Fault("It has no supported value.", "value, value_int, value_ints, value_float or value_floats");
    }

    public static OnnxValue ConstantOfShape(OnnxCall call)
    {
        var sizes = call.Integers(0) ?? throw call.Fault("The shape is missing.");
        call.Spend(WeightTensor.CountElements(sizes, call.Output));
        var value = call.Attribute("value")?.Tensor is { } tensor ? call.Read(tensor) : new OnnxConstant([1], [0], null);
        var count = WeightTensor.CountElements(sizes, call.Output);
        return value switch
        {
            { Singles: [var single] } => new OnnxConstant(sizes, [.. Enumerable.Repeat(single, count)], null),
            { Integers: [var integer] } => new OnnxConstant(sizes, null, [.. Enumerable.Repeat(integer, count)]),
            _ => throw call.Fault("The value is not one number."),
        };
    }

    public static OnnxValue Range(OnnxCall call)
    {
        var (start, limit, step) = (call.Constant(0), call.Constant(1), call.Constant(2));
        if (start.Count != 1 || limit.Count != 1 || step.Count != 1 || step[0] == 0)
            throw call.Fault("Start, limit or step is wrong.");
        if (start.Integers is null != step.Integers is null) throw call.Fault("Start and step are of two types.");
        var count = Math.Max(0, Math.Ceiling((limit[0] - start[0]) / step[0]));
        if (!(count <= 1 << 24)) throw call.Fault("It is too long.", $"at most {1 << 24}", $"{count}");
        return call.Folded(start.Integers is { } first
            ? OnnxConstant.List([.. Enumerable.Range(0, (int)count).Select(i => first[0] + i * step.Integers![0])])
            : new([(long)count], [.. Enumerable.Range(0, (int)count).Select(i => (float)(start[0] + i * step[0]))], null));
    }

    /// <summary>Running sums of a constant along an axis.</summary>
    public static OnnxValue CumSum(OnnxCall call)
    {
        call.Require("exclusive", 0);
        call.Require("reverse", 0);
        var constant = call.Constant(0);
        var axis = call.Constant(1) is { Integers: [var stated] } ? call.Axis(stated, constant.Rank)
            : throw call.Fault("The axis is not one integer.");
        var (step, size) = (Movement.Steps(constant.Sizes)[axis], constant.Sizes[axis]);
        var sums = new double[constant.Count];
        for (var i = 0; i < sums.Length; i++) sums[i] = constant[i] + (i / step % size > 0 ? sums[i - step] : 0);
        return call.Folded(constant.Singles is null ? new(constant.Sizes, null, [.. sums.Select(sum => (long)sum)])
            : new(constant.Sizes, [.. sums.Select(sum => (float)sum)], null));
    }
}
