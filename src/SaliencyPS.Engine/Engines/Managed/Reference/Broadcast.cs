using SaliencyPS.Tensors;

namespace SaliencyPS.Engines.Managed.Reference;

/// <summary>
/// Walks a full shape as equal runs, each of which reads either a run of a part of it (a shape in which some axes have length 1
/// and are repeated) or one element of it.
/// </summary>
internal readonly struct Broadcast
{
    private readonly TensorShape _full, _part;
    private readonly int _axes; // axes before those that a run covers

    public Broadcast(TensorShape full, TensorShape part)
    {
        (_full, _part, _axes, Length, SourceLength) = (full, part, full.Rank, 1, 1);
        // Axes that are repeated throughout, or nowhere, make one run.
        for (var axis = full.Rank - 1; axis >= 0; axis--)
        {
            if (part[axis] == full[axis] ? SourceLength != Length : part[axis] != 1 || SourceLength != 1) break;
            (_axes, Length, SourceLength) = (axis, Length * full[axis], SourceLength * part[axis]);
        }
    }

    public delegate void ByElement<T>(Span<T> target, ReadOnlySpan<T> source);

    public delegate void ByValue<T>(Span<T> target, T value);

    /// <summary>Number of runs.</summary>
    public int Count => _full.Length / Length;

    /// <summary>Elements of the full shape in a run.</summary>
    public int Length { get; }

    /// <summary>Elements of the part that a run reads: <see cref="Length"/>, or 1.</summary>
    public int SourceLength { get; }

    /// <summary>Where in the part run <paramref name="run"/> begins.</summary>
    public int Source(int run)
    {
        var (start, step) = (0, SourceLength);
        for (var axis = _axes - 1; axis >= 0; axis--)
        {
            (run, var index) = Math.DivRem(run, _full[axis]);
            if (_part[axis] != 1) start += index * step;
            step *= _part[axis];
        }

        return start;
    }

    /// <summary>
    /// Combines one input with the result so far, run by run: element by element, or with the one value that is repeated.
    /// </summary>
    public static void Combine<T>(
        TensorShape full, Span<T> result, TensorShape part, ReadOnlySpan<T> input, ByElement<T> byElement, ByValue<T> byValue)
    {
        var runs = new Broadcast(full, part);
        for (var r = 0; r < runs.Count; r++)
        {
            var target = result.Slice(r * runs.Length, runs.Length);
            var source = input.Slice(runs.Source(r), runs.SourceLength);
            if (source.Length == 1) byValue(target, source[0]);
            else byElement(target, source);
        }
    }
}
