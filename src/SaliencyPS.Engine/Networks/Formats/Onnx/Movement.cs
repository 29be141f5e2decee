using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks.Formats.Onnx;

/// <summary>
/// Where each element of a result is found in an input: what operators that only move values do, to weights and to data alike.
/// </summary>
/// <param name="Sizes">Sizes of the result.</param>
/// <param name="Sources">
/// The place in the input of each element, row-major; −1 for an element that is 0; null where all stay in their order.
/// </param>
internal sealed record Movement(long[] Sizes, int[]? Sources)
{
    /// <summary>Most elements of one result.</summary>
    private const int Maximum = 1 << 25;

    /// <summary>All elements in their order, in sizes of the same product.</summary>
    public static Movement Reshape(long[] sizes) => new(sizes, null);

    /// <summary>Axis i of the result is axis <c>order[i]</c> of the input.</summary>
    public static Movement Transpose(long[] sizes, int[] order)
    {
        long[] moved = [.. order.Select(axis => sizes[axis])];
        // Axes of length 1 can go anywhere.
        var kept = order.Where(axis => sizes[axis] != 1).ToArray();
        if (kept.SequenceEqual(kept.Order())) return Reshape(moved);
        var steps = Steps(sizes);
        var sources = New(moved);
        Fill(sources, moved, [.. order.Select(axis => steps[axis])]);
        return new(moved, sources);
    }

    /// <summary>Index i of one axis of the result is index <c>indices[i]</c> of the input, or zeros where that is −1.</summary>
    public static Movement Along(long[] sizes, int axis, int[] indices)
    {
        long[] moved = [.. sizes];
        moved[axis] = indices.Length;
        if (indices.Length == sizes[axis] && indices.Index().All(i => i.Index == i.Item)) return Reshape(moved);
        var inner = Product(sizes[(axis + 1)..]);
        var outer = Product(sizes[..axis]);
        var sources = New(moved);
        var at = 0;
        for (var o = 0; o < outer; o++)
            foreach (var index in indices)
                for (var i = 0; i < inner; i++) sources[at++] = index < 0 ? -1 : (o * (int)sizes[axis] + index) * inner + i;
        return new(moved, sources);
    }

    /// <summary>This movement, and then another of its result.</summary>
    public Movement Then(Movement next) => next.Sources is null ? this with { Sizes = next.Sizes }
        : Sources is null ? next
        : new(next.Sizes, Array.ConvertAll(next.Sources, i => i < 0 ? -1 : Sources[i]));

    /// <summary>This movement, and then one along an axis of its result.</summary>
    public Movement ThenAlong(int axis, int[] indices) => Then(Along(Sizes, axis, indices));

    /// <summary>
    /// This movement, and then one along an axis of its result whose places are told one by one: how many there are is known
    /// before any is made.
    /// </summary>
    public Movement ThenAlong(int axis, long count, Func<int, int> source)
    {
        long[] moved = [.. Sizes];
        moved[axis] = count;
        Require(moved);
        return ThenAlong(axis, [.. Enumerable.Range(0, (int)count).Select(source)]);
    }

    /// <summary>Repetition of axes of length 1, so that the sizes become those wanted, of the same number.</summary>
    public Movement ThenExpand(long[] sizes)
    {
        var result = this;
        Require(sizes);
        for (var axis = 0; axis < sizes.Length; axis++)
            if (result.Sizes[axis] != sizes[axis]) result = result.ThenAlong(axis, new int[sizes[axis]]);
        return result;
    }

    /// <summary>Distance of neighbors along each axis, row-major.</summary>
    public static int[] Steps(long[] sizes)
    {
        var steps = new int[sizes.Length];
        var step = 1;
        for (var axis = sizes.Length - 1; axis >= 0; axis--)
        {
            steps[axis] = step;
            step = checked(step * (int)sizes[axis]);
        }

        return steps;
    }

    /// <summary>Number of elements.</summary>
    public static int Product(ReadOnlySpan<long> sizes)
    {
        var product = 1;
        foreach (var size in sizes) product = checked(product * (int)size);
        return product;
    }

    private static int[] New(long[] sizes)
    {
        Require(sizes);
        return new int[Product(sizes)];
    }

    /// <summary>
    /// Refuses sizes that no result may have. They come from the file: an axis of none must not hide that another is too long.
    /// </summary>
    /// <exception cref="NetworkFormatException">They are too large.</exception>
    public static void Require(long[] sizes)
    {
        if (sizes.Any(size => size < 0) || sizes.Aggregate((Int128)1, (product, size) =>
            Int128.Min(product * Math.Max(size, 1), long.MaxValue)) > Maximum)
            throw new NetworkFormatException("The result is too large.", expected: $"at most {Maximum} values",
                actual: WeightTensor.Text(sizes));
    }

    private static void Fill(int[] sources, long[] sizes, int[] steps)
    {
        var index = new long[sizes.Length];
        var source = 0;
        for (var i = 0; i < sources.Length; i++)
        {
            sources[i] = source;
            for (var axis = sizes.Length - 1; axis >= 0; axis--)
            {
                source += steps[axis];
                if (++index[axis] < sizes[axis]) break;
                source -= steps[axis] * (int)sizes[axis];
                index[axis] = 0;
            }
        }
    }
}
