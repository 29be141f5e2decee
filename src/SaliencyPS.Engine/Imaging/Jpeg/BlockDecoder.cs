namespace SaliencyPS.Imaging.Jpeg;

/// <summary>Decodes the blocks of one scan in whatever order the scan has them.</summary>
internal abstract class BlockDecoder
{
    /// <summary>Decodes one block.</summary>
    /// <param name="reader">The entropy-coded data.</param>
    /// <param name="component">Index into the scan's components.</param>
    /// <param name="x">Block column.</param>
    /// <param name="y">Block row.</param>
    /// <exception cref="ImageFormatException">The data are damaged.</exception>
    public abstract void Decode(ref BitReader reader, int component, int x, int y);

    /// <summary>Makes what can be made of a block whose data are lost.</summary>
    /// <param name="component">Index into the scan's components.</param>
    /// <param name="x">Block column.</param>
    /// <param name="y">Block row.</param>
    public abstract void Lose(int component, int x, int y);

    /// <summary>Forgets what carries over between blocks; at the scan's start and at each restart marker.</summary>
    public abstract void Restart();

    /// <summary>Decodes a whole scan (T.81 section A.2: one component goes by its own blocks, several by MCUs).</summary>
    /// <returns>
    /// The position after the scan's data, at or before the next marker; and whether blocks were lost by a restart marker that is
    /// out of place or missing. As in libjpeg, decoding goes on at the next restart marker that is due.
    /// </returns>
    /// <exception cref="ImageFormatException">The data are damaged or end too early.</exception>
    public static (int Position, bool Lossy) DecodeScan(
        ReadOnlySpan<byte> data, int position, JpegFrame frame, JpegScan scan, CancellationToken token)
    {
        var single = scan.Components.Length == 1;
        var (wide, high) = single
            ? (scan.Components[0].BlocksWide, scan.Components[0].BlocksHigh)
            : (frame.McusWide, frame.McusHigh);
        BlockDecoder decoder = !frame.Progressive ? new SequentialBlocks(scan)
            : scan.First == 0 ? new ProgressiveDcBlocks(scan)
            : scan.High == 0 ? new ProgressiveAcBlocks(scan)
            : new ProgressiveRefinementBlocks(scan);
        var reader = new BitReader(data, position);
        var (untilRestart, restarts) = (scan.RestartInterval, 0);
        var (lost, lossy) = (false, false);
        decoder.Restart();
        for (var y = 0; y < high; y++)
        {
            token.ThrowIfCancellationRequested();
            for (var x = 0; x < wide; x++)
            {
                if (scan.RestartInterval > 0 && untilRestart-- == 0)
                {
                    if (reader.TryRestart(restarts++ & 7)) lost = false;
                    decoder.Restart();
                    untilRestart = scan.RestartInterval - 1;
                }

                if (!single) decoder.DecodeMcu(ref reader, scan.Components, x, y, lost);
                else if (lost) decoder.Lose(0, x, y);
                else decoder.Decode(ref reader, 0, x, y);
                if (lost || !reader.Overrun) continue;
                if (reader.Marker < 0 || (scan.RestartInterval == 0 && reader.Marker is < 0xD0 or > 0xD7))
                    throw new ImageFormatException($"JPEG: truncated or damaged in scan {scan.Number}: its data end too early.");
                lost = lossy = true;
            }
        }

        return (reader.Position, lossy);
    }

    private void DecodeMcu(ref BitReader reader, JpegComponent[] components, int mcuX, int mcuY, bool lost)
    {
        for (var i = 0; i < components.Length; i++)
        {
            var (h, v) = (components[i].H, components[i].V);
            for (var y = 0; y < v; y++)
            {
                for (var x = 0; x < h; x++)
                {
                    if (lost) Lose(i, mcuX * h + x, mcuY * v + y);
                    else Decode(ref reader, i, mcuX * h + x, mcuY * v + y);
                }
            }
        }
    }
}
