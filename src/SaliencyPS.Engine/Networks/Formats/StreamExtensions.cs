using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks.Formats;

/// <summary>Bounded reads that report a short file as a format error.</summary>
internal static class StreamExtensions
{
    /// <summary>
    /// Reads <paramref name="count"/> bytes at <paramref name="position"/> of a seekable stream, after checking that they exist.
    /// </summary>
    /// <exception cref="NetworkFormatException">The file ends before; the message names <paramref name="element"/>.</exception>
    public static byte[] ReadAt(this Stream stream, long position, long count, string element)
    {
        if (count > Array.MaxLength)
            throw new NetworkFormatException("The part is too large.", element, $"at most {Array.MaxLength} bytes", $"{count}");
        if (position < 0 || count < 0 || position > stream.Length - count)
            throw new NetworkFormatException("The file is truncated.", element, $"{count} bytes at offset {position}",
                $"a file of {stream.Length} bytes");
        var bytes = GC.AllocateUninitializedArray<byte>((int)count);
        stream.Position = position;
        stream.ReadExactly(bytes);
        return bytes;
    }
}
