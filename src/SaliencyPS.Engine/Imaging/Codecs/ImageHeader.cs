using SaliencyPS.Imaging.Resizing;
using static System.Buffers.Binary.BinaryPrimitives;

namespace SaliencyPS.Imaging.Codecs;

/// <summary>What the first bytes of an image tell of the memory that it takes to decode it.</summary>
/// <param name="Width">Width, as the file has it.</param>
/// <param name="Height">Height.</param>
/// <param name="Coefficients">Of a progressive JPEG, the coefficients, all of which are held until the last one has come.</param>
/// <param name="IsReducible">Whether it can be decoded smaller than it is.</param>
internal readonly record struct ImageHeader(uint Width, uint Height, long Coefficients, bool IsReducible)
{
    private const int RgbBytes = 3, CoefficientBytes = 2, PlaneBytes = 3;

    // What a reducible image is decoded to if no more is asked for, at the most; pixels.
    private const long MostReduced = 4_000_000;

    /// <summary>Width × height, or the largest of 32 bits: that is refused anyway.</summary>
    public long Pixels => (long)Math.Min((ulong)Width * Height, int.MaxValue);

    /// <summary>The bytes that it takes to decode the image and to resize it.</summary>
    /// <param name="isFull">Whether all of its detail is wanted.</param>
    public long Bytes(bool isFull)
    {
        var pixels = IsReducible && !isFull ? Math.Min(Pixels, MostReduced) : Pixels;
        return Coefficients * CoefficientBytes + pixels * (IsReducible ? RgbBytes + PlaneBytes : RgbBytes)
            + ((long)Width + Height) * Resampler.WeightBytes;
    }

    /// <summary>
    /// Reads the size of an image; null where it cannot be told, be it since the format is a library's or since the file is
    /// damaged.
    /// </summary>
    /// <param name="image">The file, of which little is read.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ImageHeader? Read(Stream image)
    {
        Span<byte> start = stackalloc byte[26];
        var count = image.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        if (count < start.Length) return null;
        if (start[..8].SequenceEqual<byte>([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
            return new(ReadUInt32BigEndian(start[16..]), ReadUInt32BigEndian(start[20..]), 0, IsReducible: false);
        if (start[..2].SequenceEqual("BM"u8))
            return ReadUInt32LittleEndian(start[14..]) < 40
                ? new(ReadUInt16LittleEndian(start[18..]), ReadUInt16LittleEndian(start[20..]), 0, IsReducible: false)
                : new(Magnitude(start[18..]), Magnitude(start[22..]), 0, IsReducible: false);
        return start[..2].SequenceEqual<byte>([0xFF, 0xD8]) ? Frame(image) : null;
    }

    // The segments of a JPEG up to the one that begins a frame.
    private static ImageHeader? Frame(Stream image)
    {
        Span<byte> frame = stackalloc byte[6 + 3 * 4];
        for (image.Position = 2; ;)
        {
            var marker = image.ReadByte();
            while (marker == 0xFF) marker = image.ReadByte();
            if (marker is < 0 or 0xD9 or 0xDA) return null;
            if (marker is 0 or 1 or (>= 0xD0 and <= 0xD8)) continue;
            if (image.ReadAtLeast(frame[..2], 2, throwOnEndOfStream: false) < 2) return null;
            var next = image.Position - 2 + ReadUInt16BigEndian(frame);
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                var count = image.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false);
                return count >= 6 && frame[5] is var components and >= 1 and <= 4 && count >= 6 + 3 * components
                    ? Frame(isProgressive: (marker & 3) == 2, frame) : null;
            }

            if (next <= image.Position - 2) return null;
            image.Position = next;
        }
    }

    private static ImageHeader Frame(bool isProgressive, ReadOnlySpan<byte> frame)
    {
        var (width, height) = (ReadUInt16BigEndian(frame[3..]), ReadUInt16BigEndian(frame[1..]));
        int sum = 0, widest = 1, highest = 1;
        for (var c = 0; c < frame[5]; c++)
        {
            var (across, down) = (frame[7 + 3 * c] >> 4, frame[7 + 3 * c] & 15);
            (sum, widest, highest) = (sum + across * down, Math.Max(widest, across), Math.Max(highest, down));
        }

        return new(width, height, isProgressive ? (long)width * height * sum / (widest * highest) : 0, IsReducible: true);
    }

    private static uint Magnitude(ReadOnlySpan<byte> value) => (uint)Math.Abs((long)ReadInt32LittleEndian(value));
}
