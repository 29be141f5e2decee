using System.Collections.Immutable;

namespace SaliencyPS.Evaluation.GroundTruth;

/// <summary>
/// Pixels as polygons, as COCO has them: those with their center inside (even–odd) of any. Only the columns that somebody looks
/// at are ever drawn, so that a mask takes no more than its points, whatever the size of its image.
/// </summary>
/// <param name="polygons">For each polygon x and y of its points in turn.</param>
/// <param name="size">Width and height of the image; null where that is not known.</param>
internal sealed class PolygonMask(ImmutableArray<double[]> polygons, (int Width, int Height)? size) : GroundTruthMask
{
    /// <inheritdoc/>
    public override (int Width, int Height)? Size => size;

    /// <inheritdoc/>
    public override void Mark(int column, ReadOnlySpan<int> rows, Span<bool> inside)
    {
        var crossings = new List<double>();
        foreach (var polygon in polygons)
        {
            crossings.Clear();
            AddCrossings(polygon, column + 0.5, crossings);
            if (crossings.Count == 0) continue;
            crossings.Sort();
            for (var (i, crossed) = (0, 0); i < rows.Length; i++)
            {
                while (crossed < crossings.Count && crossings[crossed] <= rows[i] + 0.5) crossed++;
                inside[i] |= (crossed & 1) != 0;
            }
        }
    }

    /// <inheritdoc/>
    public override GroundTruthMask Turn(int width, int height, bool right, bool bottom) => new PolygonMask(
        [.. polygons.Select(points => points.Select((_, i) => i % 2 == 0
            ? right ? width - points[i + 1] : points[i + 1]
            : bottom ? height - points[i - 1] : points[i - 1]).ToArray())], (width, height));

    // Where the sides of a polygon meet a vertical line.
    private static void AddCrossings(double[] points, double x, List<double> crossings)
    {
        for (var i = 0; i < points.Length; i += 2)
        {
            var next = (i + 2) % points.Length;
            var (x0, y0, x1, y1) = points[i] <= points[next] ? (points[i], points[i + 1], points[next], points[next + 1])
                : (points[next], points[next + 1], points[i], points[i + 1]);
            if (x0 <= x && x < x1) crossings.Add(y0 + (y1 - y0) * (x - x0) / (x1 - x0));
        }
    }
}
