namespace SaliencyPS.Imaging.Jpeg;

/// <summary>Blocks of a baseline or extended sequential scan (T.81 section F.2.2): decoded and transformed at once.</summary>
internal sealed class SequentialBlocks(JpegScan scan) : BlockDecoder
{
    private readonly short[] _block = new short[64];

    public override void Decode(ref BitReader reader, int component, int x, int y)
    {
        var target = scan.Components[component];
        reader.ReadCoded(scan.Dc(component), out var difference);
        target.Predictor += difference;
        var dc = (short)target.Predictor;
        if (ReadAc(ref reader, scan.Ac(component), _block))
        {
            _block[0] = dc;
            target.Transform(_block, x, y);
            Array.Clear(_block);
        }
        else target.Fill(dc, x, y);
    }

    public override void Lose(int component, int x, int y) => scan.Components[component].Fill(0, x, y);

    public override void Restart()
    {
        foreach (var component in scan.Components) component.Predictor = 0;
    }

    // Returns whether there was any coefficient. The hottest loop of the decoder: the reader's state stays in registers.
    private static bool ReadAc(ref BitReader reader, HuffmanTable table, short[] block)
    {
        var (bits, count) = (reader.Bits, reader.Count);
        var k = 1;
        var any = false;
        while (k < 64)
        {
            if (count < 32)
            {
                (reader.Bits, reader.Count) = (bits, count);
                reader.Fill();
                (bits, count) = (reader.Bits, reader.Count);
            }

            var entry = table.Find(bits);
            bits <<= entry;
            count -= entry & 31;
            var value = entry >> 16;
            k += (entry >> 12) & 15;
            if (value == 0)
            {
                var size = (entry >> 8) & 15;
                if (size == 0)
                {
                    if (((entry >> 12) & 15) != 15) break; // end of block
                    k++;
                    continue;
                }

                value = (int)(bits >> (64 - size));
                if ((long)bits >= 0) value += 1 - (1 << size);
                bits <<= size;
                count -= size;
            }

            if (k > 63) throw new ImageFormatException("JPEG: damaged data (a run goes beyond its block).");
            block[JpegScan.NaturalOrder[k++]] = (short)value;
            any = true;
        }

        (reader.Bits, reader.Count) = (bits, count);
        return any;
    }
}
