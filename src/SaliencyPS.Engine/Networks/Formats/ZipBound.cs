using System.IO.Compression;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks.Formats;

/// <summary>What an entry of a zip archive may grow to: weights hardly shrink, and what shrank far more is a bomb.</summary>
internal static class ZipBound
{
    private const long MostInflation = 32;

    /// <summary>Refuses an entry before it is read.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="archive">Bytes of the archive.</param>
    /// <param name="free">Bytes that any entry may have.</param>
    /// <param name="most">Bytes that no entry may have more of.</param>
    /// <exception cref="NetworkFormatException">It is too large, or cannot be in the archive.</exception>
    public static void Require(ZipArchiveEntry entry, long archive, long free, long most = long.MaxValue)
    {
        var bound = Math.Min(most, free + MostInflation * entry.CompressedLength);
        if (entry.Length > bound || entry.CompressedLength > archive)
            throw new NetworkFormatException(
                $"The zip archive's entry, of {entry.CompressedLength} bytes compressed, is too large.", entry.FullName,
                $"at most {bound} bytes uncompressed", $"{entry.Length}");
    }
}
