using System.Runtime.CompilerServices;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Engines.Managed.Blocked;

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

    /// <summary>The windows of a pool along the vertical axis.</summary>
    /// <param name="window">The window.</param>
    /// <param name="input">True shape of the input.</param>
    /// <param name="count">Taps of a window that count for a mean; none where null.</param>
    public static PoolAxis Rows(Window2D window, TensorShape input, Func<int, int>? count = null) => Over(
        PoolShape.Of(window, input).Height, input.Height, window.DilationY,
        o => PoolShape.Taps(o, window.StrideY, window.PadTop, window.DilationY, window.KernelHeight, input.Height), count);

    /// <summary>The windows of a pool along the horizontal axis.</summary>
    /// <inheritdoc cref="Rows"/>
    public static PoolAxis Columns(Window2D window, TensorShape input, Func<int, int>? count = null) => Over(
        PoolShape.Of(window, input).Width, input.Width, window.DilationX,
        o => PoolShape.Taps(o, window.StrideX, window.PadLeft, window.DilationX, window.KernelWidth, input.Width), count);

    /// <summary>The parts of an adaptive pool along one axis.</summary>
    /// <param name="count">Number of parts.</param>
    /// <param name="size">Positions of the input.</param>
    public static PoolAxis Parts(int count, int size) => new(size, 1, Enumerable.Range(0, count)
        .Select(i => AdaptiveAveragePool.Part(i, count, size))
        .Select(part => new PoolWindow(part.Start, part.End, part.End - part.Start)));

    /// <summary>Positions of the input.</summary>
    public int Size { get; }

    /// <summary>Positions between two taps.</summary>
    public int Step { get; }

    /// <summary>The windows.</summary>
    public ReadOnlySpan<PoolWindow> Windows => _windows;

    /// <summary>The windows that read a position, in ascending order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<PoolReader> Readers(int position) =>
        _readers.AsSpan(_firstReader[position], _firstReader[position + 1] - _firstReader[position]);

    private static PoolAxis Over(int windows, int size, int step, Func<int, (int First, int End)> taps, Func<int, int>? count) =>
        new(size, step,
            Enumerable.Range(0, windows).Select(o => new PoolWindow(taps(o).First, taps(o).End, count?.Invoke(o) ?? 0)));
}
