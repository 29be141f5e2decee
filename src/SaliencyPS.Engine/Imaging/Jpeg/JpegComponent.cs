namespace SaliencyPS.Imaging.Jpeg;

/// <summary>One colour component of a frame: its sampling, its tables and its decoded samples.</summary>
internal sealed class JpegComponent
{
    /// <summary>Sizes follow from the frame (T.81 section A.1.1 and A.2).</summary>
    /// <param name="id">The identifier that scans name.</param>
    /// <param name="h">Horizontal sampling factor, 1–4.</param>
    /// <param name="v">Vertical sampling factor, 1–4.</param>
    /// <param name="tableIndex">Quantisation table, 0–3.</param>
    /// <param name="frame">The frame with its size and largest sampling factors.</param>
    public JpegComponent(int id, int h, int v, int tableIndex, JpegFrame frame)
    {
        (Id, H, V, TableIndex) = (id, h, v, tableIndex);
        (Width, Height) = (CeilDivide(frame.Width * h, frame.MaxH), CeilDivide(frame.Height * v, frame.MaxV));
        (BlocksWide, BlocksHigh) = (CeilDivide(Width, 8), CeilDivide(Height, 8));
        (Stride, Rows) = (frame.McusWide * h * 8, frame.McusHigh * v * 8);
    }

    public int Id { get; }
    public int H { get; }
    public int V { get; }
    public int TableIndex { get; }

    /// <summary>Samples that belong to the picture.</summary>
    public int Width { get; }

    /// <inheritdoc cref="Width"/>
    public int Height { get; }

    /// <summary>Blocks in a scan of this component alone.</summary>
    public int BlocksWide { get; }

    /// <inheritdoc cref="BlocksWide"/>
    public int BlocksHigh { get; }

    /// <summary>Samples per row of <see cref="Samples"/>, padded to whole MCUs.</summary>
    public int Stride { get; }

    /// <summary>Rows of <see cref="Samples"/>, padded to whole MCUs.</summary>
    public int Rows { get; }

    /// <summary>Decoded samples, Rows × Stride.</summary>
    public byte[] Samples { get; private set; } = [];

    /// <summary>Progressive only: 64 coefficients per block in natural order, blocks row by row.</summary>
    public short[] Coefficients { get; private set; } = [];

    /// <summary>Quantisation steps in natural order as they were at the component's first scan; null before it.</summary>
    public int[]? Steps { get; private set; }

    /// <summary>Last DC value of the running interval.</summary>
    public int Predictor { get; set; }

    /// <summary>First scan of the component: fixes its table and takes its memory.</summary>
    public void Begin(int[]? steps, bool progressive)
    {
        if (Steps is not null) return;
        Steps = steps ?? throw new ImageFormatException($"JPEG: quantisation table {TableIndex} is missing.");
        if (progressive) Coefficients = new short[(long)Stride * Rows];
        else Samples = new byte[(long)Stride * Rows];
    }

    /// <summary>Progressive only: all coefficients have arrived; makes them samples and lets them go.</summary>
    public void Transform(CancellationToken token)
    {
        Samples = GC.AllocateUninitializedArray<byte>(Coefficients.Length);
        for (var y = 0; y < Rows / 8; y++)
        {
            token.ThrowIfCancellationRequested();
            for (var x = 0; x < Stride / 8; x++)
            {
                var block = Coefficients.AsSpan(BlockOffset(x, y), 64);
                InverseDct.Transform(block, Steps!, Samples.AsSpan(y * 8 * Stride + x * 8), Stride);
            }
        }

        Coefficients = [];
    }

    /// <summary>Where a block begins in <see cref="Coefficients"/>.</summary>
    public int BlockOffset(int x, int y) => (y * (Stride / 8) + x) * 64;

    private static int CeilDivide(int value, int divisor) => (value + divisor - 1) / divisor;
}
