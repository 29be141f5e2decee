using System.Buffers.Binary;
using System.IO.Compression;

namespace SaliencyPS.Imaging.Png;

/// <summary>Writes images as PNG: 8-bit RGB, not interlaced.</summary>
internal static class PngEncoder
{
    /// <summary>Writes an image as a PNG file. The same image gives the same bytes on one version of .NET.</summary>
    /// <param name="image">The image.</param>
    /// <param name="stream">Where the bytes go; stays open.</param>
    /// <param name="token">Stops the work.</param>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static void Write(RgbImage image, Stream stream, CancellationToken token)
    {
        WriteHeader(stream, image);
        WriteChunk(stream, "IDAT"u8, Compress(image, token));
        WriteChunk(stream, "IEND"u8, default);
    }

    /// <summary>The signature and the header chunk.</summary>
    public static void WriteHeader(Stream stream, RgbImage image)
    {
        stream.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], image.Height);
        (header[8], header[9]) = (8, (byte)PngColor.Rgb);
        WriteChunk(stream, "IHDR"u8, header);
    }

    /// <summary>A chunk with its length and its CRC.</summary>
    public static void WriteChunk(Stream stream, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> word = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(word, data.Length);
        stream.Write(word);
        stream.Write(type);
        stream.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(word, ~Crc32.Update(Crc32.Update(~0u, type), data));
        stream.Write(word);
    }

    /// <summary>The data of an image, filtered and compressed.</summary>
    /// <remarks>
    /// Each row takes the filter with the smallest sum of absolute differences (section 12.7 of the specification).
    /// </remarks>
    public static ReadOnlySpan<byte> Compress(RgbImage image, CancellationToken token)
    {
        var result = new MemoryStream();
        var deflate = new ZLibStream(result, CompressionLevel.Optimal, leaveOpen: true);
        var stride = image.Width * 3;
        ReadOnlySpan<byte> above = new byte[stride];
        var (best, trial) = (new byte[stride], new byte[stride]);
        for (var y = 0; y < image.Height; y++)
        {
            token.ThrowIfCancellationRequested();
            var row = image.Pixels.AsSpan(y * stride, stride);
            var (kind, least) = (RowFilterKind.None, long.MaxValue);
            for (var candidate = RowFilterKind.None; candidate <= RowFilterKind.Paeth; candidate++)
            {
                RowFilter.Apply(candidate, row, above, 3, trial);
                var sum = 0L;
                foreach (var value in trial) sum += Math.Abs((int)(sbyte)value);
                if (sum >= least) continue;
                (kind, least) = (candidate, sum);
                (best, trial) = (trial, best);
            }

            deflate.WriteByte((byte)kind);
            deflate.Write(best);
            above = row;
        }

        deflate.Dispose(); // writes what it still holds
        return result.GetBuffer().AsSpan(0, (int)result.Length);
    }
}
