using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using SaliencyPS.Threads;

namespace SaliencyPS.Downloads;

/// <summary>
/// Brings files from the web. What has arrived of a file when the connection breaks, or the user stops it, is kept, and the next
/// attempt goes on from there.
/// </summary>
internal static class Download
{
    /// <summary>Size of the largest file that is downloaded, in bytes: 4 GiB.</summary>
    public const long MaximumBytes = 4L << 30;

    private const int BufferBytes = 1 << 17;

    // A connection that breaks after less than so many bytes is one of at most so many.
    private const int LittleBytes = 1 << 16, MostOfLittle = 10;

    /// <summary>
    /// Downloads what is missing of a file, and checks all of it. As long as the returned stream is open, other processes leave
    /// the file as it is.
    /// </summary>
    /// <param name="file">The file; what is there already is the beginning of it.</param>
    /// <param name="address">An HTTP or HTTPS address.</param>
    /// <param name="checksum">The SHA-256 of the file: 64 hexadecimal digits, in any case.</param>
    /// <param name="progress">
    /// Receives, on the caller's thread and after each part, the bytes so far and the total, which is null if the server gives
    /// none.
    /// </param>
    /// <param name="token">Stops the download.</param>
    /// <exception cref="ChecksumException">The file is another one.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached or has no such file, or the connection
    /// broke.</exception>
    /// <exception cref="IOException">The file is above 4 GiB, another process downloads the same file, or it cannot be
    /// written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static IDisposable Complete(string file, string address, string checksum, IProgress<WorkProgress>? progress,
        CancellationToken token)
    {
        if (new FileInfo(file).LinkTarget is not null)
            throw new IOException($"'{file}' is a link; downloads are not written through links.");
        while (true)
        {
            var before = File.Exists(file) ? new FileInfo(file).Length : 0;
            Continue(file, new(address), progress, token);
            var held = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
            var actual = Checksum(held, token);
            if (actual.Equals(checksum, StringComparison.OrdinalIgnoreCase)) return held;
            held.Dispose();
            File.Delete(file);
            // What was there may be a part of another file: then a download of the whole decides.
            if (before == 0) throw new ChecksumException(address, checksum, actual);
        }
    }

    /// <summary>Goes on with a file, as long as each connection brings some of it.</summary>
    private static void Continue(string file, Uri address, IProgress<WorkProgress>? progress, CancellationToken token)
    {
        using var client = new HttpClient();
        using var target = new FileStream(file, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            for (var (furthest, broken) = (target.Length, 0); ;)
                try
                {
                    Receive(client, target, address, progress, token);
                    return;
                }
                catch (HttpRequestException) when (target.Length > furthest && broken < MostOfLittle)
                {
                    if (target.Length - furthest < LittleBytes) broken++;
                    furthest = target.Length;
                }
                catch (HttpRequestException e) when (target.Length > 0)
                {
                    throw new HttpRequestException(
                        $"{e.Message} {target.Length} bytes are there and kept: the same command goes on from there.", e);
                }
        }
        finally
        {
            if (target.Length == 0)
            {
                target.Dispose();
                File.Delete(file);
            }
        }
    }

    /// <summary>Asks once for what is missing, and adds what comes.</summary>
    private static void Receive(HttpClient client, FileStream target, Uri address, IProgress<WorkProgress>? progress,
        CancellationToken token)
    {
        var done = target.Length;
        using var response = Ask();
        // Nothing is missing: only the checksum can tell whether that is so.
        if (done > 0 && response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable) return;
        response.EnsureSuccessStatusCode();
        if (response.StatusCode != HttpStatusCode.PartialContent || response.Content.Headers.ContentRange?.From != done) done = 0;
        target.SetLength(done);
        target.Position = done;
        var total = done + response.Content.Headers.ContentLength;
        using var source = response.Content.ReadAsStream(token);
        var buffer = new byte[BufferBytes];
        while (Read() is var count and > 0)
        {
            if ((done += count) > MaximumBytes) throw new IOException($"'{address}' has more than {MaximumBytes} bytes.");
            target.Write(buffer, 0, count);
            progress?.Report(new(done, total));
        }

        HttpResponseMessage Ask()
        {
            try
            {
                var request = new HttpRequestMessage(HttpMethod.Get, address);
                if (done > 0) request.Headers.Range = new RangeHeaderValue(done, null);
                return client.Send(request, HttpCompletionOption.ResponseHeadersRead, token);
            }
            catch (OperationCanceledException e) when (!token.IsCancellationRequested)
            {
                throw new HttpRequestException($"There was no answer within {client.Timeout.TotalSeconds} seconds.", e);
            }
            catch (Exception e) when (e is not (HttpRequestException or OperationCanceledException))
            {
                // Such as a redirection to what is no address of the web.
                throw new HttpRequestException($"The server's answer cannot be followed. {e.Message}", e);
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
                throw new HttpRequestException($"The connection broke. {e.Message}", e);
            }
        }
    }

    /// <summary>The SHA-256 of a file in lower-case hexadecimal digits.</summary>
    public static string Checksum(string file, CancellationToken token)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        return Checksum(stream, token);
    }

    /// <summary>The SHA-256 of what is left of a stream in lower-case hexadecimal digits.</summary>
    public static string Checksum(FileStream stream, CancellationToken token) =>
        Convert.ToHexStringLower(SHA256.HashDataAsync(stream, token).AsTask().GetAwaiter().GetResult());
}
