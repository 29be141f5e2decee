using System.IO.Compression;
using System.Text;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks.Formats.Torch;

/// <summary>
/// The zip form of a checkpoint: <c>NAME/data.pkl</c>, <c>NAME/byteorder</c> and one record <c>NAME/data/KEY</c> per storage.
/// </summary>
internal sealed class TorchArchive
{
    private const long MaximumPickle = 64 << 20;

    // torch.save stores records as they are. Re-packed archives may be deflated.
    private const long FreeInflation = 16 << 20;

    private readonly Stream _stream;
    private readonly ZipArchive _zip;
    private readonly string _root;

    /// <summary>Reads the archive's directory; the stream must stay open as long as the archive is used.</summary>
    public TorchArchive(Stream stream)
    {
        _stream = stream;
        _zip = Guarded("Archive", () => new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true));
        var pickle = Guarded("Archive", () => _zip.Entries).FirstOrDefault(e => e.Name == "data.pkl")
            ?? throw new NetworkFormatException("The archive is not a PyTorch checkpoint.", "Archive", "an entry data.pkl");
        _root = pickle.FullName[..^"data.pkl".Length];
        if (_zip.GetEntry(_root + "byteorder") is { } order
            && Encoding.ASCII.GetString(Read(order, 0, Math.Min(order.Length, 16))) is var text && text != "little")
            throw new NetworkFormatException("The byte order is not supported.", order.FullName, "little", text);
    }

    /// <summary>The pickle that describes the object.</summary>
    public byte[] ReadPickle()
    {
        var entry = _zip.GetEntry(_root + "data.pkl")!;
        return entry.Length <= MaximumPickle
            ? Read(entry, 0, entry.Length)
            : throw new NetworkFormatException("The pickle is too large.", entry.FullName, $"at most {MaximumPickle} bytes",
                $"{entry.Length}");
    }

    /// <summary>Elements of a storage, as stored.</summary>
    /// <exception cref="NetworkFormatException">The record is missing, damaged, or not of the size that the pickle
    /// says.</exception>
    public byte[] ReadStorage(PickleStorage storage, long first, long count)
    {
        var size = storage.Format.Size();
        var entry = _zip.GetEntry($"{_root}data/{storage.Key}")
            ?? throw new NetworkFormatException("The storage is missing.", $"{_root}data/{storage.Key}");
        if (entry.Length % size != 0 || entry.Length / size != storage.RecordCount)
            throw new NetworkFormatException("The storage's size is wrong.", entry.FullName,
                $"{storage.RecordCount} elements of {size} bytes", $"{entry.Length} bytes");
        return Read(entry, first * size, count * size);
    }

    private byte[] Read(ZipArchiveEntry entry, long start, long count) => Guarded(entry.FullName, () =>
    {
        ZipBound.Require(entry, _stream.Length, FreeInflation);
        if (count > Array.MaxLength)
            throw new NetworkFormatException("The part is too large.", entry.FullName, $"at most {Array.MaxLength} bytes",
                $"{count}");
        using var content = entry.Open();
        Skip(content, start);
        var bytes = GC.AllocateUninitializedArray<byte>((int)count);
        content.ReadExactly(bytes);
        return bytes;
    });

    private static void Skip(Stream content, long count)
    {
        if (content.CanSeek)
        {
            content.Position += count;
            return;
        }
        var buffer = new byte[Math.Min(count, 1 << 16)];
        for (; count > 0; count -= buffer.Length) content.ReadExactly(buffer, 0, (int)Math.Min(count, buffer.Length));
    }

    private static T Guarded<T>(string element, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new NetworkFormatException($"The zip archive is damaged. {e.Message}", element, inner: e);
        }
    }
}
