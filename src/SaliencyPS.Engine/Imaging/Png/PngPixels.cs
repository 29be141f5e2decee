using System.Buffers.Binary;

namespace SaliencyPS.Imaging.Png;

/// <summary>
/// Turns unfiltered PNG samples into RGB. 16-bit samples keep their high byte, as libpng's strip-16 and Pillow do; 1-, 2- and
/// 4-bit grey is scaled to the full range; what is transparent is laid over white; gamma and color profiles are ignored.
/// </summary>
internal sealed class PngPixels
{
    private readonly PngHeader _header;
    private readonly byte[] _palette; // RGB over white
    private readonly int[] _transparent = []; // the one transparent sample or color, at full depth

    /// <summary>Checks the palette and the transparency.</summary>
    /// <param name="header">The sample format.</param>
    /// <param name="palette">The PLTE chunk; empty where there is none.</param>
    /// <param name="transparency">The tRNS chunk; empty where there is none.</param>
    /// <exception cref="ImageFormatException">A palette is missing or malformed.</exception>
    public PngPixels(PngHeader header, ReadOnlySpan<byte> palette, ReadOnlySpan<byte> transparency)
    {
        _header = header;
        _palette = palette.ToArray();
        if (header.Color == PngColor.Palette)
        {
            if (palette.Length is 0 or > 768 || palette.Length % 3 != 0)
                throw new ImageFormatException($"PNG: a palette of {palette.Length} bytes; it takes 1 to 256 colors of 3.");
            for (var i = 0; i < Math.Min(transparency.Length, palette.Length / 3); i++)
            {
                foreach (ref var level in _palette.AsSpan(3 * i, 3)) level = Transparency.OverWhite(level, transparency[i]);
            }
        }
        else if (header.Color is PngColor.Gray or PngColor.Rgb && transparency.Length >= 2 * header.Channels)
        {
            _transparent = new int[header.Channels];
            for (var i = 0; i < header.Channels; i++)
                _transparent[i] = BinaryPrimitives.ReadUInt16BigEndian(transparency[(2 * i)..]);
        }
    }

    /// <summary>Writes pixel <paramref name="index"/> of a row.</summary>
    /// <exception cref="ImageFormatException">It is beyond the palette.</exception>
    public void Convert(ReadOnlySpan<byte> row, int index, Span<byte> rgb)
    {
        switch (_header.Color)
        {
            case PngColor.Palette:
                var offset = 3 * Sample(row, index);
                if (offset >= _palette.Length)
                    throw new ImageFormatException($"PNG: a pixel uses color {offset / 3} of {_palette.Length / 3}.");
                _palette.AsSpan(offset, 3).CopyTo(rgb);
                return;
            case PngColor.Gray:
                var gray = Sample(row, index);
                rgb[..3].Fill(_transparent is [var t] && gray == t ? (byte)255 : Level(gray));
                return;
            case PngColor.GrayAlpha:
                rgb[..3].Fill(Transparency.OverWhite(Level(Sample(row, 2 * index)), Level(Sample(row, 2 * index + 1))));
                return;
            case PngColor.Rgb:
                var (r, g, b) = (Sample(row, 3 * index), Sample(row, 3 * index + 1), Sample(row, 3 * index + 2));
                if (_transparent is [var tr, var tg, var tb] && r == tr && g == tg && b == tb) rgb[..3].Fill(255);
                else (rgb[0], rgb[1], rgb[2]) = (Level(r), Level(g), Level(b));
                return;
            default:
                var alpha = Level(Sample(row, 4 * index + 3));
                for (var i = 0; i < 3; i++) rgb[i] = Transparency.OverWhite(Level(Sample(row, 4 * index + i)), alpha);
                return;
        }
    }

    private int Sample(ReadOnlySpan<byte> row, int index) => _header.Depth switch
    {
        8 => row[index],
        16 => row[2 * index] << 8 | row[2 * index + 1],
        var depth => (row[index * depth >> 3] >> (8 - depth - (index * depth & 7))) & ((1 << depth) - 1),
    };

    private byte Level(int sample) => (byte)(_header.Depth == 16 ? sample >> 8 : sample * 255 / ((1 << _header.Depth) - 1));
}
