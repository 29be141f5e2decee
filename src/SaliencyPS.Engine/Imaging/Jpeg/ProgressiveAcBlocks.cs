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
        var block = target.Coefficients.AsSpan(target.BlockOffset(x, y), 64);
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
            if (value != 0) block[JpegScan.NaturalOrder[k]] = (short)(value << scan.Low);
        }
    }

    public override void Restart() => _endOfBandRun = 0;
}
