using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks.Formats.Onnx;

/// <summary>Operators that move, repeat and drop elements, of data and of constants alike.</summary>
internal static class OnnxMovementOperators
{
    public static OnnxValue Transpose(OnnxCall call)
    {
        var value = call.Value(0);
        var order = call.Integers("perm")?.Select(axis => call.Axis(axis, value.Rank)).ToArray()
            ?? [.. Enumerable.Range(0, value.Rank).Reverse()];
        return order.Length == value.Rank && order.Distinct().Count() == order.Length
            ? call.Move(value, Movement.Transpose(value.Sizes, order))
            : throw call.Fault("The order of the axes is wrong.", $"each of {value.Rank} once", string.Join(", ", order));
    }

    /// <summary>Concat along any axis, of data, constants or both.</summary>
    public static OnnxValue Concat(OnnxCall call)
    {
        OnnxValue[] parts = [.. call.Values()];
        var axis = call.Axis(call.Integer("axis", 1), parts[0].Rank);
        foreach (var part in parts)
            if (part.Rank != parts[0].Rank || part.Sizes.Where((size, i) => i != axis && size != parts[0].Sizes[i]).Any())
                throw call.Fault("The inputs do not fit together.", WeightTensor.Text(parts[0].Sizes),
                    WeightTensor.Text(part.Sizes));
        parts = [.. parts.Where(part => part.Sizes[axis] > 0) is var filled && filled.Any() ? filled : parts[..1]];
        return parts.Length == 1 ? parts[0] : Join(call, axis, parts);
    }

    /// <summary>Slice; starts, ends, axes and steps are attributes before operator set 10 and inputs since.</summary>
    public static OnnxValue Slice(OnnxCall call)
    {
        var value = call.Value(0);
        long[] starts = call.Integers("starts", 1) ?? throw call.Fault("The starts are missing."),
            ends = call.Integers("ends", 2) ?? throw call.Fault("The ends are missing."),
            axes = call.Integers("axes", 3) ?? [.. Enumerable.Range(0, starts.Length).Select(i => (long)i)],
            steps = call.Integers(4) ?? [.. starts.Select(_ => 1L)];
        if (ends.Length != starts.Length || axes.Length != starts.Length || steps.Length != starts.Length || steps.Contains(0))
            throw call.Fault("Starts, ends, axes and steps do not fit together.");
        if (axes.Select(axis => call.Axis(axis, value.Rank)).Distinct().Count() != axes.Length)
            throw call.Fault("An axis is sliced twice.", actual: string.Join(", ", axes));
        var movement = Movement.Reshape(value.Sizes);
        for (var i = 0; i < starts.Length; i++)
        {
            var axis = call.Axis(axes[i], value.Rank);
            var size = movement.Sizes[axis];
            var (least, most) = steps[i] > 0 ? (0L, size) : (-1L, size - 1);
            long from = Bound(starts[i], size, Math.Max(least, 0), most), to = Bound(ends[i], size, least, most);
            var (step, distance) = ((Int128)steps[i], (Int128)to - from);
            var count = (long)Int128.Max(0, (distance + step - Int128.Sign(step)) / step);
            movement = movement.ThenAlong(axis, count, at => (int)(from + at * step));
        }

        return call.Move(value, movement);

        static long Bound(long index, long size, long least, long most) =>
            Math.Clamp(index < 0 ? Math.Max(index, -size - 1) + size : index, least, Math.Max(least, most));
    }

    /// <summary>Split into parts of given lengths, or of equal ones.</summary>
    public static OnnxValue Split(OnnxCall call)
    {
        var value = call.Value(0);
        var axis = call.Axis(call.Integer("axis", 0), value.Rank);
        var size = value.Sizes[axis];
        var count = call.Integer("num_outputs", call.OutputCount);
        if (count < 1) throw call.Fault("It has no parts.");
        var each = (size + count - 1) / count;
        var parts = call.Integers("split", 1)
            ?? [.. Enumerable.Range(0, call.OutputCount).Select(i => Math.Clamp(size - i * each, 0, each))];
        if (parts.Length < call.OutputCount || parts.Any(part => part < 0) || parts.Sum() != size)
            throw call.Fault("The parts do not fit.", $"{call.OutputCount} with the sum {size}", string.Join(", ", parts));
        OnnxValue first = value;
        long start = 0;
        for (var i = 0; i < call.OutputCount; start += parts[i++])
        {
            if (i > 0 && !call.HasOutput(i)) continue;
            var begin = (int)start;
            var part = call.Move(value, Movement.Reshape(value.Sizes).ThenAlong(axis, parts[i], at => begin + at));
            call.SetOutput(i, part);
            if (i == 0) first = part;
        }

        return first;
    }

    /// <summary>Gather of constant indices along an axis.</summary>
    public static OnnxValue Gather(OnnxCall call)
    {
        var (value, indices) = (call.Value(0), call.Constant(1));
        var axis = call.Axis(call.Integer("axis", 0), value.Rank);
        var moved = Movement.Along(value.Sizes, axis, [.. Integers(call, 1).Select(i => call.Axis(i, (int)value.Sizes[axis]))]);
        return call.Move(value,
            moved.Then(Movement.Reshape([.. value.Sizes[..axis], .. indices.Sizes, .. value.Sizes[(axis + 1)..]])));
    }

    public static OnnxValue GatherElements(OnnxCall call)
    {
        var (value, indices) = (call.Value(0), call.Constant(1));
        var axis = call.Axis(call.Integer("axis", 0), value.Rank);
        if (indices.Rank != value.Rank) throw call.Fault("The indices have another number of axes than the data.");
        int[] steps = Movement.Steps(value.Sizes), own = Movement.Steps(indices.Sizes);
        var picks = Integers(call, 1);
        var sources = new int[picks.Length];
        for (var i = 0; i < sources.Length; i++)
            for (int rest = i, a = 0; a < value.Rank; a++)
            {
                (var index, rest) = Math.DivRem(rest, own[a]);
                sources[i] += steps[a]
                    * (a == axis ? call.Axis(picks[i], (int)value.Sizes[a]) : call.Axis(index, (int)value.Sizes[a]));
            }

        return call.Move(value, new(indices.Sizes, sources));
    }

    public static OnnxValue GatherND(OnnxCall call)
    {
        call.Require("batch_dims", 0);
        var (value, indices) = (call.Value(0), call.Constant(1));
        var (starts, inner) = Positions(call, value.Sizes, indices, 1);
        Movement.Require([starts.Length, inner]);
        return call.Move(value, new([.. indices.Sizes[..^1], .. value.Sizes[(int)indices.Sizes[^1]..]],
            [.. starts.SelectMany(start => Enumerable.Range(start, inner))]));
    }

    /// <summary>ScatterND: data with constant places replaced by updates, which is a movement out of both, joined.</summary>
    public static OnnxValue ScatterND(OnnxCall call)
    {
        if (call.Text("reduction", "none") is var reduction && reduction != "none")
            throw call.Fault("The reduction is not supported.", "none", reduction);
        var (value, updates) = (call.Value(0), call.Value(2));
        var (starts, inner) = Positions(call, value.Sizes, call.Constant(1), 1);
        Movement.Require(value.Sizes);
        if (updates.Count != (long)starts.Length * inner) throw call.Fault("The updates do not fit the indices.");
        int[] sources = [.. Enumerable.Range(0, value.Count)];
        for (var i = 0; i < starts.Length; i++)
            for (var j = 0; j < inner; j++) sources[starts[i] + j] = value.Count + i * inner + j;
        var both = Join(call, 0,
            [call.Move(value, Movement.Reshape([value.Count])), call.Move(updates, Movement.Reshape([updates.Count]))]);
        return call.Move(both, new(value.Sizes, sources));
    }

    /// <summary>Repetition of axes of length 1 up to sizes that may have more axes.</summary>
    public static OnnxValue Expand(OnnxCall call)
    {
        var value = call.Value(0);
        var target = call.Integers(1) ?? throw call.Fault("The shape is missing.");
        return call.Move(value, Expanded(call, value, OnnxArithmeticOperators.Broadcast(call, value.Sizes, target)));
    }

    public static OnnxValue Tile(OnnxCall call)
    {
        var value = call.Value(0);
        var repeats = call.Integers(1) ?? throw call.Fault("The repeats are missing.");
        if (repeats.Length != value.Rank || repeats.Any(repeat => repeat is < 0 or > 1 << 20))
            throw call.Fault("The repeats do not fit.");
        var movement = Movement.Reshape(value.Sizes);
        for (var axis = 0; axis < value.Rank; axis++)
        {
            var size = (int)value.Sizes[axis];
            movement = movement.ThenAlong(axis, size * repeats[axis], i => i % size);
        }

        return call.Move(value, movement);
    }

    public static OnnxValue DepthToSpace(OnnxCall call)
    {
        var data = call.Value(0);
        var b = call.Integer("blocksize", 0);
        if (data.Sizes is not [var n, var c, var h, var w] || b is < 1 or > 1 << 10 || c % (b * b) != 0)
            throw call.Fault("The block size does not fit.", actual: WeightTensor.Text(data.Sizes));
        var columnsFirst = call.Text("mode", "DCR") == "DCR";
        long[] parts = columnsFirst ? [n, b, b, c / (b * b), h, w] : [n, c / (b * b), b, b, h, w];
        return call.Move(data, Movement.Transpose(parts, columnsFirst ? [0, 3, 4, 1, 5, 2] : [0, 1, 4, 2, 5, 3])
            .Then(Movement.Reshape([n, c / (b * b), h * b, w * b])));
    }

    public static OnnxValue SpaceToDepth(OnnxCall call)
    {
        var data = call.Value(0);
        var b = call.Integer("blocksize", 0);
        if (data.Sizes is not [var n, var c, var h, var w] || b is < 1 or > 1 << 10 || h % b != 0 || w % b != 0)
            throw call.Fault("The block size does not fit.", actual: WeightTensor.Text(data.Sizes));
        return call.Move(data, Movement.Transpose([n, c, h / b, b, w / b, b], [0, 3, 5, 1, 2, 4])
            .Then(Movement.Reshape([n, c * b * b, h / b, w / b])));
    }

    /// <summary>The upper or lower triangle of matrices, zeros elsewhere.</summary>
    public static OnnxValue Trilu(OnnxCall call)
    {
        var value = call.Value(0);
        if (value.Rank < 2) throw call.Fault("It has no matrix.");
        Movement.Require(value.Sizes);
        if (call.Has(1) && Integers(call, 1).Length != 1) throw call.Fault("Input 1 is not one number.");
        var (upper, shift) = (call.Integer("upper", 1) != 0, call.Has(1) ? Integers(call, 1)[0] : 0);
        var (rows, columns) = ((int)value.Sizes[^2], (int)value.Sizes[^1]);
        return call.Move(value, new(value.Sizes, [.. Enumerable.Range(0, value.Count).Select(i =>
            i % columns - i / columns % rows - shift is var distance && (upper ? distance >= 0 : distance <= 0) ? i : -1)]));
    }

    /// <summary>What repeats a value's axes of length 1 until it has the sizes.</summary>
    public static Movement Expanded(OnnxCall call, OnnxValue value, long[] sizes)
    {
        if (sizes.Length > 8) throw call.Fault("There are too many axes.", actual: WeightTensor.Text(sizes));
        return Movement.Reshape([.. Enumerable.Repeat(1L, sizes.Length - value.Rank), .. value.Sizes]).ThenExpand(sizes);
    }

    /// <summary>Values in a row along an axis; but for it their sizes are equal.</summary>
    public static OnnxValue Join(OnnxCall call, int axis, OnnxValue[] parts)
    {
        long[] sizes = [.. parts[0].Sizes];
        sizes[axis] = parts.Sum(part => part.Sizes[axis]);
        if (parts.All(part => part is OnnxConstant)) return Constants(call, axis, sizes, [.. parts.Cast<OnnxConstant>()]);
        OnnxData[] data = [.. parts.Select(part => part as OnnxData ?? call.Place((OnnxConstant)part))];
        // Along the batch, each part is taken as having one more axis.
        var shapes = data.Select(part => OnnxData.ShapeOf(part.Sizes, withoutFirst: axis > 0 && part.HasBatch));
        return call.Emit(new Concat(axis > 0 && data[0].HasBatch ? axis - 1 : axis), sizes,
            [.. data.Zip(shapes, call.View)]);
    }

    private static OnnxConstant Constants(OnnxCall call, int axis, long[] sizes, OnnxConstant[] parts)
    {
        if (parts.Any(part => part.Singles is null) && parts.Any(part => part.Integers is null))
            throw call.Fault("Floats and integers cannot be joined.");
        var outer = Movement.Product(sizes.AsSpan(..axis));
        call.Spend(Movement.Product(sizes));
        return parts[0].Singles is null ? new(sizes, null, Joined(part => part.Integers!))
            : new(sizes, Joined(part => part.Singles!), null);

        T[] Joined<T>(Func<OnnxConstant, T[]> values) => [.. Enumerable.Range(0, outer).SelectMany(o => parts.SelectMany(part =>
            values(part).Skip(o * (part.Count / outer)).Take(part.Count / outer)))];
    }

    private static long[] Integers(OnnxCall call, int input) =>
        call.Integers(input) ?? throw call.Fault($"Input {input} is missing.");

    // Where each tuple of indices points to, and how many elements it stands for.
    private static (int[] Starts, int Inner) Positions(OnnxCall call, long[] sizes, OnnxConstant indices, int input)
    {
        if (indices.Rank < 1 || indices.Sizes[^1] is var depth && (depth < 1 || depth > sizes.Length))
            throw call.Fault("The indices do not fit.", actual: WeightTensor.Text(indices.Sizes));
        var (steps, count) = (Movement.Steps(sizes), (int)indices.Sizes[^1]);
        var starts = Integers(call, input).Chunk(count)
            .Select(tuple => tuple.Select((index, axis) => steps[axis] * call.Axis(index, (int)sizes[axis])).Sum());
        return ([.. starts], Movement.Product(sizes.AsSpan(count..)));
    }
}
