using System.IO.Compression;
using System.Text;
using System.Text.Json;
using SaliencyPS.Files;
using SaliencyPS.Networks.Formats;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks.Store;

/// <summary>
/// A zip archive with one ONNX file, as Azure Custom Vision exports networks: <c>labels.txt</c> beside it has one label per line,
/// <c>metadata_properties.json</c> more metadata. Everything is read in memory; no name inside becomes a path.
/// </summary>
internal sealed class ExportArchive : IDisposable
{
    private const string LabelsName = "labels.txt", MetadataName = "metadata_properties.json";

    private const long FreeInflation = 16 << 20;

    private readonly Stream _stream;
    private readonly ZipArchive _zip;
    private readonly ZipArchiveEntry _network;

    private ExportArchive(Stream stream, ZipArchive zip, ZipArchiveEntry network) =>
        (_stream, _zip, _network) = (stream, zip, network);

    /// <summary>Opens an archive; null for what is none, and for archives without an ONNX file.</summary>
    /// <param name="stream">The file; it must stay open as long as the archive is used.</param>
    /// <exception cref="NetworkFormatException">It has several ONNX files.</exception>
    public static ExportArchive? Open(Stream stream)
    {
        Span<byte> start = stackalloc byte[4];
        stream.Position = 0;
        if (stream.ReadAtLeast(start, 4, throwOnEndOfStream: false) < 4 || !start.SequenceEqual("PK\x03\x04"u8)) return null;
        ZipArchive? zip = null;
        try
        {
            zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            // What macOS adds to archives has the names of the files that it belongs to.
            ZipArchiveEntry[] networks = [.. zip.Entries.Where(entry =>
                entry.Name.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase)
                && !entry.Name.StartsWith("._", StringComparison.Ordinal))];
            if (networks.Length > 1)
                throw new NetworkFormatException("The archive has several networks; take one out of it.", "Archive",
                    "one file .onnx", string.Join(", ", networks.Take(3).Select(entry => entry.FullName)));
            if (networks is not [var network]) return null;
            var archive = new ExportArchive(stream, zip, network);
            zip = null;
            return archive;
        }
        catch (InvalidDataException)
        {
            return null; // The reader of checkpoints says what is wrong with a damaged archive.
        }
        finally
        {
            zip?.Dispose();
        }
    }

    /// <summary>The ONNX file. The labels and metadata beside it are added to the description.</summary>
    /// <exception cref="NetworkFormatException">The archive is damaged, or an entry too large.</exception>
    public byte[] Read(NetworkDescription description)
    {
        if (Beside(LabelsName) is { } labels)
        {
            var lines = Encoding.UTF8.GetString(Read(labels, NetworkDescription.MaximumFile)).TrimStart('\uFEFF').TrimEnd()
                .Split('\n').Select(line => line.Trim());
            description.Add("labels", JsonSerializer.SerializeToElement([.. lines], TextContext.Default.StringArray),
                LabelsName, LabelsName);
        }

        if (Beside(MetadataName) is { } metadata) AddMetadata(description, Read(metadata, NetworkDescription.MaximumFile));
        return Read(_network, Array.MaxLength);
    }

    /// <inheritdoc/>
    public void Dispose() => _zip.Dispose();

    private static void AddMetadata(NetworkDescription description, byte[] bytes)
    {
        try
        {
            using var json = JsonDocument.Parse(new MemoryStream(bytes));
            if (json.RootElement.ValueKind != JsonValueKind.Object) throw new JsonException("It is not a JSON object.");
            var metadata = new Dictionary<string, string>();
            foreach (var field in json.RootElement.EnumerateObject())
                metadata[field.Name] = field.Value.ValueKind == JsonValueKind.String ? field.Value.GetString()!
                    : field.Value.Raw();
            description.AddMetadata(metadata, MetadataName);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // the latter: text that is not Unicode
        {
            description.Note($"{MetadataName}: {JsonFault.Of(e)} It is passed over.");
        }
    }

    private ZipArchiveEntry? Beside(string name) =>
        _zip.GetEntry(_network.FullName[..^_network.Name.Length] + name);

    private byte[] Read(ZipArchiveEntry entry, long maximum)
    {
        ZipBound.Require(entry, _stream.Length, FreeInflation, maximum);
        try
        {
            using var content = entry.Open();
            var bytes = GC.AllocateUninitializedArray<byte>((int)entry.Length);
            content.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw new NetworkFormatException($"The zip archive is damaged. {e.Message}", entry.FullName, inner: e);
        }
    }
}
