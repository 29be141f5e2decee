using SaliencyPS.Tensors;

namespace SaliencyPS.Engines.Managed.Reference;

/// <summary>
/// Walks a full shape of channels × height × width as equal runs, each of which reads either a run of a part of it (a shape in
/// which some axes have length 1 and are repeated) or one element of it.
/// </summary>
internal readonly struct Broadcast
{
    private readonly TensorShape _full, _part;
    private readonly bool _planes;

    public Broadcast(TensorShape full, TensorShape part)
    {
        (_full, _part) = (full, part);
        // Whole planes where the part has whole planes, or one value for each; rows otherwise.
        _planes = (part.Height, part.Width) == (full.Height, full.Width) || part.Plane == 1;
    }

    public delegate void ByElement<T>(Span<T> target, ReadOnlySpan<T> source);

    public delegate void ByValue<T>(Span<T> target, T value);

    /// <summary>Number of runs.</summary>
    public int Count => _planes ? _full.Channels : _full.Channels * _full.Height;

    /// <summary>Elements of the full shape in a run.</summary>
    public int Length => _planes ? _full.Plane : _full.Width;

    /// <summary>Elements of the part that a run reads: <see cref="Length"/>, or 1.</summary>
    public int SourceLength => _planes ? _part.Plane : _part.Width;

    /// <summary>Where in the part run <paramref name="run"/> begins.</summary>
    public int Source(int run)
    {
        if (_planes) return _part.Channels == 1 ? 0 : run * _part.Plane;
        var (channel, row) = Math.DivRem(run, _full.Height);
        return ((_part.Channels == 1 ? 0 : channel) * _part.Height + (_part.Height == 1 ? 0 : row)) * _part.Width;
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
