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

    /// <summary>Forgets what carries over between blocks; at the scan's start and at each restart marker.</summary>
    public abstract void Restart();

    /// <summary>Decodes a whole scan (T.81 section A.2: one component goes by its own blocks, several by MCUs).</summary>
    /// <returns>The position after the scan's data, at or before the next marker.</returns>
    /// <exception cref="ImageFormatException">The data are damaged or end too early.</exception>
    public static int DecodeScan(ReadOnlySpan<byte> data, int position, JpegFrame frame, JpegScan scan, CancellationToken token)
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
        var untilRestart = scan.RestartInterval;
        decoder.Restart();
        for (var y = 0; y < high; y++)
        {
            token.ThrowIfCancellationRequested();
            for (var x = 0; x < wide; x++)
            {
                if (scan.RestartInterval > 0 && untilRestart-- == 0)
                {
                    if (!reader.TryRestart())
                        throw new ImageFormatException($"JPEG: a restart marker is missing in scan {scan.Number}.");
                    decoder.Restart();
                    untilRestart = scan.RestartInterval - 1;
                }

                if (single) decoder.Decode(ref reader, 0, x, y);
                else decoder.DecodeMcu(ref reader, scan.Components, x, y);
                if (reader.Overrun)
                    throw new ImageFormatException($"JPEG: truncated or damaged in scan {scan.Number}: its data end too early.");
            }
        }

        return reader.Position;
    }

    private void DecodeMcu(ref BitReader reader, JpegComponent[] components, int mcuX, int mcuY)
    {
        for (var i = 0; i < components.Length; i++)
        {
            var (h, v) = (components[i].H, components[i].V);
            for (var y = 0; y < v; y++)
            {
                for (var x = 0; x < h; x++) Decode(ref reader, i, mcuX * h + x, mcuY * v + y);
            }
        }
    }
}
