namespace SaliencyPS.Imaging.Jpeg;

/// <summary>One color component of a frame: its sampling, its tables and its decoded samples.</summary>
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
        (BlocksWide, BlocksHigh) = (CeilDivide(frame.Width * h, 8 * frame.MaxH), CeilDivide(frame.Height * v, 8 * frame.MaxV));
        // What is sampled more coarsely is reduced less, as libjpeg does: then it need not be enlarged again.
        BlockSize = 8 / frame.Reduction;
        (Across, Down) = (h, v);
        while (BlockSize < 8 && frame.MaxH % (2 * Across) == 0 && frame.MaxV % (2 * Down) == 0)
            (BlockSize, Across, Down) = (2 * BlockSize, 2 * Across, 2 * Down);
        Width = CeilDivide(frame.Width * h * BlockSize, 8 * frame.MaxH);
        Height = CeilDivide(frame.Height * v * BlockSize, 8 * frame.MaxV);
        (Stride, Rows) = (frame.McusWide * h * BlockSize, frame.McusHigh * v * BlockSize);
    }

    public int Id { get; }
    public int H { get; }
    public int V { get; }
    public int TableIndex { get; }

    /// <summary>Samples on each side of a decoded block: 8, or fewer where the image is reduced.</summary>
    public int BlockSize { get; }

    /// <summary>
    /// Horizontal sampling factor of the decoded samples: they are so many for <see cref="JpegFrame.MaxH"/> pixels.
    /// </summary>
    public int Across { get; }

    /// <summary>
    /// Vertical sampling factor of the decoded samples: they are so many for <see cref="JpegFrame.MaxV"/> pixels.
    /// </summary>
    public int Down { get; }

    /// <summary>Samples that belong to the image.</summary>
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

    /// <summary>Progressive only: whether a block has had any AC coefficient, blocks row by row.</summary>
    public bool[] HasAc { get; private set; } = [];

    /// <summary>
    /// Progressive only: the lowest bit of each coefficient, in zigzag order, that has arrived; −1 where none has.
    /// </summary>
    public int[] LowestBits { get; } = [.. Enumerable.Repeat(-1, 64)];

    /// <summary>Quantisation steps in natural order as they were at the component's first scan; null before it.</summary>
    public int[]? Steps { get; private set; }

    /// <summary>Last DC value of the running interval.</summary>
    public int Predictor { get; set; }

    /// <summary>First scan of the component: fixes its table and takes its memory.</summary>
    public void Begin(int[]? steps, bool progressive)
    {
        if (Steps is not null) return;
        Steps = steps ?? throw new ImageFormatException($"JPEG: quantisation table {TableIndex} is missing.");
        if (!progressive)
        {
            Samples = new byte[(long)Stride * Rows];
            return;
        }

        HasAc = new bool[(long)(Stride / BlockSize) * (Rows / BlockSize)];
        Coefficients = new short[HasAc.LongLength * 64];
    }

    /// <summary>Progressive only: no more coefficients will arrive; makes them samples and lets them go.</summary>
    /// <param name="smoothing">Estimates those that never arrived; null where that is not to be done.</param>
    /// <param name="token">Stops the work.</param>
    public void Transform(BlockSmoothing? smoothing, CancellationToken token)
    {
        Samples = GC.AllocateUninitializedArray<byte>(Stride * Rows);
        for (var y = 0; y < Rows / BlockSize; y++)
        {
            token.ThrowIfCancellationRequested();
            for (var x = 0; x < Stride / BlockSize; x++)
                Transform(smoothing is not null && x < BlocksWide && y < BlocksHigh
                    ? smoothing.Estimate(x, y) : Coefficients.AsSpan(BlockOffset(x, y), 64), x, y);
        }

        (Coefficients, HasAc) = ([], []);
    }

    /// <summary>Makes samples of one block's coefficients.</summary>
    public void Transform(ReadOnlySpan<short> coefficients, int x, int y)
    {
        if (BlockSize == 8) InverseDct.Transform(coefficients, Steps!, BlockSamples(x, y), Stride);
        else if (BlockSize == 1) Fill(coefficients[0], x, y);
        else ReducedDct.Transform(coefficients, Steps!, BlockSamples(x, y), Stride, BlockSize);
    }

    /// <summary>Makes samples of a block that has nothing but its DC coefficient.</summary>
    public void Fill(int dc, int x, int y) => InverseDct.Fill(dc, Steps!, BlockSamples(x, y), Stride, BlockSize);

    /// <summary>Where a block begins in <see cref="Coefficients"/>.</summary>
    public int BlockOffset(int x, int y) => (y * (Stride / BlockSize) + x) * 64;

    private Span<byte> BlockSamples(int x, int y) => Samples.AsSpan(y * BlockSize * Stride + x * BlockSize);

    private static int CeilDivide(int value, int divisor) => (value + divisor - 1) / divisor;
}
