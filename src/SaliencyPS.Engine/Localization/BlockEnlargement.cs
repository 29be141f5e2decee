namespace SaliencyPS.Localization;

/// <summary>From blocks of s × s pixels, at whose resolution is cut, back to pixels of the picture; blocks at the right and bottom may be cut off.</summary>
/// <param name="width">Width of the picture in pixels.</param>
/// <param name="height">Height of the picture in pixels.</param>
/// <param name="size">Pixels on each side of a block.</param>
internal readonly struct BlockEnlargement(int width, int height, int size)
{
    /// <summary>The pixels of a box of blocks.</summary>
    public BoundingBox Box(BoundingBox blocks)
    {
        var (x, y) = (blocks.X * size, blocks.Y * size);
        return new BoundingBox(x, y, Math.Min(width - x, blocks.Width * size), Math.Min(height - y, blocks.Height * size));
    }

    /// <summary>Number of pixels.</summary>
    public int Area(ReadOnlySpan<PixelRun> runs)
    {
        var area = 0;
        foreach (var run in runs) area += (Math.Min(width, run.End * size) - run.Start * size) * Rows(run);
        return area;
    }

    /// <summary>Sum over the pixels of their block's value, which counts as none where it is negative.</summary>
    /// <param name="map">A value per block, row-major.</param>
    /// <param name="runs">The blocks.</param>
    public double Mass(ReadOnlySpan<float> map, ReadOnlySpan<PixelRun> runs)
    {
        var (mass, wide) = (0.0, BlockAverage.Blocks(width, size));
        foreach (var run in runs)
            for (var x = run.Start; x < run.End; x++)
                mass += Math.Max(0.0, map[run.Row * wide + x]) * Math.Min(size, width - x * size) * Rows(run);
        return mass;
    }

    /// <summary>The same of the whole map.</summary>
    public double Mass(ReadOnlySpan<float> map)
    {
        var wide = BlockAverage.Blocks(width, size);
        return Mass(map, [.. Enumerable.Range(0, map.Length / wide).Select(row => new PixelRun(row, 0, wide))]);
    }

    /// <summary>The pixels.</summary>
    public ObjectMask Mask(ReadOnlyMemory<PixelRun> runs) => ObjectMask.FromRuns(width, height, runs, size);

    private int Rows(PixelRun run) => Math.Min(size, height - run.Row * size);
}
