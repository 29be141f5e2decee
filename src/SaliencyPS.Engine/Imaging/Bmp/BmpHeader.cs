using System.Buffers.Binary;
using System.Numerics;

namespace SaliencyPS.Imaging.Bmp;

/// <summary>The two headers and the palette of a Windows bitmap: BITMAPCOREHEADER to BITMAPV5HEADER.</summary>
internal sealed class BmpHeader
{
    private const int FileHeaderBytes = 14;

    /// <summary>Parses and checks the headers.</summary>
    /// <exception cref="ImageFormatException">Malformed, truncated, unsupported or above the limits.</exception>
    public BmpHeader(ReadOnlySpan<byte> data, ImageLimits limits)
    {
        if (data.Length < FileHeaderBytes + 12) throw new ImageFormatException("BMP: truncated in the header.");
        var size = BinaryPrimitives.ReadUInt32LittleEndian(data[FileHeaderBytes..]);
        if (size is not (12 or 40 or 52 or 56 or 64 or 108 or 124))
            throw new ImageFormatException($"BMP: a header of {size} bytes is unknown.");
        if (data.Length < FileHeaderBytes + size) throw new ImageFormatException("BMP: truncated in the header.");
        var header = data.Slice(FileHeaderBytes, (int)size);

        long height;
        var colors = 0u; // of the palette; 0 for all that the depth allows
        if (size == 12)
        {
            Width = BinaryPrimitives.ReadUInt16LittleEndian(header[4..]);
            height = BinaryPrimitives.ReadUInt16LittleEndian(header[6..]);
            Depth = BinaryPrimitives.ReadUInt16LittleEndian(header[10..]);
        }
        else
        {
            Width = BinaryPrimitives.ReadInt32LittleEndian(header[4..]);
            height = BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
            Depth = BinaryPrimitives.ReadUInt16LittleEndian(header[14..]);
            Compression = (BmpCompression)BinaryPrimitives.ReadUInt32LittleEndian(header[16..]);
            colors = BinaryPrimitives.ReadUInt32LittleEndian(header[32..]);
        }

        TopDown = height < 0;
        limits.Check(Width, Math.Abs(height));
        Height = (int)Math.Abs(height);
        CheckFormat();

        var next = FileHeaderBytes + (int)size;
        if (Depth is 16 or 32) next = ReadMasks(data, next, size);
        if (Depth <= 8) ReadPalette(data[next..], size == 12 ? 3 : 4, colors);
        var start = BinaryPrimitives.ReadUInt32LittleEndian(data[10..]);
        if (start < FileHeaderBytes + size || start > data.Length)
            throw new ImageFormatException($"BMP: the pixels are said to begin at byte {start} of {data.Length}.");
        PixelStart = (int)start;
    }

    public int Width { get; }
    public int Height { get; }

    /// <summary>Bits per pixel: 1, 4, 8, 16, 24 or 32.</summary>
    public int Depth { get; }

    public BmpCompression Compression { get; }
    public bool TopDown { get; }
    public int PixelStart { get; }

    /// <summary>R G B per color; empty above 8 bits.</summary>
    public byte[] Palette { get; private set; } = [];

    /// <summary>Bits of red, green and blue in a 16- or 32-bit pixel.</summary>
    public uint[] Masks { get; private set; } = [];

    private void CheckFormat()
    {
        var valid = Compression switch
        {
            BmpCompression.None => Depth is 1 or 4 or 8 or 16 or 24 or 32,
            BmpCompression.RunLength8 => Depth == 8 && !TopDown,
            BmpCompression.RunLength4 => Depth == 4 && !TopDown,
            BmpCompression.BitFields or BmpCompression.AlphaBitFields => Depth is 16 or 32,
            _ => false,
        };
        if (!valid)
            throw new ImageFormatException($"BMP: {Depth} bits per pixel with compression {(uint)Compression} is not supported.");
    }

    private int ReadMasks(ReadOnlySpan<byte> data, int next, uint size)
    {
        Masks = Depth == 16 ? [0x7C00, 0x03E0, 0x001F] : [0xFF0000, 0xFF00, 0xFF];
        if (Compression == BmpCompression.None) return next;
        // Later headers hold the masks where the first one has them following it.
        var at = FileHeaderBytes + 40;
        if (data.Length < at + 12) throw new ImageFormatException("BMP: truncated in the color masks.");
        for (var i = 0; i < 3; i++)
        {
            var mask = BinaryPrimitives.ReadUInt32LittleEndian(data[(at + 4 * i)..]);
            var shifted = mask == 0 ? 0 : mask >> BitOperations.TrailingZeroCount(mask);
            if (shifted == 0 || (shifted & (shifted + 1)) != 0)
                throw new ImageFormatException($"BMP: color mask {mask:X8} is not one run of bits.");
            Masks[i] = mask;
        }

        return size == 40 ? next + 12 : next;
    }

    private void ReadPalette(ReadOnlySpan<byte> data, int entryBytes, uint colors)
    {
        var most = 1u << Depth;
        var count = (int)(colors == 0 || colors > most ? most : colors);
        if (data.Length < count * entryBytes) throw new ImageFormatException("BMP: truncated in the palette.");
        Palette = new byte[3 * count];
        for (var i = 0; i < count; i++)
        {
            var entry = data[(i * entryBytes)..];
            (Palette[3 * i], Palette[3 * i + 1], Palette[3 * i + 2]) = (entry[2], entry[1], entry[0]);
        }
    }
}
