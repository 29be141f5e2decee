using System.Security.Cryptography;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Threads;

namespace SaliencyPS.Networks.Store;

/// <summary>
/// Brings networks from the web into a store. What arrives is looked at only when its checksum is the one that was expected.
/// </summary>
internal static class NetworkDownload
{
    /// <summary>Size of the largest file that is downloaded, in bytes: 4 GiB.</summary>
    public const long MaximumBytes = 4L << 30;

    private const int BufferBytes = 1 << 17;

    /// <summary>The name that a network gets unless another is asked for: the file's name without its extension.</summary>
    /// <exception cref="ArgumentException">Not an absolute HTTP or HTTPS address that ends in a file name.</exception>
    public static string NameOf(Uri address)
    {
        if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https"))
            throw new ArgumentException($"'{address}' is not an HTTP or HTTPS address.");
        var name = Path.GetFileNameWithoutExtension(FileOf(address));
        return name.Length > 0 ? name : throw new ArgumentException($"'{address}' does not end in the name of a file.");
    }

    /// <summary>
    /// Downloads a network file and imports it. A file that is not whole or not the expected one never gets into the store.
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
    /// <exception cref="IOException">The file is above 4 GiB, the name is taken, or the store cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static NetworkEntry Install(
        NetworkStore store, Uri address, string checksum, string? name = null, bool replace = false,
        IProgress<WorkProgress>? progress = null, CancellationToken token = default)
    {
        name ??= NameOf(address);
        var folder = Directory.CreateTempSubdirectory("saliency-");
        try
        {
            var file = Path.Combine(folder.FullName, "network" + Path.GetExtension(FileOf(address)));
            var actual = Download(address, file, progress, token);
            if (!actual.Equals(checksum, StringComparison.OrdinalIgnoreCase))
                throw new ChecksumException(address, checksum, actual);
            return store.Import(file, name, replace);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string FileOf(Uri address) => Path.GetFileName(Uri.UnescapeDataString(address.AbsolutePath));

    /// <returns>The checksum of what was written.</returns>
    private static string Download(Uri address, string file, IProgress<WorkProgress>? progress,
        CancellationToken token)
    {
        using var client = new HttpClient();
        using var response = Ask();
        response.EnsureSuccessStatusCode();
        var total = response.Content.Headers.ContentLength;
        using var source = response.Content.ReadAsStream(token);
        using var target = new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferBytes];
        long done = 0;
        while (Read() is var count and > 0)
        {
            if ((done += count) > MaximumBytes) throw new IOException($"'{address}' has more than {MaximumBytes} bytes.");
            hash.AppendData(buffer, 0, count);
            target.Write(buffer, 0, count);
            progress?.Report(new(done, total));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());

        HttpResponseMessage Ask()
        {
            try
            {
                var request = new HttpRequestMessage(HttpMethod.Get, address);
                return client.Send(request, HttpCompletionOption.ResponseHeadersRead, token);
            }
            catch (OperationCanceledException e) when (!token.IsCancellationRequested)
            {
                throw new HttpRequestException($"There was no answer within {client.Timeout.TotalSeconds} seconds.", e);
            }
        }

        // Only the asynchronous form lets go of a server that says nothing any more.
        int Read()
        {
            try
            {
                return source.ReadAsync(buffer, token).AsTask().GetAwaiter().GetResult();
            }
            catch (IOException e)
            {
                throw new HttpRequestException($"The connection broke after {done} bytes. {e.Message}", e);
            }
        }
    }
}
