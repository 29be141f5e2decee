namespace SaliencyPS.Localization;

/// <summary>One connected region of a binary picture.</summary>
public sealed class ConnectedComponent
{
    /// <param name="runs">At least one, in row order.</param>
    internal ConnectedComponent(ReadOnlyMemory<PixelRun> runs)
    {
        Runs = runs;
        var (left, right) = (int.MaxValue, 0);
        foreach (var run in runs.Span) (left, right, Area) = (Math.Min(left, run.Start), Math.Max(right, run.End), Area + run.End - run.Start);
        var top = runs.Span[0].Row;
        Box = new BoundingBox(left, top, right - left, runs.Span[^1].Row + 1 - top);
    }

    /// <summary>Its extent.</summary>
    public BoundingBox Box { get; }

    /// <summary>Its pixels' number.</summary>
    public int Area { get; }

    /// <summary>Its pixels, in row order.</summary>
    internal ReadOnlyMemory<PixelRun> Runs { get; }

    /// <summary>One value per pixel of the whole picture, row-major.</summary>
    /// <param name="width">Width of the picture.</param>
    /// <param name="height">Height of the picture.</param>
    public bool[] ToBoolArray(int width, int height)
    {
        var pixels = new bool[width * height];
        foreach (var run in Runs.Span) pixels.AsSpan(run.Row * width + run.Start, run.End - run.Start).Fill(true);
        return pixels;
    }
}
