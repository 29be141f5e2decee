using SaliencyPS.Engines.Managed.Reference;
using SaliencyPS.Tensors;

namespace SaliencyPS.Engines.Managed.Rows;

/// <summary>
/// Two parts of a full shape, in which axes of length 1 are repeated, as equal runs of the full shape: in each, a part has a
/// run of its own or one value.
/// </summary>
internal sealed class BroadcastRuns
{
    private readonly int[] _left, _right;

    /// <summary>Cuts the full shape into the longest runs that suit both parts.</summary>
    public BroadcastRuns(TensorShape full, TensorShape left, TensorShape right)
    {
        Broadcast a = new(full, left), b = new(full, right);
        // Runs cover the last axes, so the shorter length divides the longer one.
        Length = Math.Min(a.Length, b.Length);
        (LeftRepeats, RightRepeats) = (a.SourceLength == 1, b.SourceLength == 1);
        (_left, _right) = (Starts(a, full.Length), Starts(b, full.Length));
    }

    /// <summary>Elements in a run.</summary>
    public int Length { get; }

    /// <summary>Number of runs.</summary>
    public int Count => _left.Length;

    /// <summary>Whether the left part has one value for each run.</summary>
    public bool LeftRepeats { get; }

    /// <summary>Whether the right part has one value for each run.</summary>
    public bool RightRepeats { get; }

    /// <summary>Where in the left part each run begins.</summary>
    public ReadOnlySpan<int> Left => _left;

    /// <summary>Where in the right part each run begins.</summary>
    public ReadOnlySpan<int> Right => _right;

    private int[] Starts(Broadcast part, int full)
    {
        var starts = new int[full / Math.Max(1, Length)];
        for (var i = 0; i < starts.Length; i++)
        {
            var (run, rest) = Math.DivRem(i * Length, part.Length);
            starts[i] = part.Source(run) + (part.SourceLength == 1 ? 0 : rest);
        }

        return starts;
    }
}
