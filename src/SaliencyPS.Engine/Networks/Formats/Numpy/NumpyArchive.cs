using System.IO.Compression;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks.Formats.Numpy;

/// <summary>An .npz file: a zip archive with an entry NAME.npy for each array, stored or deflated.</summary>
internal sealed class NumpyArchive
{
    private const string Extension = ".npy";

    private const long FreeInflation = 64 << 20;

    private readonly Stream _stream;
    private readonly ZipArchive _zip;

    /// <summary>Reads the archive's directory; the stream must stay open as long as the archive is used.</summary>
    /// <exception cref="NetworkFormatException">It is no zip archive.</exception>
    public NumpyArchive(Stream stream)
    {
        _stream = stream;
        _zip = Guarded("Archive", () => new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true));
        Names = [.. Guarded("Archive", () => _zip.Entries)
            .Where(entry => entry.FullName.EndsWith(Extension, StringComparison.Ordinal))
            .Select(entry => entry.FullName[..^Extension.Length])];
    }

    /// <summary>Names of the arrays.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>True if a file that begins so can be an archive.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> start) => start.StartsWith("PK\x03\x04"u8);

    /// <summary>Reads the array of this name; null where there is none.</summary>
    /// <exception cref="NetworkFormatException">The entry is damaged, or no array that is supported.</exception>
    public NumpyArray? Find(string name) => _zip.GetEntry(name + Extension) is not { } entry ? null
        : NumpyReader.Read(Guarded(entry.FullName, () => Read(entry)), entry.FullName);

    private byte[] Read(ZipArchiveEntry entry)
    {
        ZipBound.Require(entry, _stream.Length, FreeInflation, Array.MaxLength);
        using var content = entry.Open();
        var bytes = GC.AllocateUninitializedArray<byte>((int)entry.Length);
        content.ReadExactly(bytes);
        return bytes;
    }

    private static T Guarded<T>(string element, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or NotSupportedException)
        {
            throw new NetworkFormatException($"The zip archive is damaged. {e.Message}", element, inner: e);
        }
    }
}
