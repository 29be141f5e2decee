using SaliencyPS.Engines.Managed.Kernels;
using SaliencyPS.Threads;

namespace SaliencyPS.Engines.Managed.Rows;

/// <summary>
/// A movement that exchanges two axes, seen as equal matrices of which each is transposed: source row r, column c goes to row c,
/// column r of the result.
/// </summary>
internal sealed unsafe class TransposedMatrices
{
    // Rows of a work item, whole cache lines of the result.
    private const int Rows = 64;

    private readonly int[] _sources, _targets;
    private readonly int _rows, _columns, _sourceStep, _targetStep;

    private TransposedMatrices(int[] sources, int[] targets, (int Rows, int Columns) size, (int Source, int Target) steps)
    {
        (_sources, _targets) = (sources, targets);
        (_rows, _columns) = size;
        (_sourceStep, _targetStep) = steps;
    }

    /// <summary>What is done with a part of one matrix of a sample.</summary>
    public delegate void Body(int sample, TransposedMatrices matrices, int part);

    private int Parts => (_rows + Rows - 1) / Rows;

    /// <summary>The matrices, if the movement is of that kind.</summary>
    /// <param name="sources">For each element of the result its place in the input.</param>
    public static TransposedMatrices? Find(ReadOnlySpan<int> sources)
    {
        if (Axes(sources) is not { } axes || axes[0].Step == 1) return null;
        var second = axes.FindIndex(axis => axis.Step == 1);
        if (second < 0) return null;
        List<int> from = [sources[0]], to = [0];
        var target = 1;
        for (var a = 0; a < axes.Count; target *= axes[a++].Count)
        {
            if (a == 0 || a == second) continue;
            var (count, step, distance) = (axes[a].Count, axes[a].Step, target);
            from = [.. Enumerable.Range(0, count).SelectMany(i => from.Select(start => start + i * step))];
            to = [.. Enumerable.Range(0, count).SelectMany(i => to.Select(start => start + i * distance))];
        }

        return new([.. from], [.. to], (axes[0].Count, axes[second].Count),
            (axes[0].Step, axes.Take(second).Aggregate(1, (product, axis) => product * axis.Count)));
    }

    /// <summary>Runs the body for all parts of all samples.</summary>
    public void Run(int batch, Parallelism parallel, Body body)
    {
        var parts = _sources.Length * Parts;
        parallel.For(batch * parts, item => body(item / parts, this, item % parts));
    }

    /// <summary>Transposes a part of the input into the result.</summary>
    public void Forward(float* x, float* y, int part)
    {
        var (matrix, first, count) = Part(part);
        Transposition.Run(x + _sources[matrix] + (nint)first * _sourceStep, _sourceStep, y + _targets[matrix] + first,
            _targetStep, count, _columns);
    }

    /// <summary>Transposes a part of the result's gradient back into the input's.</summary>
    public void Backward(float* gy, float* gx, int part)
    {
        var (matrix, first, count) = Part(part);
        Transposition.Run(gy + _targets[matrix] + first, _targetStep, gx + _sources[matrix] + (nint)first * _sourceStep,
            _sourceStep, _columns, count);
    }

    private (int Matrix, int First, int Count) Part(int part)
    {
        var (matrix, strip) = Math.DivRem(part, Parts);
        return (matrix, strip * Rows, Math.Min(Rows, _rows - strip * Rows));
    }

    // Length and step in the input of every axis along which the result runs, the innermost first; null where it does not.
    private static List<(int Count, int Step)>? Axes(ReadOnlySpan<int> sources)
    {
        List<(int Count, int Step)> axes = [];
        for (var unit = 1; unit < sources.Length; unit *= axes[^1].Count)
        {
            var (step, count) = (sources[unit] - sources[0], 2);
            while (count * unit < sources.Length && sources[count * unit] - sources[0] == count * step) count++;
            if (sources.Length / unit % count != 0) return null;
            // Each repetition of what is known so far must be like the first.
            for (var i = unit; i < unit * count; i++)
                if (sources[i] - sources[i % unit] != i / unit * step) return null;
            axes.Add((count, step));
        }

        return axes.Count < 2 || sources[0] < 0 ? null : axes;
    }
}
