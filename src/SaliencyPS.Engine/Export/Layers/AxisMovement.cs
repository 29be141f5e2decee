using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Export.Layers;

/// <summary>
/// A <see cref="Gather"/> that is a cut of the input, an exchange of axes and a repetition: what arrays in many languages call
/// strides.
/// </summary>
/// <param name="View">Lengths of the axes that the input is seen to have.</param>
/// <param name="Starts">Where along each of them the part that is moved begins.</param>
/// <param name="Lengths">How long that part is.</param>
/// <param name="Loops">
/// The axes of the result, the outermost first: the axis of the view that each walks along, or −1 for one that repeats, and its
/// length.
/// </param>
internal sealed record AxisMovement(int[] View, int[] Starts, int[] Lengths, (int Axis, int Length)[] Loops)
{
    /// <summary>Most axes, as many as are read again.</summary>
    private const int MostAxes = 6;

    /// <summary>The movement as one along axes; null where it is none, or takes too many.</summary>
    /// <param name="gather">The movement.</param>
    /// <param name="length">Number of elements of the input.</param>
    public static AxisMovement? Of(Gather gather, int length)
    {
        if (gather.Starts.Contains(-1) || Strides(gather) is not { } loops) return null;
        // Along the input, the longest stride first.
        int[] order = [.. Enumerable.Range(0, loops.Count).Where(i => loops[i].Stride > 0)
            .OrderByDescending(i => loops[i].Stride)];
        var (view, starts, lengths) = (new List<int>(), new List<int>(), new List<int>());
        var (outer, rest) = (length, gather.Starts[0]);
        foreach (var (size, stride) in order.Select(i => loops[i]))
        {
            var start = rest / stride;
            if (outer % stride != 0 || start + size > outer / stride) return null;
            view.Add(outer / stride);
            starts.Add(start);
            lengths.Add(size);
            (outer, rest) = (stride, rest % stride);
        }

        if (outer > 1)
        {
            view.Add(outer);
            starts.Add(rest);
            lengths.Add(1);
        }

        return Math.Max(view.Count, loops.Count) > MostAxes ? null : new([.. view], [.. starts], [.. lengths],
            [.. loops.Select((loop, i) => (Array.IndexOf(order, i), loop.Length))]);
    }

    // Nested loops that walk the sources at constant strides, the outermost first.
    private static List<(int Length, int Stride)>? Strides(Gather gather)
    {
        var starts = gather.Starts;
        List<(int Length, int Stride)> loops = gather.Run > 1 ? [(gather.Run, 1)] : [];
        for (var block = 1; block < starts.Length;)
        {
            var stride = starts[block] - starts[0];
            var count = 2;
            while (count * block < starts.Length && starts[count * block] == starts[0] + count * stride) count++;
            while (starts.Length % (count * block) != 0) count--;
            if (count == 1 || stride < 0) return null;
            loops.Insert(0, (count, stride));
            block *= count;
        }

        for (var i = 0; i < starts.Length; i++)
        {
            var (source, rest) = (starts[0], i);
            for (var at = loops.Count - (gather.Run > 1 ? 2 : 1); at >= 0; at--)
            {
                (rest, var index) = Math.DivRem(rest, loops[at].Length);
                source += index * loops[at].Stride;
            }

            if (source != starts[i]) return null;
        }

        return loops;
    }
}
