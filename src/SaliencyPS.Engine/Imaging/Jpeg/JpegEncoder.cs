using System.Buffers.Binary;

namespace SaliencyPS.Imaging.Jpeg;

/// <summary>
/// Writes images as JPEG (ITU-T T.81, baseline, in a JFIF file): 8 bits, the Huffman tables of the specification.
/// </summary>
internal static class JpegEncoder
{
    /// <summary>Longest side of a JPEG image in pixels.</summary>
    public const int LongestSide = 65_535;

    // From this quality on colors are stored in full: halved ones blur the fine lines that saliency images are made of.
    private const int FullColorQuality = 90;

    /// <summary>
    /// Writes an image as a JPEG file: as one component where all pixels are gray, else as three, with halved color resolution
    /// below quality 90. The same image gives the same bytes on every machine.
    /// </summary>
    /// <param name="image">The image; no side above <see cref="LongestSide"/>.</param>
    /// <param name="stream">Where the bytes go; stays open.</param>
    /// <param name="quality">1 (small) to 100 (good), on the scale of the Independent JPEG Group.</param>
    /// <param name="token">Stops the work.</param>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static void Write(RgbImage image, Stream stream, int quality, CancellationToken token)
    {
        var isGray = IsGray(image.Pixels);
        var factor = isGray || quality >= FullColorQuality ? 1 : 2;
        var (luma, chroma) = (QuantisationTable.Luminance(quality), QuantisationTable.Chrominance(quality));
        WriteHeaders(stream, image, luma, chroma, isGray, factor);
        new ScanEncoder(image, isGray, factor, luma, chroma).Write(stream, token);
        stream.Write([0xFF, 0xD9]);
    }

    private static bool IsGray(ReadOnlySpan<byte> pixels)
    {
        for (var i = 0; i < pixels.Length; i += 3)
            if (pixels[i] != pixels[i + 1] || pixels[i] != pixels[i + 2]) return false;
        return true;
    }

    // T.81 annex B; the first segment is that of JFIF 1.01, square pixels and no thumbnail.
    private static void WriteHeaders(
        Stream stream, RgbImage image, QuantisationTable luma, QuantisationTable chroma, bool isGray, int factor)
    {
        stream.Write([0xFF, 0xD8]);
        WriteSegment(stream, 0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
        WriteSegment(stream, 0xDB, [0, .. luma.ZigzagSteps]);
        if (!isGray) WriteSegment(stream, 0xDB, [1, .. chroma.ZigzagSteps]);
        Span<byte> size = stackalloc byte[4];
        BinaryPrimitives.WriteUInt16BigEndian(size, (ushort)image.Height);
        BinaryPrimitives.WriteUInt16BigEndian(size[2..], (ushort)image.Width);
        ReadOnlySpan<byte> components = isGray
            ? [1, 1, 0x11, 0]
            : [3, 1, (byte)(factor << 4 | factor), 0, 2, 0x11, 1, 3, 0x11, 1];
        WriteSegment(stream, 0xC0, [8, .. size, .. components]);
        WriteSegment(stream, 0xC4, [0x00, .. StandardHuffman.LuminanceDc.Definition]);
        WriteSegment(stream, 0xC4, [0x10, .. StandardHuffman.LuminanceAc.Definition]);
        if (!isGray)
        {
            WriteSegment(stream, 0xC4, [0x01, .. StandardHuffman.ChrominanceDc.Definition]);
            WriteSegment(stream, 0xC4, [0x11, .. StandardHuffman.ChrominanceAc.Definition]);
        }

        WriteSegment(stream, 0xDA, [.. isGray ? [1, 1, 0x00] : (ReadOnlySpan<byte>)[3, 1, 0x00, 2, 0x11, 3, 0x11], 0, 63, 0]);
    }

    private static void WriteSegment(Stream stream, byte marker, ReadOnlySpan<byte> content)
    {
        Span<byte> start = [0xFF, marker, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(start[2..], (ushort)(content.Length + 2));
        stream.Write(start);
        stream.Write(content);
    }
}
