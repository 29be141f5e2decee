using SaliencyPS.Localization;

namespace SaliencyPS.Evaluation.Figures;

/// <summary>What is known of one true class of one image.</summary>
internal sealed class PairTally(ClassJudgement first)
{
    private (BoundingBox Box, int Area, int Instance)? _found;

    public string TrueClass { get; } = first.TrueClass!;

    public int ClassIndex { get; } = first.ClassIndex;

    public string Label { get; } = first.Label;

    public int Rank { get; } = first.Rank;

    public double? Overlap { get; private set; }

    public bool? PointingHit { get; private set; }

    public bool? IsDifficult { get; private set; }

    /// <summary>
    /// Where along <see cref="ClassJudgement.GoodBoxes"/> it begins to be true, and, as the complement, where it ends to be: a
    /// few numbers for 400. Each of its rows takes one place more than it has thresholds, for what ends at its end.
    /// </summary>
    public short[]? Changes { get; private set; }

    public ushort[]? Pixels { get; private set; }

    /// <summary>Whether the box of the map's largest component is good at a threshold.</summary>
    public bool IsGood(int threshold) => Changes!.Count(change => change >= 0 && change <= threshold)
        > Changes!.Count(change => change < 0 && ~change <= threshold);

    /// <summary>Takes in a result of this class and image; returns how many boxes do not count for it.</summary>
    public int Add(ClassJudgement result)
    {
        var surplus = result.Found is not null && _found is not null ? 1 : 0;
        if (result.Overlap is not null && (Overlap is null || IsLarger(result.Found, _found)))
            (Overlap, _found) = (result.Overlap, result.Found);
        if (result.GoodBoxes is null || Changes is not null) return surplus;
        (PointingHit, IsDifficult, Changes, Pixels) =
            (result.PointingHit, result.IsDifficult, ChangesOf(result.GoodBoxes), result.Pixels);
        return surplus;
    }

    // The map's first object is the largest by the cut, whose blocks at the edge may have fewer pixels; but several may be the
    // first, of several cuts. Of boxes with masks of one size the choice must not depend on their order either.
    private static bool IsLarger((BoundingBox Box, int Area, int Instance)? one,
        (BoundingBox Box, int Area, int Instance)? other) =>
        one is { } a && (other is not { } b || (-a.Instance, a.Area, a.Box.X, a.Box.Y, a.Box.Width, a.Box.Height)
            .CompareTo((-b.Instance, b.Area, b.Box.X, b.Box.Y, b.Box.Width, b.Box.Height)) > 0);

    private static short[] ChangesOf(bool[] good)
    {
        var changes = new List<short>();
        for (var row = 0; row < good.Length / MapSweep.Thresholds; row++)
        {
            var (before, place) = (false, row * (MapSweep.Thresholds + 1));
            for (var i = 0; i <= MapSweep.Thresholds; i++)
            {
                var now = i < MapSweep.Thresholds && good[row * MapSweep.Thresholds + i];
                if (now != before) changes.Add((short)(now ? place + i : ~(place + i)));
                before = now;
            }
        }

        return [.. changes];
    }
}
