namespace SaliencyPS.Localization.Regions;

/// <summary>Connected regions of a binary image.</summary>
internal static class ConnectedComponents
{
    /// <summary>
    /// All regions, those with the most pixels first; of equals the one whose first pixel comes first in row order. One pass over
    /// the pixels finds their horizontal runs, which union–find joins and a counting sort puts together: O(pixels) however many
    /// regions there are, but for the sorting of the regions themselves.
    /// </summary>
    /// <param name="pixels">height × width, row-major.</param>
    /// <param name="width">Length of a row, at least 1; divides the number of pixels.</param>
    /// <param name="connectivity">Whether pixels that touch at a corner are connected; as in the cut's graph.</param>
    /// <returns>The regions; none where no pixel is set.</returns>
    /// <exception cref="ArgumentException">The pixels do not fill rows.</exception>
    public static IReadOnlyList<ConnectedComponent> Find(ReadOnlySpan<bool> pixels, int width,
        Connectivity connectivity = Connectivity.Eight)
    {
        if (width < 1 || pixels.Length % width != 0)
            throw new ArgumentException($"{pixels.Length} pixels do not fill rows of {width}.", nameof(width));
        var (runs, parents) = (new List<PixelRun>(), new List<int>());
        // Columns that runs one above the other need in common.
        var shared = connectivity switch
        {
            Connectivity.Four => 1,
            Connectivity.Eight => 0,
            _ => throw new ArgumentOutOfRangeException(nameof(connectivity), connectivity, null),
        };
        for (int row = 0, above = 0; row * width < pixels.Length; row++)
        {
            var first = runs.Count;
            AddRuns(pixels.Slice(row * width, width), row, runs);
            while (parents.Count < runs.Count) parents.Add(parents.Count);
            // Both rows are sorted: the first run above that may touch only ever moves right.
            for (var i = first; i < runs.Count; i++)
            {
                while (above < first && runs[above].End < runs[i].Start + shared) above++;
                for (var j = above; j < first && runs[j].Start + shared <= runs[i].End; j++) Join(parents, i, j);
            }

            above = first;
        }

        return [.. Collect(runs, parents).OrderByDescending(component => component.Area)]; // a stable sort
    }

    /// <summary>Appends the runs of a row.</summary>
    public static void AddRuns(ReadOnlySpan<bool> row, int y, List<PixelRun> runs)
    {
        for (var x = 0; x < row.Length;)
        {
            var start = row[x..].IndexOf(true);
            if (start < 0) return;
            start += x;
            var length = row[start..].IndexOf(false);
            x = length < 0 ? row.Length : start + length;
            runs.Add(new PixelRun(y, start, x));
        }
    }

    // The smaller index becomes the root, so a region's root is its first run in row order.
    private static void Join(List<int> parents, int a, int b)
    {
        (a, b) = (Find(parents, a), Find(parents, b));
        parents[Math.Max(a, b)] = Math.Min(a, b);
    }

    private static int Find(List<int> parents, int i)
    {
        for (int parent; (parent = parents[i]) != i; i = parent) parents[i] = parents[parent];
        return i;
    }

    // In the order of the first runs.
    private static IEnumerable<ConnectedComponent> Collect(List<PixelRun> runs, List<int> parents)
    {
        var counts = new int[runs.Count];
        for (var i = 0; i < counts.Length; i++) counts[Find(parents, i)]++;
        var (next, start) = (new int[runs.Count], 0);
        for (var i = 0; i < counts.Length; i++) (next[i], start) = (start, start + counts[i]);
        var sorted = new PixelRun[runs.Count];
        for (var i = 0; i < sorted.Length; i++) sorted[next[Find(parents, i)]++] = runs[i];
        start = 0;
        foreach (var count in counts.Where(count => count > 0))
        {
            yield return new ConnectedComponent(sorted.AsMemory(start, count));
            start += count;
        }
    }
}
