using System.Buffers.Binary;
using System.Numerics;

namespace SaliencyPS.Imaging.Bmp;

/// <summary>
/// Decodes Windows bitmaps of 1 to 32 bits, run-length coded ones included. Opacity is ignored: most programs that write it
/// mean nothing by it.
/// </summary>
internal static class BmpDecoder
{
    /// <summary>Whether the data begin like a bitmap.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> data) => data.StartsWith("BM"u8);

    /// <summary>Decodes an image.</summary>
    /// <param name="data">The whole file.</param>
    /// <param name="limits">Bounds on the image.</param>
    /// <param name="measured">Told width and height before memory is taken for the image.</param>
    /// <param name="token">Stops the work.</param>
    /// <exception cref="ImageFormatException">Damaged, truncated, unsupported or too large.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static RgbImage Decode(byte[] data, ImageLimits limits, Action<int, int> measured, CancellationToken token)
    {
        var header = new BmpHeader(data, limits);
        measured(header.Width, header.Height);
        var pixels = data.AsSpan(header.PixelStart);
        return header.Compression is BmpCompression.RunLength8 or BmpCompression.RunLength4
            ? DecodeRuns(header, pixels, token)
            : DecodeRows(header, pixels, token);
    }

    private static RgbImage DecodeRows(BmpHeader header, ReadOnlySpan<byte> pixels, CancellationToken token)
    {
        var stride = ((long)header.Width * header.Depth + 31) / 32 * 4;
        if (pixels.Length < stride * header.Height)
            throw new ImageFormatException(
                $"BMP: truncated: the pixels take {stride * header.Height} bytes, {pixels.Length} are left.");
        var image = new RgbImage(header.Width, header.Height);
        for (var y = 0; y < header.Height; y++)
        {
            token.ThrowIfCancellationRequested();
            var row = pixels.Slice((int)stride * y, (int)stride);
            var rgb = Row(image, header.TopDown ? y : header.Height - 1 - y);
            for (var x = 0; x < header.Width; x++) Convert(header, row, x, rgb.Slice(3 * x, 3));
        }

        return image;
    }

    private static void Convert(BmpHeader header, ReadOnlySpan<byte> row, int x, Span<byte> rgb)
    {
        switch (header.Depth)
        {
            case 16: Unmask(header, BinaryPrimitives.ReadUInt16LittleEndian(row[(2 * x)..]), rgb); return;
            case 24: (rgb[0], rgb[1], rgb[2]) = (row[3 * x + 2], row[3 * x + 1], row[3 * x]); return;
            case 32: Unmask(header, BinaryPrimitives.ReadUInt32LittleEndian(row[(4 * x)..]), rgb); return;
            default:
                var depth = header.Depth;
                LookUp(header, (row[x * depth >> 3] >> (8 - depth - (x * depth & 7))) & ((1 << depth) - 1), rgb);
                return;
        }
    }

    private static void Unmask(BmpHeader header, uint pixel, Span<byte> rgb)
    {
        for (var i = 0; i < 3; i++)
        {
            var shift = BitOperations.TrailingZeroCount(header.Masks[i]);
            rgb[i] = (byte)((ulong)((pixel & header.Masks[i]) >> shift) * 255 / (header.Masks[i] >> shift));
        }
    }

    private static void LookUp(BmpHeader header, int index, Span<byte> rgb)
    {
        if (3 * index >= header.Palette.Length)
            throw new ImageFormatException($"BMP: a pixel uses color {index} of {header.Palette.Length / 3}.");
        header.Palette.AsSpan(3 * index, 3).CopyTo(rgb);
    }

    // Pixels that the runs skip have color 0; what goes beyond a row is dropped.
    private static RgbImage DecodeRuns(BmpHeader header, ReadOnlySpan<byte> data, CancellationToken token)
    {
        var image = new RgbImage(header.Width, header.Height);
        for (var i = 0; i < image.Pixels.Length; i += 3) LookUp(header, 0, image.Pixels.AsSpan(i, 3));
        var (x, y) = (0, 0);
        for (var i = 0; y < header.Height; i += 2)
        {
            token.ThrowIfCancellationRequested();
            if (i + 2 > data.Length) throw new ImageFormatException("BMP: truncated in the run-length coded pixels.");
            var (count, value) = (data[i], data[i + 1]);
            if (count > 0)
            {
                for (var k = 0; k < count; k++) Put(header, image, x++, y, Index(header, value, k));
                continue;
            }

            switch (value)
            {
                case 0: (x, y) = (0, y + 1); break; // end of row
                case 1: return image;
                case 2 when i + 4 <= data.Length: // skip
                    (x, y) = (Math.Min(x + data[i + 2], header.Width), y + data[i + 3]);
                    i += 2;
                    break;
                default: // that many pixels as they are, padded to two bytes
                    var bytes = (value * header.Depth + 7) / 8;
                    if (value == 2 || i + 2 + bytes > data.Length)
                        throw new ImageFormatException("BMP: truncated in the run-length coded pixels.");
                    for (var k = 0; k < value; k++)
                        Put(header, image, x++, y, Index(header, data[i + 2 + k * header.Depth / 8], k));
                    i += (bytes + 1) & ~1;
                    break;
            }
        }

        return image;
    }

    // In 4 bits the even pixels are in the upper half of a byte.
    private static int Index(BmpHeader header, byte value, int k) =>
        header.Depth == 8 ? value : (value >> (4 - 4 * (k & 1))) & 15;

    private static void Put(BmpHeader header, RgbImage image, int x, int y, int index)
    {
        if (x < header.Width) LookUp(header, index, image[x, header.Height - 1 - y]);
    }

    private static Span<byte> Row(RgbImage image, int y) => image.Pixels.AsSpan(y * 3 * image.Width, 3 * image.Width);
}
