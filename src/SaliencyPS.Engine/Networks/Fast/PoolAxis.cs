using System.Runtime.CompilerServices;

namespace SaliencyPS.Networks.Fast;

/// <summary>The windows of a pool along one axis, and for each position of the input the windows that read it.</summary>
internal sealed class PoolAxis
{
    private readonly PoolWindow[] _windows;
    private readonly PoolReader[] _readers;
    private readonly int[] _firstReader;

    /// <summary>Windows from first to last over an axis of so many positions; taps are <paramref name="step"/> apart.</summary>
    public PoolAxis(int size, int step, IEnumerable<PoolWindow> windows)
    {
        (Size, Step, _windows) = (size, step, [.. windows]);
        var readers = Enumerable.Range(0, size).Select(_ => new List<PoolReader>()).ToArray();
        for (var w = 0; w < _windows.Length; w++)
            for (int i = _windows[w].First, tap = 0; i < _windows[w].End; i += step, tap++) readers[i].Add(new(w, tap));
        _readers = [.. readers.SelectMany(list => list)];
        _firstReader = new int[size + 1];
        for (var i = 0; i < size; i++) _firstReader[i + 1] = _firstReader[i] + readers[i].Count;
    }

    /// <summary>Positions of the input.</summary>
    public int Size { get; }

    /// <summary>Positions between two taps.</summary>
    public int Step { get; }

    /// <summary>The windows.</summary>
    public ReadOnlySpan<PoolWindow> Windows => _windows;

    /// <summary>The windows that read a position, in ascending order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<PoolReader> Readers(int position) => _readers.AsSpan(_firstReader[position], _firstReader[position + 1] - _firstReader[position]);
}
