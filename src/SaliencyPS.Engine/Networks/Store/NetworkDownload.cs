using System.Text;
using SaliencyPS.Downloads;
using SaliencyPS.Files;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Threads;

namespace SaliencyPS.Networks.Store;

/// <summary>
/// Brings networks from the web into a store. What arrives is looked at only when its checksum is the one that was expected. What
/// has arrived of a file when the connection breaks, or the user stops it, is kept, and the next attempt goes on from there.
/// </summary>
internal static class NetworkDownload
{
    /// <summary>Name of the folder in the store's where files lie that are not whole yet.</summary>
    internal const string PartsFolder = ".downloads";

    /// <summary>Whether a text is an absolute HTTP or HTTPS address that ends in the name of a file.</summary>
    public static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
        && Path.GetFileNameWithoutExtension(FileOf(address!)).Length > 0;

    /// <summary>Whether a text is a SHA-256: 64 hexadecimal digits, in any case.</summary>
    public static bool IsChecksum(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigit);

    /// <summary>The name that a network gets unless another is asked for: the file's name without its extension.</summary>
    /// <exception cref="ArgumentException">Not an absolute HTTP or HTTPS address that ends in a file name.</exception>
    public static string NameOf(string address) => IsAddress(address) ? Path.GetFileNameWithoutExtension(FileOf(new(address)))
        : throw new ArgumentException($"'{address}' is not an HTTP or HTTPS address that ends in the name of a file.");

    /// <summary>
    /// Downloads a network file and imports it. A file that is not whole or not the expected one never becomes a network of the
    /// store. Where the store has the expected file under this name, nothing is downloaded.
    /// </summary>
    /// <param name="store">The store that the network is imported into.</param>
    /// <param name="address">An HTTP or HTTPS address whose path ends in .onnx, .safetensors, .pth, .pt or .zip.</param>
    /// <param name="checksum">The SHA-256 of the file: 64 hexadecimal digits, in any case.</param>
    /// <param name="name">The name in the store; by default what <see cref="NameOf"/> gives.</param>
    /// <param name="replace">True to replace a network of that name.</param>
    /// <param name="progress">
    /// Receives, on the caller's thread and after each part, the bytes so far and the total, which is null if the server gives
    /// none. </param>
    /// <param name="token">Stops the download.</param>
    /// <exception cref="ArgumentException">The address or the name cannot be used.</exception>
    /// <exception cref="ChecksumException">The file is another one.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached or has no such file, or the connection
    /// broke.</exception>
    /// <exception cref="NetworkFormatException">The file is not a network.</exception>
    /// <exception cref="IOException">The file is above 4 GiB, the name is taken, another process downloads the same file, or the
    /// store cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The store may not be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static NetworkEntry Install(
        NetworkStore store, string address, string checksum, string? name = null, bool replace = false,
        IProgress<WorkProgress>? progress = null, CancellationToken token = default)
    {
        name ??= NameOf(address);
        if (store.Find(name) is { } present && (present.IsBuiltIn || !replace))
            return Download.Checksum(present.Path, token).Equals(checksum, StringComparison.OrdinalIgnoreCase) ? present
                : throw new NetworkExistsException(present);
        var folder = Path.Combine(store.Folder, PartsFolder);
        UserData.CreateFolder(folder);
        try
        {
            // Named by what it is to become: two files of one name never get mixed up.
            var file = Path.Combine(folder, checksum.ToLowerInvariant() + Path.GetExtension(FileOf(new(address))));
            using var held = Download.Complete(file, address, checksum, progress, token);
            return Import(store, file, NetworkCatalog.Describe(checksum), name, replace);
        }
        finally
        {
            if (!Directory.EnumerateFileSystemEntries(folder).Any()) Directory.Delete(folder);
        }
    }

    private static string FileOf(Uri address) => Path.GetFileName(Uri.UnescapeDataString(address.AbsolutePath));

    private static NetworkEntry Import(NetworkStore store, string file, string? description, string name, bool replace)
    {
        var beside = Path.ChangeExtension(file, ".json");
        try
        {
            if (description is not null)
                WholeFile.Write(Path.GetFullPath(beside), stream => stream.Write(Encoding.UTF8.GetBytes(description)));
            return store.Import(file, name, replace);
        }
        finally
        {
            File.Delete(file);
            File.Delete(beside);
        }
    }
}
