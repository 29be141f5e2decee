using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Formats.Onnx;

/// <summary>Convolutions, matrix products and batch normalization.</summary>
internal static class OnnxLinearOperators
{
    /// <summary>Conv with constant weights over two spatial axes, or over one, which is the columns of a single row.</summary>
    public static OnnxValue Conv(OnnxCall call)
    {
        var (data, weight, isLine) = Planes(call);
        var (outputs, inputs, height, width) = (weight.Sizes[0], weight.Sizes[1], weight.Sizes[2], weight.Sizes[3]);
        if (call.Integers("kernel_shape") is { } kernel && !kernel.SequenceEqual(isLine ? [width] : [height, width]))
            throw call.Fault("The kernel_shape is not the weight's.", $"{height}×{width}", WeightTensor.Text(kernel));
        var group = call.Integer("group", 1);
        if (group < 1 || data.Sizes[1] % group != 0 || inputs != data.Sizes[1] / group)
            throw call.Fault("The weight's input channels do not fit.", $"{data.Sizes[1]} channels in {group} groups",
                $"{inputs} per group");
        var window = call.Window(data, (int)height, (int)width);
        var bias = call.Has(2) ? call.Weights(2, outputs) : null;
        var layer = new Convolution((int)data.Sizes[1], (int)outputs, window, call.Keep(weight), bias, (int)group);
        return Result(call, layer, data, isLine);
    }

    /// <summary>
    /// ConvTranspose: the input with zeros between its elements and around it, convolved with the kernel turned by half a turn.
    /// </summary>
    public static OnnxValue ConvTranspose(OnnxCall call)
    {
        var (data, weight, isLine) = Planes(call);
        var group = call.Integer("group", 1);
        var (channels, each, height, width) = ((int)weight.Sizes[0], (int)weight.Sizes[1],
            (int)weight.Sizes[2], (int)weight.Sizes[3]);
        if (channels != data.Sizes[1] || group < 1 || channels % group != 0)
            throw call.Fault("The weight's input channels do not fit.", $"{data.Sizes[1]} in {group} groups", $"{channels}");
        if (call.Text("auto_pad", "NOTSET") != "NOTSET" || call.Integers("output_shape") is not null)
            throw call.Fault("Only stated pads are supported.", "pads");
        int[] strides = call.WindowAttribute("strides", [1, 1]), dilations = call.WindowAttribute("dilations", [1, 1]),
            pads = call.WindowAttribute("pads", [0, 0, 0, 0]), extra = call.WindowAttribute("output_padding", [0, 0]);
        if (strides.Contains(0) || dilations.Contains(0)) throw call.Fault("Strides or dilations are 0.", "at least 1", "0");
        if (isLine) extra = [0, extra[1] == 0 ? 0 : extra[1]];
        var spread = Spread(Movement.Reshape(data.Sizes), 2, dilations[0] * (height - 1), pads[0], pads[2] - extra[0]);
        spread = Spread(spread, 3, dilations[1] * (width - 1), pads[1], pads[3] - extra[1]);
        // inputs × outputs per group × rows × columns becomes outputs × inputs per group, turned.
        var per = channels / (int)group;
        var turned = weight.Move(Movement.Transpose([group, per, each, height, width], [0, 2, 1, 3, 4])
            .ThenAlong(3, [.. Enumerable.Range(0, height).Reverse()]).ThenAlong(4, [.. Enumerable.Range(0, width).Reverse()]));
        var window = new Window2D(height, width) { DilationY = dilations[0], DilationX = dilations[1] };
        var bias = call.Has(2) ? call.Weights(2, group * each) : null;
        return Result(call, new Convolution(channels, (int)group * each, window, call.Keep(turned), bias, (int)group),
            call.Move(data, spread), isLine);

        Movement Spread(Movement movement, int axis, int reach, int before, int after)
        {
            var (size, stride, first) = ((int)movement.Sizes[axis], strides[axis - 2], before - reach);
            var count = (size - 1L) * stride + 1 + 2 * reach - before - after;
            return count < 1 ? throw call.Fault("Nothing is left of the result.")
                : movement.ThenAlong(axis, count, at => first + at is >= 0 and var place && place % stride == 0
                    && place / stride < size ? place / stride : -1);
        }
    }

    /// <summary>Gemm, α·A·B + β·C.</summary>
    public static OnnxValue Gemm(OnnxCall call)
    {
        OnnxValue a = call.Value(0), b = call.Value(1);
        if (a.Rank != 2 || b.Rank != 2)
            throw call.Fault("Its inputs are not matrices.", "2 axes each",
                $"{WeightTensor.Text(a.Sizes)} and {WeightTensor.Text(b.Sizes)}");
        if (call.Integer("transA", 0) != 0) a = call.Move(a, Movement.Transpose(a.Sizes, [1, 0]));
        var isTransposed = call.Integer("transB", 0) != 0;
        if (a is OnnxData data && b is OnnxConstant { Rank: 2 } matrix && data.Sizes.Length == 2)
        {
            var weight = isTransposed ? matrix : matrix.Move(Movement.Transpose(matrix.Sizes, [1, 0]));
            var (outputs, inputs, alpha) = (weight.Sizes[0], weight.Sizes[1], call.Single("alpha", 1));
            if (inputs != data.Sizes[1])
                throw call.Fault("The matrix does not fit.", $"{data.Sizes[1]} inputs", WeightTensor.Text(matrix.Sizes));
            if (!call.Has(2) || call.Value(2) is OnnxConstant c && (c.Count == 1 || c.Count == outputs && c.Sizes[^1] == outputs))
            {
                var bias = new float[outputs];
                if (call.Has(2))
                    for (var i = 0; i < bias.Length; i++)
                        bias[i] = call.Single("beta", 1) * (float)call.Constant(2)[call.Constant(2).Count == 1 ? 0 : i];
                var values = call.Keep(weight);
                return call.Emit(new Linear((int)inputs, (int)outputs,
                    alpha == 1 ? values : Array.ConvertAll(values, w => alpha * w),
                    bias), [data.Sizes[0], outputs], data.Count == inputs ? data.Node : call.View(data));
            }
        }

        if (isTransposed) b = call.Move(b, Movement.Transpose(b.Sizes, [1, 0]));
        var product = OnnxArithmeticOperators.Scale(call, Product(call, a, b), call.Single("alpha", 1));
        return !call.Has(2) ? product
            : OnnxArithmeticOperators.Sum(call, product,
                OnnxArithmeticOperators.Scale(call, call.Value(2), call.Single("beta", 1)));
    }

    public static OnnxValue MatMul(OnnxCall call) => Product(call, call.Value(0), call.Value(1));

    /// <summary>
    /// BatchNormalization at inference: a constant scale and shift per channel. Constants, such as weights that a network
    /// standardizes, may also be normalized by their own statistics.
    /// </summary>
    public static OnnxValue BatchNormalization(OnnxCall call)
    {
        if (call.Value(0) is OnnxConstant constant) return Normalized(call, constant);
        call.Require("training_mode", 0);
        call.Require("spatial", 1);
        // Before operator set 14, asking for the statistics of the batch was how a file said that it trains.
        if (call.Opset < 14 && Enumerable.Range(1, Math.Max(0, call.OutputCount - 1)).Any(call.HasOutput))
            throw call.Fault("It is in training mode, and would normalize each image by itself. Export the network for "
                + "inference.",
                "1 output", $"{call.OutputCount} outputs");
        var data = call.Data();
        if (data.Rank < 2) throw call.Fault("Its input has no channels.");
        var channels = data.Sizes[1];
        var (gamma, beta) = (call.Weights(1, channels), call.Weights(2, channels));
        var (mean, variance) = (call.Weights(3, channels), call.Weights(4, channels));
        var affine = BatchNorm.ToScaleShift(gamma, beta, mean, variance, call.Single("epsilon", 1e-5f));
        return call.Emit(new ScaleShift(affine.Weight.Span.ToArray(), affine.Bias.Span.ToArray(), data.AxisOf(1)), data.Sizes,
            call.View(data));
    }

    /// <summary>Einsum of one value or two, as movements, sums and a product of matrices.</summary>
    public static OnnxValue Einsum(OnnxCall call)
    {
        var text = call.Text("equation", "").Replace(" ", "", StringComparison.Ordinal);
        var sides = text.Split("->");
        var terms = sides[0].Split(',');
        if (sides.Length != 2 || text.Contains('.') || terms.Length != call.InputCount || terms.Length > 2
            || terms.Append(sides[1]).Any(term => term.Distinct().Count() != term.Length))
            throw call.Fault("The equation is not supported.", "one or two terms of different letters, and a result", text);
        var (result, a) = (sides[1], Sized(call.Value(0), terms[0]));
        if (terms.Length == 1) return Arranged(call, Summed(a, terms[0], result), Kept(terms[0], result), result);
        var b = Sized(call.Value(1), terms[1]);
        (var left, a) = (Kept(terms[0], result + terms[1]), Summed(a, terms[0], result + terms[1]));
        (var right, b) = (Kept(terms[1], result + terms[0]), Summed(b, terms[1], result + terms[0]));
        foreach (var (letter, size) in left.Zip(a.Sizes))
            if (right.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var at && b.Sizes[at] != size)
                throw call.Fault($"The letter {letter} stands for two sizes.", $"{size}", $"{b.Sizes[at]}");
        string batch = new([.. left.Where(right.Contains).Where(result.Contains)]), inner = new([.. left.Where(right.Contains)
            .Where(letter => !result.Contains(letter))]), rows = Without(left, batch + inner),
            columns = Without(right, batch + inner);
        var sizes = left.Zip(a.Sizes).Concat(right.Zip(b.Sizes)).DistinctBy(pair => pair.First)
            .ToDictionary(pair => pair.First, pair => pair.Second);
        var product = Product(call, Matrix(a, left, rows, inner), Matrix(b, right, inner, columns));
        return Arranged(call, call.Move(product, Movement.Reshape([.. (batch + rows + columns).Select(letter => sizes[letter])])),
            batch + rows + columns, result);

        OnnxValue Sized(OnnxValue value, string term) => value.Rank == term.Length ? value
            : throw call.Fault("A term does not have the value's axes.", term, WeightTensor.Text(value.Sizes));
        OnnxValue Summed(OnnxValue value, string term, string kept) => term.All(kept.Contains) ? value
            : OnnxReduceOperators.Reduce(call, value, ReduceKind.Sum,
                [.. term.Index().Where(letter => !kept.Contains(letter.Item)).Select(letter => letter.Index)], keep: false);
        OnnxValue Matrix(OnnxValue value, string term, string first, string second) => call.Move(
            Arranged(call, value, term, batch + first + second),
            Movement.Reshape([.. batch.Select(letter => sizes[letter]), Length(first), Length(second)]));
        long Length(string letters) => letters.Aggregate(1L, (product, letter) => product * sizes[letter]);
    }

    /// <summary>Product of two values with as many matrices, or one, of data or constants.</summary>
    public static OnnxValue Product(OnnxCall call, OnnxValue a, OnnxValue b)
    {
        if (a.Rank == 0 || b.Rank == 0) throw call.Fault("A number is no matrix.");
        // A vector counts as one row on the left and one column on the right.
        if (a.Rank == 1) return Dropped(Product(call, call.Move(a, Movement.Reshape([1, .. a.Sizes])), b), 2);
        if (b.Rank == 1) return Dropped(Product(call, a, call.Move(b, Movement.Reshape([.. b.Sizes, 1]))), 1);
        if (a.Sizes[^1] != b.Sizes[^2])
            throw call.Fault("The matrices do not fit each other.", WeightTensor.Text(a.Sizes), WeightTensor.Text(b.Sizes));
        if (a is OnnxConstant x && b is OnnxConstant y) return Folded(call, x, y);
        if (a is OnnxData data && b is OnnxConstant matrix && matrix.Sizes[..^2].All(size => size == 1))
        {
            var (inputs, outputs) = ((int)matrix.Sizes[^2], (int)matrix.Sizes[^1]);
            var weight = matrix.Move(Movement.Transpose([inputs, outputs], [1, 0]));
            var product = call.Emit(new Linear(inputs, outputs, call.Keep(weight)), [.. data.Sizes[..^1], outputs],
                data.Count == inputs ? data.Node : call.View(data));
            return product with { Sizes = [.. Enumerable.Repeat(1L, Math.Max(0, matrix.Rank - data.Rank)), .. product.Sizes] };
        }

        if (a is OnnxConstant { Rank: 2 } && b is OnnxData)
            return Flipped(Product(call, Flipped(b), Flipped(a)));
        var outer = OnnxArithmeticOperators.Broadcast(call, a.Sizes[..^2], b.Sizes[..^2]);
        (a, b) = (Expanded(a), Expanded(b));
        return call.Emit(new MatMul(), [.. outer, a.Sizes[^2], b.Sizes[^1]], Nodes(a, b));

        OnnxValue Expanded(OnnxValue value) =>
            call.Move(value, OnnxMovementOperators.Expanded(call, value, [.. outer, .. value.Sizes[^2..]]));
        OnnxValue Flipped(OnnxValue value) => call.Move(value, Movement.Transpose(value.Sizes,
            [.. Enumerable.Range(0, value.Rank - 2), value.Rank - 1, value.Rank - 2]));
        OnnxValue Dropped(OnnxValue value, int fromEnd) => call.Move(value, Movement.Reshape(
            [.. value.Sizes[..^fromEnd], .. value.Sizes[^(fromEnd - 1)..]]));
        // The batch is left out only where a matrix remains.
        int[] Nodes(params OnnxValue[] values) => values[0].Rank > 2 ? call.Aligned(values)
            : [.. values.Select(value => value as OnnxData ?? call.Place((OnnxConstant)value)).Select(value =>
                call.View(value, OnnxData.ShapeOf(value.Sizes, withoutFirst: false)))];
    }

    private static OnnxConstant Normalized(OnnxCall call, OnnxConstant constant)
    {
        if (constant.Singles is not { } values || constant.Rank < 2) throw call.Fault("Its input has no channels.");
        var (channels, inner) = ((int)constant.Sizes[1], Movement.Product(constant.Sizes.AsSpan(2..)));
        var (gamma, beta) = (call.Weights(1, channels), call.Weights(2, channels));
        // Copies: other nodes may read the same constants.
        float[] mean = [.. call.Weights(3, channels)], variance = [.. call.Weights(4, channels)];
        if (call.Integer("training_mode", 0) != 0)
            for (var c = 0; c < channels; c++)
            {
                var own = Own(c);
                var center = own.Average();
                (mean[c], variance[c]) = ((float)center, (float)own.Average(value => (value - center) * (value - center)));
            }

        var affine = BatchNorm.ToScaleShift(gamma, beta, mean, variance, call.Single("epsilon", 1e-5f));
        return call.Folded(new(constant.Sizes,
            [.. values.Select((value, i) => value * affine.ScaleOf(i / inner % channels) + affine.ShiftOf(i / inner % channels))],
            null));

        // Those of a channel, of each image of the batch.
        double[] Own(int channel)
        {
            var own = new double[values.Length / channels];
            for (var i = 0; i < own.Length; i++)
                own[i] = values[i / inner * channels * inner + channel * inner + i % inner];
            return own;
        }
    }

    private static OnnxConstant Folded(OnnxCall call, OnnxConstant a, OnnxConstant b)
    {
        var outer = OnnxArithmeticOperators.Broadcast(call, a.Sizes[..^2], b.Sizes[..^2]);
        a = a.Move(OnnxMovementOperators.Expanded(call, a, [.. outer, .. a.Sizes[^2..]]));
        b = b.Move(OnnxMovementOperators.Expanded(call, b, [.. outer, .. b.Sizes[^2..]]));
        var (rows, depth, columns) = ((int)a.Sizes[^2], (int)a.Sizes[^1], (int)b.Sizes[^1]);
        long[] sizes = [.. outer, rows, columns];
        call.Spend((long)Movement.Product(sizes) * depth / 8); // a value's worth of work each
        var result = new float[Movement.Product(sizes)];
        for (var i = 0; i < result.Length; i++)
        {
            var (matrix, at) = Math.DivRem(i, rows * columns);
            var sum = 0.0;
            for (var d = 0; d < depth; d++)
                sum += a[(matrix * rows + at / columns) * depth + d] * b[(matrix * depth + d) * columns + at % columns];
            result[i] = (float)sum;
        }

        return call.Folded(a.Singles is null ? new(sizes, null, [.. result.Select(value => (long)value)])
            : new(sizes, result, null));
    }

    // Data and weights with two spatial axes, of which the first may have been added.
    private static (OnnxData Data, OnnxConstant Weight, bool IsLine) Planes(OnnxCall call)
    {
        var (data, weight) = (call.Data(), call.Constant(1));
        var isLine = data.Rank == 3 && weight.Rank == 3;
        if (isLine)
        {
            data = data with { Sizes = [data.Sizes[0], data.Sizes[1], 1, data.Sizes[2]] };
            weight = weight with { Sizes = [weight.Sizes[0], weight.Sizes[1], 1, weight.Sizes[2]] };
        }

        if (weight.Sizes is not [_, _, <= 1 << 14, <= 1 << 14])
            throw call.Fault("The weight does not have the axes of a 2-D convolution.", "4", WeightTensor.Text(weight.Sizes));
        return data.Rank == 4 && data.Sizes[0] == 1 ? (data, weight, isLine)
            : throw call.Fault("Its input is no image or feature map.", "1×channels×height×width", WeightTensor.Text(data.Sizes));
    }

    private static OnnxData Result(OnnxCall call, Convolution layer, OnnxData data, bool isLine)
    {
        var (height, width) = layer.Window.OutputSize((int)data.Sizes[2], (int)data.Sizes[3]);
        var result = call.Emit(layer, [1, layer.OutputChannels, height, width], call.View(data));
        return isLine ? result with { Sizes = [1, layer.OutputChannels, width] } : result;
    }

    private static OnnxValue Arranged(OnnxCall call, OnnxValue value, string term, string wanted) =>
        wanted.All(term.Contains)
            ? call.Move(value, Movement.Transpose(value.Sizes, [.. wanted.Select(letter => term.IndexOf(letter))]))
            : throw call.Fault("The result has a letter that no term has.", term, wanted);

    private static string Kept(string term, string letters) => new([.. term.Where(letters.Contains)]);

    private static string Without(string term, string letters) => new([.. term.Where(letter => !letters.Contains(letter))]);
}
