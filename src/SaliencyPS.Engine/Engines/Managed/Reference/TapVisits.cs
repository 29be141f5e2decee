namespace SaliencyPS.Engines.Managed.Reference;

/// <summary>
/// All pairs (output position, input position) in a plane that one tap of a window connects; the padding is left out.
/// </summary>
internal struct TapVisits(ConvolutionShape shape, int tap)
{
    private readonly int _y0 = tap / shape.Window.KernelWidth * shape.Window.DilationY - shape.Window.PadTop;
    private readonly int _x0 = tap % shape.Window.KernelWidth * shape.Window.DilationX - shape.Window.PadLeft;
    private int _at = -1;

    /// <summary>The pair reached.</summary>
    public (int Output, int Input) Current { get; private set; }

    public readonly TapVisits GetEnumerator() => this;

    public bool MoveNext()
    {
        while (++_at < shape.Output.Plane)
        {
            var (oy, ox) = Math.DivRem(_at, shape.Output.Width);
            int iy = oy * shape.Window.StrideY + _y0, ix = ox * shape.Window.StrideX + _x0;
            if ((uint)iy >= (uint)shape.Input.Height || (uint)ix >= (uint)shape.Input.Width) continue;
            Current = (_at, iy * shape.Input.Width + ix);
            return true;
        }

        return false;
    }
}
