using SaliencyPS.Evaluation.GroundTruth;
using SaliencyPS.Localization;

namespace SaliencyPS.Evaluation.Figures;

/// <summary>
/// What a map says of an object at each of 100 thresholds (Choe et al. 2020): whether the boxes of its components are good ones,
/// and how its values divide into the object's pixels and others. The map is taken at 224 × 224, as theirs are, and thresholds
/// lie at min + i · (max − min) / 100; a map that is constant or not finite has no box.
/// </summary>
internal static class MapSweep
{
    /// <summary>Columns and rows at which maps are judged.</summary>
    public const int Side = 224;

    /// <summary>Number of thresholds: shares 0, 0.01 … 0.99 of the map's range.</summary>
    public const int Thresholds = 100;

    /// <summary>Least intersections over unions of good boxes: ILSVRC's, then those of MaxBoxAccV2.</summary>
    public static readonly double[] Overlaps = [0.5, 0.3, 0.5, 0.7];

    /// <summary>The map at which everything is judged.</summary>
    public static float[] Resize(SaliencyMap map) => map.Resize(Side, Side);

    /// <summary>How many thresholds each value reaches, 1 … 100; null where the map is constant or not finite.</summary>
    public static byte[]? Levels(float[] values)
    {
        var (least, most) = (values.Min(), values.Max());
        // NaN, which Min finds, fails the comparison too.
        if (!(most > least) || !float.IsFinite(most) || !float.IsFinite(least)) return null;
        var range = (double)most - least;
        return Array.ConvertAll(values, value =>
        {
            // The division only guesses; the comparison decides, so that the rule is exact at the thresholds themselves.
            var level = Math.Clamp((int)((value - (double)least) / range * Thresholds), 0, Thresholds - 1);
            while (level + 1 < Thresholds && value >= Threshold(level + 1)) level++;
            while (level > 0 && value < Threshold(level)) level--;
            return (byte)(level + 1);
        });

        double Threshold(int i) => least + i * range / Thresholds;
    }

    /// <summary>Whether there is a good box: 4 × 100 flags, thresholds rising, for each of <see cref="Overlaps"/>.</summary>
    /// <remarks>The first 100 look at the box of the largest component only, the others at the boxes of all.</remarks>
    /// <param name="levels">What <see cref="Levels"/> says.</param>
    /// <param name="width">Width of the image.</param>
    /// <param name="height">Height of the image.</param>
    /// <param name="truth">The boxes of the class.</param>
    public static bool[] GoodBoxes(byte[] levels, int width, int height, IReadOnlyList<GroundTruthBox> truth)
    {
        var good = new bool[Overlaps.Length * Thresholds];
        var (order, starts) = Descending(levels);
        var components = new GrowingComponents(Side, Side);
        for (var i = Thresholds - 1; i >= 0; i--)
        {
            foreach (var pixel in order.AsSpan(starts[i + 1], starts[i] - starts[i + 1])) components.Add(pixel);
            var (largest, best) = (Overlap(components.Largest), 0.0);
            foreach (var box in components.Boxes) best = Math.Max(best, Overlap(box));
            good[i] = largest >= Overlaps[0];
            for (var k = 1; k < Overlaps.Length; k++) good[k * Thresholds + i] = best >= Overlaps[k];
        }

        return good;

        double Overlap(BoundingBox box)
        {
            var (x, y) = ((double)box.X * width / Side, (double)box.Y * height / Side);
            var (w, h) = ((double)box.Width * width / Side, (double)box.Height * height / Side);
            var best = 0.0;
            foreach (var one in truth)
                best = Math.Max(best, BoundingBox.IntersectionOverUnion(x, y, w, h, one.X, one.Y, one.Width, one.Height));
            return best;
        }
    }

    /// <summary>
    /// How many of the object's pixels, and then of the others, lie at each level: 2 × 100 counts. A pixel of the judged map is
    /// the object's if the pixel of the image in which its center lies belongs to any of the masks.
    /// </summary>
    /// <param name="levels">What <see cref="Levels"/> says.</param>
    /// <param name="width">Width of the image.</param>
    /// <param name="height">Height of the image.</param>
    /// <param name="masks">The masks, all of that size.</param>
    public static ushort[] Histogram(byte[] levels, int width, int height, IReadOnlyList<GroundTruthMask> masks)
    {
        var counts = new ushort[2 * Thresholds];
        int[] columns = Centers(width), rows = Centers(height);
        var inside = new bool[Side];
        for (var x = 0; x < Side; x++)
        {
            Array.Clear(inside);
            foreach (var mask in masks) mask.Mark(columns[x], rows, inside);
            for (var y = 0; y < Side; y++) counts[(inside[y] ? 0 : Thresholds) + levels[y * Side + x] - 1]++;
        }

        return counts;

        static int[] Centers(int side) => [.. Enumerable.Range(0, Side).Select(i => (int)((i + 0.5) / Side * side))];
    }

    // Pixels from the highest level down, and where in that order each level begins: level l at
    // starts[l], its end at starts[l − 1].
    private static (int[] Order, int[] Starts) Descending(byte[] levels)
    {
        var starts = new int[Thresholds + 2];
        foreach (var level in levels) starts[level - 1]++;
        for (var l = Thresholds; l >= 0; l--) starts[l] += starts[l + 1];
        var (order, next) = (new int[levels.Length], (int[])starts.Clone());
        for (var i = 0; i < levels.Length; i++) order[next[levels[i]]++] = i;
        return (order, starts);
    }
}
