using SaliencyPS.Results;

namespace SaliencyPS.Localization.Regions;

/// <summary>
/// Turns what was found on the grid of a cut, in blocks of s × s pixels, into pixels of the image. Blocks at
/// the right and bottom may be cut off.
/// </summary>
/// <param name="width">Width of the image in pixels.</param>
/// <param name="height">Height of the image in pixels.</param>
/// <param name="size">s: pixels on each side of a block.</param>
internal readonly struct BlockUpsampling(int width, int height, int size)
{
    /// <summary>The pixels of a box of blocks.</summary>
    public BoundingBox Box(BoundingBox blocks)
    {
        var (x, y) = (blocks.X * size, blocks.Y * size);
        return new BoundingBox(x, y, Math.Min(width - x, blocks.Width * size), Math.Min(height - y, blocks.Height * size));
    }

    /// <summary>Number of pixels in runs of blocks.</summary>
    public int Area(ReadOnlySpan<PixelRun> runs)
    {
        var area = 0;
        foreach (var run in runs) area += (Math.Min(width, run.End * size) - run.Start * size) * Rows(run);
        return area;
    }

    /// <summary>Sum, over all pixels in runs of blocks, of the value of the pixel's block; negative values count as 0.</summary>
    /// <param name="map">A value per block, row-major.</param>
    /// <param name="runs">The blocks.</param>
    public double Mass(ReadOnlySpan<float> map, ReadOnlySpan<PixelRun> runs)
    {
        var (mass, wide) = (0.0, CutGrid.Blocks(width, size));
        foreach (var run in runs)
            for (var x = run.Start; x < run.End; x++)
                mass += Math.Max(0.0, map[run.Row * wide + x]) * Math.Min(size, width - x * size) * Rows(run);
        return mass;
    }

    /// <summary>Sum, over all pixels of the image, of the value of the pixel's block; negative values count as 0.</summary>
    /// <param name="map">A value per block, row-major.</param>
    public double Mass(ReadOnlySpan<float> map)
    {
        var wide = CutGrid.Blocks(width, size);
        return Mass(map, [.. Enumerable.Range(0, map.Length / wide).Select(row => new PixelRun(row, 0, wide))]);
    }

    /// <summary>
    /// A mask of all pixels in runs of blocks. It keeps the runs, which take little, until somebody asks for pixels.
    /// </summary>
    public ObjectMask Mask(ReadOnlyMemory<PixelRun> runs)
    {
        var (w, h, s) = (width, height, size); // a struct's own cannot be captured
        return new ObjectMask(w, h, new Lazy<byte[]>(() =>
        {
            var bits = new byte[((long)w * h + 7) / 8];
            foreach (var run in runs.Span)
                for (var y = run.Row * s; y < Math.Min(h, (run.Row + 1) * s); y++)
                    Set(bits, (long)y * w + run.Start * s, (long)y * w + Math.Min(w, run.End * s));
            return bits;
        }));
    }

    private static void Set(byte[] bits, long start, long end)
    {
        for (; start < end && (start & 7) != 0; start++) bits[start >> 3] |= (byte)(1 << (int)(start & 7));
        for (; start + 8 <= end; start += 8) bits[start >> 3] = 0xFF;
        for (; start < end; start++) bits[start >> 3] |= (byte)(1 << (int)(start & 7));
    }

    private int Rows(PixelRun run) => Math.Min(size, height - run.Row * size);
}
