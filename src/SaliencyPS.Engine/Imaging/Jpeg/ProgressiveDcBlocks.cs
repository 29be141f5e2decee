namespace SaliencyPS.Imaging.Jpeg;

/// <summary>DC coefficients of a progressive frame (T.81 section G.1.2.1): first bits, or one more bit of each.</summary>
internal sealed class ProgressiveDcBlocks(JpegScan scan) : BlockDecoder
{
    public override void Decode(ref BitReader reader, int component, int x, int y)
    {
        var target = scan.Components[component];
        ref var dc = ref target.Coefficients[target.BlockOffset(x, y)];
        if (scan.High > 0)
        {
            dc |= (short)(reader.Read(1) << scan.Low);
            return;
        }

        reader.ReadCoded(scan.Dc(component), out var difference);
        target.Predictor += difference;
        dc = (short)(target.Predictor << scan.Low);
    }

    public override void Lose(int component, int x, int y) { } // the coefficients stay as they are

    public override void Restart()
    {
        foreach (var component in scan.Components) component.Predictor = 0;
    }
}
