using System.Runtime.Intrinsics;

namespace SaliencyPS.Imaging.Jpeg;

/// <summary>
/// Rows of one component at the image's size, reduced as the image is. Factors of two are interpolated with the triangle
/// filter (3/4 of the nearer sample, 1/4 of the farther one) in libjpeg's integers and under its conditions; all other factors
/// repeat samples.
/// </summary>
internal sealed class Upsampler
{
    private readonly JpegComponent _component;
    private readonly JpegFrame _frame;
    private readonly bool _smoothAcross;
    private readonly bool _smoothDown;
    private readonly ushort[] _column = [];
    private readonly byte[] _row = [];

    public Upsampler(JpegComponent component, JpegFrame frame)
    {
        (_component, _frame) = (component, frame);
        var twiceAcross = component.Across * 2 == frame.MaxH && frame.Reduction < 8; // a lone sample per block is repeated
        _smoothAcross = twiceAcross && component.Width > 2 && (component.Down == frame.MaxV || component.Down * 2 == frame.MaxV);
        _smoothDown = component.Down * 2 == frame.MaxV && frame.Reduction < 8
            && (_smoothAcross || component.Across == frame.MaxH);
        if (component.Across == frame.MaxH && component.Down == frame.MaxV) return;
        _column = new ushort[component.Width + 2];
        _row = new byte[frame.ReducedWidth + 2 * Vector128<byte>.Count];
    }

    /// <summary>Row <paramref name="y"/> of the image; valid until the next call.</summary>
    public ReadOnlySpan<byte> Row(int y)
    {
        var current = Samples(y * _component.Down / _frame.MaxV);
        if (_smoothDown)
        {
            var odd = y & 1;
            var nearest = Samples(Math.Clamp((y >> 1) + (odd == 0 ? -1 : 1), 0, _component.Height - 1));
            for (var x = 0; x < current.Length; x++) _column[x + 1] = (ushort)(3 * current[x] + nearest[x]);
            if (_smoothAcross) SmoothAcross(4, 8, 7);
            else for (var x = 0; x < current.Length; x++) _row[x] = (byte)((_column[x + 1] + 1 + odd) >> 2);
        }
        else if (_smoothAcross)
        {
            for (var x = 0; x < current.Length; x++) _column[x + 1] = current[x];
            SmoothAcross(2, 1, 2);
        }
        else if (_component.Across == _frame.MaxH) return current;
        else for (var x = 0; x < _frame.ReducedWidth; x++) _row[x] = current[x * _component.Across / _frame.MaxH];
        return _row.AsSpan(0, _frame.ReducedWidth);
    }

    private ReadOnlySpan<byte> Samples(int y) => _component.Samples.AsSpan(y * _component.Stride, _component.Width);

    // Two output samples from each of _column[1..^1]; the ends are repeated so that every sample has two neighbours.
    private void SmoothAcross(int shift, int biasEven, int biasOdd)
    {
        var width = _component.Width;
        var column = _column.AsSpan();
        column[0] = column[1];
        column[width + 1] = column[width];
        var x = 0;
        for (; x + Vector128<ushort>.Count <= width; x += Vector128<ushort>.Count)
        {
            var three = Vector128.Create<ushort>(column.Slice(x + 1, 8)) * (ushort)3;
            var even = (three + Vector128.Create<ushort>(column.Slice(x, 8)) + Vector128.Create((ushort)biasEven)) >> shift;
            var odd = (three + Vector128.Create<ushort>(column.Slice(x + 2, 8)) + Vector128.Create((ushort)biasOdd)) >> shift;
            (even | odd << 8).AsByte().CopyTo(_row.AsSpan(2 * x)); // little-endian: the even sample comes first
        }

        for (; x < width; x++)
        {
            var three = 3 * column[x + 1];
            _row[2 * x] = (byte)((three + column[x] + biasEven) >> shift);
            _row[2 * x + 1] = (byte)((three + column[x + 2] + biasOdd) >> shift);
        }
    }
}
