using System.Formats.Tar;
using SaliencyPS.Files;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;

namespace SaliencyPS.Inputs;

/// <summary>
/// Finds the images in a tar file. Nothing of it is written anywhere: an image is a place in the file, and its name is a text.
/// </summary>
internal static class ImageArchive
{
    /// <summary>Most entries of an archive.</summary>
    public const int MostEntries = 1_000_000;

    private const int Block = 512;
    private const string Extension = ".tar";

    private static readonly string[] Compressed =
        [".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz", ".tar.zst", ".tzst", ".tar.lz4"];

    /// <summary>Whether a file, by its name, is an archive, be it one that is read or not.</summary>
    public static bool IsArchive(string file) => IsRead(file) || IsCompressed(file);

    /// <summary>
    /// The images in an archive, in their order; of several entries of one name the last one, as when it is unpacked. An entry
    /// with the name of an image that is a link, or whose name leads upwards, cannot be read; an archive that is damaged becomes
    /// a fault, after what could be read of it.
    /// </summary>
    /// <param name="file">The archive.</param>
    /// <param name="root">The folder below which images are known by their paths.</param>
    /// <param name="limits">Which formats are read.</param>
    /// <param name="passedOver">Counts the images of other formats.</param>
    /// <param name="most">Most entries.</param>
    public static IReadOnlyList<ImageInput> List(
        string file, string root, ImageLimits limits, PassedOverImages passedOver, int most = MostEntries)
    {
        var found = new OrderedDictionary<string, ImageInput>();
        Exception? fault = null;
        try
        {
            if (IsCompressed(file))
                throw new IOException("The images in a compressed archive cannot be read one by one; decompress it, which makes "
                    + $"a {Extension} that is hardly larger.");
            Index(Path.GetFullPath(file), root, limits, passedOver, most, found);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            fault = e;
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or NotSupportedException or ArgumentException
            or OverflowException)
        {
            fault = new IOException($"The archive is damaged: {e.Message}", e);
        }

        if (found.Count == 0)
            fault ??= new IOException($"no images ({string.Join(", ", ImageDecoder.ExtensionsOf(limits))}) in this archive");
        return fault is null ? found.Values
            : [.. found.Values, new ImageInput(file, fault) { IsFolder = true }.Below(root)];
    }

    private static void Index(string file, string root, ImageLimits limits, PassedOverImages passedOver, int most,
        OrderedDictionary<string, ImageInput> found)
    {
        using var stream = PlainFile.Open(file, bufferSize: 1 << 16);
        using var reader = new TarReader(stream);
        var (end, entries, time) = (0L, 0, File.GetLastWriteTimeUtc(file).Ticks);
        while (reader.GetNextEntry() is { } entry)
        {
            if (++entries > most)
                throw new IOException($"The archive has more than {most} entries; several smaller ones are read.");
            end = entry.DataOffset + (entry.Length + Block - 1) / Block * Block;
            if (entry.DataOffset + entry.Length > stream.Length)
                throw new IOException("The archive is cut off: its last entry is not all there.");
            RequireSum(stream, entry);
            var name = Trim(entry.Name);
            if (Path.GetFileName(name) is not [not '.', ..] last
                || entry.EntryType is TarEntryType.Directory or TarEntryType.DirectoryList) continue;
            if (!ImageFolder.IsImage(last, limits))
            {
                passedOver.Count(last);
                continue;
            }

            var source = new ArchivedImage(file, name, entry.DataOffset, entry.Length, time, Refuse(entry, name));
            found[name] = new(source.Path) { Root = root, Source = source };
        }

        RequireEnd(stream, end);
    }

    // Which the reader of archives does not look at. A header's own sum counts as blanks.
    private static void RequireSum(FileStream stream, TarEntry entry)
    {
        Span<byte> header = stackalloc byte[Block];
        RandomAccess.Read(stream.SafeFileHandle, header, entry.DataOffset - Block);
        header.Slice(148, 8).Fill((byte)' ');
        var sum = 0;
        foreach (var one in header) sum += one;
        if (sum != entry.Checksum)
            throw new InvalidDataException($"the header of '{entry.Name}' sums to {sum}, not to {entry.Checksum}.");
    }

    private static string? Refuse(TarEntry entry, string name) =>
        name.Split('/').Contains("..") ? "Its name in the archive leads upwards."
        : entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile ? null
        : $"In the archive it is no file but a {entry.EntryType}; links are not followed.";

    // As tar itself takes names when it unpacks.
    private static string Trim(string name)
    {
        while (name is ['/', ..] or ['.', '/', ..]) name = name[(name.IndexOf('/') + 1)..];
        return name;
    }

    // Where an archive was cut between two entries, only what is missing at its end tells.
    private static void RequireEnd(FileStream stream, long end)
    {
        if (stream.Length < end + Block)
            throw new IOException("The archive is cut off: the empty block that ends one is missing.");
        stream.Position = end;
        var rest = new byte[1 << 16];
        while (stream.Read(rest) is var read and > 0)
            if (rest.AsSpan(0, read).IndexOfAnyExcept((byte)0) >= 0)
                throw new IOException("There is more behind the end of the archive, such as another one; that is not read.");
    }

    private static bool IsRead(string file) => file.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);

    private static bool IsCompressed(string file) =>
        Array.Exists(Compressed, end => file.EndsWith(end, StringComparison.OrdinalIgnoreCase));
}
