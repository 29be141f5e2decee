using System.Numerics;

namespace SaliencyPS.Imaging.Jpeg;

/// <summary>
/// Writes the one scan of a baseline image. It holds one row of minimum coded units at a time: as level-shifted luma and color
/// differences, the last row and column of the image repeated up to a whole unit.
/// </summary>
internal sealed class ScanEncoder
{
    private readonly RgbImage _image;
    private readonly bool _isGray;
    private readonly int _factor, _stride;
    private readonly QuantisationTable _lumaSteps, _chromaSteps;
    private readonly float[] _luma, _blue, _red;
    private readonly int[] _last = new int[3]; // DC of the block before, by component

    /// <summary>Prepares.</summary>
    /// <param name="image">The image.</param>
    /// <param name="isGray">Whether there is only luma.</param>
    /// <param name="factor">Luma samples per color sample, across and down: 1 or 2.</param>
    /// <param name="luma">Steps for luma.</param>
    /// <param name="chroma">Steps for the color differences.</param>
    public ScanEncoder(RgbImage image, bool isGray, int factor, QuantisationTable luma, QuantisationTable chroma)
    {
        (_image, _isGray, _factor, _lumaSteps, _chromaSteps) = (image, isGray, factor, luma, chroma);
        var unit = 8 * factor;
        _stride = (image.Width + unit - 1) / unit * unit;
        _luma = new float[_stride * unit];
        (_blue, _red) = isGray ? ([], []) : (new float[_luma.Length], new float[_luma.Length]);
    }

    /// <summary>Writes all units.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public void Write(Stream stream, CancellationToken token)
    {
        var writer = new BitWriter(stream);
        for (var top = 0; top < _image.Height; top += 8 * _factor)
        {
            token.ThrowIfCancellationRequested();
            for (var y = 0; y < 8 * _factor; y++) Load(Math.Min(top + y, _image.Height - 1), y * _stride);
            if (_factor == 2)
            {
                Halve(_blue);
                Halve(_red);
            }

            for (var left = 0; left < _stride; left += 8 * _factor) WriteUnit(writer, left);
        }

        writer.Finish();
    }

    // JFIF: the color differences of ITU-R BT.601.
    private void Load(int row, int to)
    {
        var pixels = _image.Pixels.AsSpan(row * _image.Width * 3, _image.Width * 3);
        for (var x = 0; x < _image.Width; x++)
        {
            float r = pixels[3 * x], g = pixels[3 * x + 1], b = pixels[3 * x + 2];
            var luma = 0.299f * r + 0.587f * g + 0.114f * b;
            _luma[to + x] = luma - 128;
            if (_isGray) continue;
            _blue[to + x] = (b - luma) * (0.5f / 0.886f);
            _red[to + x] = (r - luma) * (0.5f / 0.701f);
        }

        foreach (var plane in (ReadOnlySpan<float[]>)(_isGray ? [_luma] : [_luma, _blue, _red]))
            plane.AsSpan(to + _image.Width, _stride - _image.Width).Fill(plane[to + _image.Width - 1]);
    }

    // In place: the mean of each 2×2 samples, in the upper left quarter.
    private void Halve(float[] plane)
    {
        for (var y = 0; y < 8; y++)
            for (var x = 0; x < _stride / 2; x++)
            {
                var from = 2 * y * _stride + 2 * x;
                plane[y * _stride + x] = (plane[from] + plane[from + 1] + plane[from + _stride] + plane[from + _stride + 1]) / 4;
            }
    }

    private void WriteUnit(BitWriter writer, int left)
    {
        for (var y = 0; y < _factor; y++)
            for (var x = 0; x < _factor; x++)
                WriteLuma(writer, _luma.AsSpan(8 * y * _stride + left + 8 * x), ref _last[0]);
        if (_isGray) return;
        WriteChroma(writer, _blue.AsSpan(left / _factor), ref _last[1]);
        WriteChroma(writer, _red.AsSpan(left / _factor), ref _last[2]);
    }

    private void WriteLuma(BitWriter writer, ReadOnlySpan<float> samples, ref int last) =>
        WriteBlock(writer, samples, _lumaSteps, ref last, StandardHuffman.LuminanceDc, StandardHuffman.LuminanceAc);

    private void WriteChroma(BitWriter writer, ReadOnlySpan<float> samples, ref int last) =>
        WriteBlock(writer, samples, _chromaSteps, ref last, StandardHuffman.ChrominanceDc, StandardHuffman.ChrominanceAc);

    // T.81 section F.1.2: the difference of DC, then each coefficient with the zeros before it.
    private void WriteBlock(
        BitWriter writer, ReadOnlySpan<float> samples, QuantisationTable steps, ref int last, HuffmanCodes dc, HuffmanCodes ac)
    {
        Span<int> block = stackalloc int[64];
        ForwardDct.Transform(samples, _stride, steps.Reciprocals, block);
        WriteValue(writer, dc, 0, block[0] - last);
        last = block[0];
        var zeros = 0;
        foreach (var natural in JpegScan.NaturalOrder[1..])
        {
            if (block[natural] == 0)
            {
                zeros++;
                continue;
            }

            for (; zeros > 15; zeros -= 16) WriteCode(writer, ac[0xF0]);
            WriteValue(writer, ac, zeros, block[natural]);
            zeros = 0;
        }

        if (zeros > 0) WriteCode(writer, ac[0x00]);
    }

    private static void WriteValue(BitWriter writer, HuffmanCodes codes, int zeros, int value)
    {
        var size = 32 - BitOperations.LeadingZeroCount((uint)Math.Abs(value));
        WriteCode(writer, codes[zeros << 4 | size]);
        writer.Write((uint)(value < 0 ? value - 1 : value) & ((1u << size) - 1), size);
    }

    private static void WriteCode(BitWriter writer, (ushort Code, byte Length) code) => writer.Write(code.Code, code.Length);
}
