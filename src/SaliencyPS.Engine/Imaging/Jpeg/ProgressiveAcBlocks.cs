namespace SaliencyPS.Imaging.Jpeg;

/// <summary>First scan of a band of AC coefficients (T.81 section G.1.2.2).</summary>
internal sealed class ProgressiveAcBlocks(JpegScan scan) : BlockDecoder
{
    private int _endOfBandRun;

    public override void Decode(ref BitReader reader, int component, int x, int y)
    {
        if (_endOfBandRun > 0)
        {
            _endOfBandRun--;
            return;
        }

        var target = scan.Components[component];
        var offset = target.BlockOffset(x, y);
        var block = target.Coefficients.AsSpan(offset, 64);
        var table = scan.Ac(component);
        for (var k = scan.First; k <= scan.Last; k++)
        {
            var symbol = reader.ReadCoded(table, out var value);
            var run = symbol >> 4;
            if (value == 0 && run < 15)
            {
                _endOfBandRun = (1 << run) - 1;
                if (run > 0) _endOfBandRun += reader.Read(run);
                return;
            }

            k += run;
            if (k > 63) throw new ImageFormatException("JPEG: damaged data (a run goes beyond its block).");
            if (value == 0) continue;
            block[JpegScan.NaturalOrder[k]] = (short)(value << scan.Low);
            target.HasAc[offset / 64] = true;
        }
    }

    public override void Lose(int component, int x, int y) { } // the coefficients stay as they are

    public override void Restart() => _endOfBandRun = 0;
}
