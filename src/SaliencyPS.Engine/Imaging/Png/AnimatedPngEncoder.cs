using System.Buffers.Binary;

namespace SaliencyPS.Imaging.Png;

/// <summary>
/// Writes images one after another as an animated PNG (PNG, third edition, section 11.3.4). Programs that know of no animation
/// show the last image; those that do begin anew after it.
/// </summary>
internal static class AnimatedPngEncoder
{
    /// <summary>Writes an animation that plays for ever.</summary>
    /// <param name="frames">The images, at least one, all of one size.</param>
    /// <param name="stream">Where the bytes go; stays open.</param>
    /// <param name="framesPerSecond">Speed, 1 to 1000; the last image stays for a second.</param>
    /// <param name="token">Stops the work.</param>
    /// <exception cref="ArgumentException">There are no images, or they differ in size.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The speed is out of range.</exception>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static void Write(
        IReadOnlyList<RgbImage> frames, Stream stream, int framesPerSecond = 12, CancellationToken token = default)
    {
        if (framesPerSecond is < 1 or > 1000)
            throw new ArgumentOutOfRangeException(nameof(framesPerSecond), framesPerSecond, "1 to 1000.");
        if (frames.Count == 0) throw new ArgumentException("An animation needs an image.", nameof(frames));
        var last = frames[^1];
        if (frames.Any(frame => (frame.Width, frame.Height) != (last.Width, last.Height)))
            throw new ArgumentException("The images of an animation have one size.", nameof(frames));

        PngEncoder.WriteHeader(stream, last);
        Span<byte> control = stackalloc byte[8];
        BinaryPrimitives.WriteInt32BigEndian(control, frames.Count);
        PngEncoder.WriteChunk(stream, "acTL"u8, control); // plays: 0, without end
        PngEncoder.WriteChunk(stream, "IDAT"u8, PngEncoder.Compress(last, token));
        var sequence = 0;
        foreach (var frame in frames)
        {
            WriteControl(stream, sequence++, frame, frame == last ? 1 : framesPerSecond);
            WriteData(stream, sequence++, PngEncoder.Compress(frame, token));
        }

        PngEncoder.WriteChunk(stream, "IEND"u8, default);
    }

    // Sequence, size, place, duration as a fraction; each image covers the one before.
    private static void WriteControl(Stream stream, int sequence, RgbImage frame, int rate)
    {
        Span<byte> control = stackalloc byte[26];
        control.Clear();
        BinaryPrimitives.WriteInt32BigEndian(control, sequence);
        BinaryPrimitives.WriteInt32BigEndian(control[4..], frame.Width);
        BinaryPrimitives.WriteInt32BigEndian(control[8..], frame.Height);
        BinaryPrimitives.WriteInt16BigEndian(control[20..], 1);
        BinaryPrimitives.WriteInt16BigEndian(control[22..], (short)rate);
        PngEncoder.WriteChunk(stream, "fcTL"u8, control);
    }

    private static void WriteData(Stream stream, int sequence, ReadOnlySpan<byte> compressed)
    {
        var data = new byte[4 + compressed.Length];
        BinaryPrimitives.WriteInt32BigEndian(data, sequence);
        compressed.CopyTo(data.AsSpan(4));
        PngEncoder.WriteChunk(stream, "fdAT"u8, data);
    }
}
