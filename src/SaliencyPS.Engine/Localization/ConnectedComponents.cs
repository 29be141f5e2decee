namespace SaliencyPS.Localization;

/// <summary>Connected regions of a binary picture.</summary>
public static class ConnectedComponents
{
    /// <summary>
    /// The region with the most pixels; of equals the one whose first pixel comes first in row order. O(pixels), two passes over
    /// horizontal runs joined by union–find.
    /// </summary>
    /// <param name="pixels">height × width, row-major; on return only the largest region is still set.</param>
    /// <param name="width">Length of a row, at least 1; divides the number of pixels.</param>
    /// <param name="connectivity">Whether pixels that touch at a corner are connected; as in the cut's graph.</param>
    /// <returns>The region's extent and number of pixels; an empty box and 0 where no pixel is set.</returns>
    public static (BoundingBox Box, int Area) KeepLargest(Span<bool> pixels, int width, Connectivity connectivity = Connectivity.Eight)
    {
        if (width < 1 || pixels.Length % width != 0) throw new ArgumentException($"{pixels.Length} pixels do not fill rows of {width}.", nameof(width));
        var runs = new List<Run>();
        var shared = connectivity == Connectivity.Four ? 1 : 0; // columns that runs one above the other need in common
        for (int row = 0, above = 0; row * width < pixels.Length; row++)
        {
            var first = runs.Count;
            AddRuns(pixels.Slice(row * width, width), row, runs);
            var last = runs.Count;
            // Both rows are sorted: the first run above that may touch only ever moves right.
            for (var i = first; i < last; i++)
            {
                while (above < first && runs[above].End < runs[i].Start + shared) above++;
                for (var j = above; j < first && runs[j].Start + shared <= runs[i].End; j++) Join(runs, i, j);
            }

            above = first;
        }

        var (root, area) = Largest(runs);
        return area == 0 ? default : (Keep(pixels, width, runs, root), area);
    }

    private static void AddRuns(ReadOnlySpan<bool> row, int y, List<Run> runs)
    {
        for (var x = 0; x < row.Length;)
        {
            var start = row[x..].IndexOf(true);
            if (start < 0) return;
            start += x;
            var length = row[start..].IndexOf(false);
            x = length < 0 ? row.Length : start + length;
            runs.Add(new Run(runs.Count, y, start, x));
        }
    }

    // The smaller index becomes the root, so a region's root is its first run in row order.
    private static void Join(List<Run> runs, int a, int b)
    {
        (a, b) = (Find(runs, a), Find(runs, b));
        if (a != b) runs[Math.Max(a, b)] = runs[Math.Max(a, b)] with { Parent = Math.Min(a, b) };
    }

    private static int Find(List<Run> runs, int i)
    {
        for (int parent; (parent = runs[i].Parent) != i; i = parent)
            runs[i] = runs[i] with { Parent = runs[parent].Parent };
        return i;
    }

    private static (int Root, int Area) Largest(List<Run> runs)
    {
        var areas = new int[runs.Count];
        for (var i = 0; i < areas.Length; i++) areas[Find(runs, i)] += runs[i].End - runs[i].Start;
        var best = 0;
        for (var i = 1; i < areas.Length; i++)
            if (areas[i] > areas[best]) best = i;
        return areas.Length == 0 ? (0, 0) : (best, areas[best]);
    }

    private static BoundingBox Keep(Span<bool> pixels, int width, List<Run> runs, int root)
    {
        int left = width, right = 0, bottom = 0;
        pixels.Clear();
        for (var i = root; i < runs.Count; i++)
        {
            if (Find(runs, i) != root) continue;
            var run = runs[i];
            pixels.Slice(run.Row * width + run.Start, run.End - run.Start).Fill(true);
            (left, right, bottom) = (Math.Min(left, run.Start), Math.Max(right, run.End), run.Row + 1);
        }

        return new BoundingBox(left, runs[root].Row, right - left, bottom - runs[root].Row);
    }

    private readonly record struct Run(int Parent, int Row, int Start, int End);
}
