namespace SaliencyPS.Imaging.Jpeg;

/// <summary>
/// A scan that adds one bit to a band of AC coefficients (T.81 section G.1.2.3): a correction bit for each coefficient that is
/// not zero already, and newly non-zero ones between them, placed by counting zeros.
/// </summary>
internal sealed class ProgressiveRefinementBlocks(JpegScan scan) : BlockDecoder
{
    private int _endOfBandRun;

    public override void Decode(ref BitReader reader, int component, int x, int y)
    {
        var target = scan.Components[component];
        var offset = target.BlockOffset(x, y);
        if (_endOfBandRun > 0 && !target.HasAc[offset / 64]) // nothing to correct, and nothing new
        {
            _endOfBandRun--;
            return;
        }

        var block = target.Coefficients.AsSpan(offset, 64);
        var table = scan.Ac(component);
        var k = scan.First;
        while (_endOfBandRun == 0 && k <= scan.Last)
        {
            var symbol = reader.ReadCoded(table, out var value);
            var run = symbol >> 4;
            if ((symbol & 15) > 1) throw new ImageFormatException("JPEG: damaged data (a refinement by more than one bit).");
            if (value == 0 && run < 15)
            {
                _endOfBandRun = 1 << run;
                if (run > 0) _endOfBandRun += reader.Read(run);
                break;
            }

            k = Correct(ref reader, block, k, run);
            if (value == 0) k++; // sixteen zeros
            else if (k <= scan.Last)
            {
                block[JpegScan.NaturalOrder[k++]] = (short)(value << scan.Low);
                target.HasAc[offset / 64] = true;
            }
            else throw new ImageFormatException("JPEG: damaged data (a run goes beyond its band).");
        }

        if (_endOfBandRun == 0) return;
        Correct(ref reader, block, k, int.MaxValue);
        _endOfBandRun--;
    }

    public override void Lose(int component, int x, int y) { } // the coefficients stay as they are

    public override void Restart() => _endOfBandRun = 0;

    // Reads correction bits up to the zero coefficient that follows `zeros` others, or to the band's end; returns its index.
    private int Correct(ref BitReader reader, Span<short> block, int k, int zeros)
    {
        for (; k <= scan.Last; k++)
        {
            ref var coefficient = ref block[JpegScan.NaturalOrder[k]];
            if (coefficient == 0)
            {
                if (zeros-- == 0) break;
            }
            else if (reader.Read(1) == 1 && (coefficient & (1 << scan.Low)) == 0)
            {
                coefficient += (short)(coefficient > 0 ? 1 << scan.Low : -(1 << scan.Low));
            }
        }

        return k;
    }
}
