namespace SaliencyPS.Imaging.Jpeg;

/// <summary>
/// A frame header (T.81 section B.2.2): size, process and components. What the components take is bounded with the size: a byte
/// (progressive: two more) for each of at most four samples per pixel, each side padded by at most 31.
/// </summary>
internal sealed class JpegFrame
{
    /// <summary>Parses and checks the header; no memory is taken for samples yet.</summary>
    /// <param name="segment">The SOF segment without its length.</param>
    /// <param name="progressive">SOF2 rather than SOF0 or SOF1.</param>
    /// <param name="limits">Bounds on the size.</param>
    /// <param name="reduce">Given width and height: by how much to reduce them: 1, 2, 4 or 8.</param>
    /// <exception cref="ImageFormatException">Malformed, unsupported or too large.</exception>
    public JpegFrame(ReadOnlySpan<byte> segment, bool progressive, ImageLimits limits, Func<int, int, int> reduce)
    {
        if (segment.Length < 6 || segment.Length < 6 + segment[5] * 3)
            throw new ImageFormatException("JPEG: the frame header is too short.");
        if (segment[0] != 8)
            throw new ImageFormatException($"JPEG: {segment[0]}-bit samples are not supported, only 8-bit ones.");
        Progressive = progressive;
        Height = segment[1] << 8 | segment[2];
        Width = segment[3] << 8 | segment[4];
        if (Height == 0) throw new ImageFormatException("JPEG: a height given after the first scan (DNL) is not supported.");
        limits.Check(Width, Height);
        Reduction = reduce(Width, Height);
        (ReducedWidth, ReducedHeight) = ((Width - 1) / Reduction + 1, (Height - 1) / Reduction + 1);

        int count = segment[5];
        if (count is not (1 or 3 or 4))
            throw new ImageFormatException($"JPEG: {count} components are not supported, only 1, 3 or 4.");
        for (var i = 0; i < count; i++)
        {
            var (h, v) = Sampling(segment, i, count);
            (MaxH, MaxV) = (Math.Max(MaxH, h), Math.Max(MaxV, v));
        }

        (McusWide, McusHigh) = ((Width + 8 * MaxH - 1) / (8 * MaxH), (Height + 8 * MaxV - 1) / (8 * MaxV));
        Components = new JpegComponent[count];
        for (var i = 0; i < count; i++)
        {
            var (h, v) = Sampling(segment, i, count);
            Components[i] = new JpegComponent(segment[6 + i * 3], h, v, segment[8 + i * 3] & 3, this);
            Blocks += (long)Components[i].BlocksWide * Components[i].BlocksHigh;
        }
    }

    public bool Progressive { get; }
    public int Width { get; }
    public int Height { get; }

    /// <summary>Pixels of the image, along each side, that one decoded pixel is the mean of: 1, 2, 4 or 8.</summary>
    public int Reduction { get; }

    /// <summary>Width in decoded pixels.</summary>
    public int ReducedWidth { get; }

    /// <summary>Height in decoded pixels.</summary>
    public int ReducedHeight { get; }

    public int MaxH { get; }
    public int MaxV { get; }
    public int McusWide { get; }
    public int McusHigh { get; }
    public JpegComponent[] Components { get; }

    /// <summary>Blocks that the scans must at least code once.</summary>
    public long Blocks { get; }

    /// <summary>Every coefficient of every component has arrived, down to its last bit.</summary>
    public bool IsComplete => Array.TrueForAll(
        Components, c => c.Steps is not null && (!Progressive || c.LowestBits.AsSpan().IndexOfAnyExcept(0) < 0));

    // The factors of a single component say nothing: its samples are the image.
    private static (int H, int V) Sampling(ReadOnlySpan<byte> segment, int component, int count)
    {
        var (h, v) = (segment[7 + component * 3] >> 4, segment[7 + component * 3] & 15);
        if (h is < 1 or > 4 || v is < 1 or > 4)
            throw new ImageFormatException($"JPEG: sampling factors {h}×{v} are not within 1 to 4.");
        return count == 1 ? (1, 1) : (h, v);
    }
}
