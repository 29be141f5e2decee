namespace SaliencyPS.Localization.Regions;

/// <summary>One connected region of a binary image.</summary>
internal sealed class ConnectedComponent
{
    /// <param name="runs">At least one, in row order.</param>
    public ConnectedComponent(ReadOnlyMemory<PixelRun> runs)
    {
        Runs = runs;
        var (left, right) = (int.MaxValue, 0);
        foreach (var run in runs.Span)
            (left, right, Area) = (Math.Min(left, run.Start), Math.Max(right, run.End), Area + run.End - run.Start);
        var top = runs.Span[0].Row;
        Box = new BoundingBox(left, top, right - left, runs.Span[^1].Row + 1 - top);
    }

    /// <summary>The smallest box that holds all pixels of the region.</summary>
    public BoundingBox Box { get; }

    /// <summary>Number of pixels of the region.</summary>
    public int Area { get; }

    /// <summary>The pixels of the region, in row order.</summary>
    public ReadOnlyMemory<PixelRun> Runs { get; }

    /// <summary>height × width values, row-major: whether the pixel of the image belongs to the region.</summary>
    /// <param name="width">Width of the image.</param>
    /// <param name="height">Height of the image.</param>
    public bool[] ToBoolArray(int width, int height)
    {
        var pixels = new bool[width * height];
        foreach (var run in Runs.Span) pixels.AsSpan(run.Row * width + run.Start, run.End - run.Start).Fill(true);
        return pixels;
    }

    /// <summary>
    /// The region together with its holes, or itself where it has none. O(pixels of its box), beyond which there are no holes.
    /// </summary>
    /// <param name="connectivity">The connectivity by which the region was found.</param>
    public ConnectedComponent WithoutHoles(Connectivity connectivity)
    {
        var pixels = new bool[Box.Width * Box.Height];
        foreach (var run in Runs.Span)
            pixels.AsSpan((run.Row - Box.Y) * Box.Width + run.Start - Box.X, run.End - run.Start).Fill(true);
        if (Holes.Fill(pixels, Box.Width, connectivity) == 0) return this;
        var runs = new List<PixelRun>();
        for (var row = 0; row < Box.Height; row++)
            ConnectedComponents.AddRuns(pixels.AsSpan(row * Box.Width, Box.Width), row, runs);
        return new ConnectedComponent(
            runs.Select(run => new PixelRun(run.Row + Box.Y, run.Start + Box.X, run.End + Box.X)).ToArray());
    }
}
