namespace SaliencyPS.Numerics;

/// <summary>A tile of consecutive output positions of a tap convolution: gathers what they read, and finds where they are written.</summary>
internal readonly unsafe struct TapColumns
{
    private readonly int _first;
    private readonly Run[] _runs;

    public TapColumns(TapGeometry geometry, int first, int most)
    {
        (Geometry, _first, Count) = (geometry, first, Math.Min(most, geometry.Columns - first));
        var runs = new List<Run>();
        for (var at = 0; at < Count;)
        {
            var (sample, position) = Math.DivRem(first + at, geometry.Height * geometry.Width);
            var (y, x) = Math.DivRem(position, geometry.Width);
            var length = Math.Min(geometry.Width - x, Count - at);
            runs.Add(new Run(sample, y, x, at, length));
            at += length;
        }

        _runs = [.. runs];
    }

    public TapGeometry Geometry { get; }

    /// <summary>Output positions in the tile.</summary>
    public int Count { get; }

    /// <summary>
    /// Writes rows k … k+count−1 of the right matrix: row k holds, for every position of the tile, the input that tap k mod taps
    /// of channel k / taps reads there, or 0 in the padding. Panels of panelWidth columns, each row by row.
    /// </summary>
    /// <remarks><c>line</c> is room for Count values.</remarks>
    public void Gather(float* x, (int Y, int X)[] taps, int k, int count, float* panels, int panelWidth, float* line)
    {
        for (var row = 0; row < count; row++)
        {
            var (channel, tap) = Math.DivRem(k + row, taps.Length);
            foreach (var run in _runs) GatherRun(x, channel, taps[tap], run, line + run.At);
            for (var column = 0; column < Count; column += panelWidth)
            {
                var target = new Span<float>(panels + (nint)column * count + row * panelWidth, panelWidth);
                var source = new ReadOnlySpan<float>(line + column, Math.Min(panelWidth, Count - column));
                source.CopyTo(target);
                target[source.Length..].Clear();
            }
        }
    }

    /// <summary>True where so many columns from this one on lie in the tile and side by side in one output plane.</summary>
    public bool Contiguous(int column, int count)
    {
        if (!Geometry.Dense || column + count > Count) return false;
        var plane = Geometry.Output.Plane;
        return (_first + column) / plane == (_first + column + count - 1) / plane;
    }

    /// <summary>Address of one output element.</summary>
    public float* Target(float* y, int row, int column)
    {
        var g = Geometry;
        var (sample, position) = Math.DivRem(_first + column, g.Height * g.Width);
        var (qy, qx) = Math.DivRem(position, g.Width);
        return y + (nint)sample * g.Output.Length + (nint)(g.OutputChannel + row) * g.Output.Plane
            + (nint)(qy * g.OutputStepY + g.FirstY) * g.Output.Width + qx * g.OutputStepX + g.FirstX;
    }

    /// <summary>Copies output elements into a block.</summary>
    public void Load(float* y, int row, int rows, int column, float* block, int width)
    {
        for (var j = 0; j < Math.Min(width, Count - column); j++)
        {
            var source = Target(y, row, column + j);
            for (var i = 0; i < rows; i++) block[i * width + j] = source[(nint)i * Geometry.Output.Plane];
        }
    }

    /// <summary>Copies a block to the output elements it stands for.</summary>
    public void Store(float* y, int row, int rows, int column, float* block, int width)
    {
        for (var j = 0; j < Math.Min(width, Count - column); j++)
        {
            var target = Target(y, row, column + j);
            for (var i = 0; i < rows; i++) target[(nint)i * Geometry.Output.Plane] = block[i * width + j];
        }
    }

    private void GatherRun(float* x, int channel, (int Y, int X) tap, Run run, float* line)
    {
        var g = Geometry;
        var target = new Span<float>(line, run.Length);
        int iy = run.Y * g.StepY + tap.Y, ix = run.X * g.StepX + tap.X;
        if ((uint)iy >= (uint)g.Input.Height)
        {
            target.Clear();
            return;
        }

        var source = x + (nint)run.Sample * g.Input.Length + (nint)(g.InputChannel + channel) * g.Input.Plane + (nint)iy * g.Input.Width;
        // Positions before `from` and from `to` on read the padding.
        var from = Math.Clamp((-ix + g.StepX - 1) / g.StepX, 0, run.Length);
        var to = ix >= g.Input.Width ? 0 : Math.Clamp((g.Input.Width - 1 - ix) / g.StepX + 1, from, run.Length);
        if (to <= from)
        {
            target.Clear();
            return;
        }

        target[..from].Clear();
        target[to..].Clear();
        if (g.StepX == 1) new ReadOnlySpan<float>(source + ix + from, to - from).CopyTo(target[from..]);
        else for (var i = from; i < to; i++) line[i] = source[ix + i * g.StepX];
    }

    // Positions side by side in one output row.
    private readonly record struct Run(int Sample, int Y, int X, int At, int Length);
}
