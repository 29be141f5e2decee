using System.Globalization;
using SaliencyPS.Files;

namespace SaliencyPS.Inputs;

/// <summary>An image at an address of the web. It is called by its address, everywhere.</summary>
/// <param name="address">The address, with HTTP or HTTPS.</param>
/// <param name="time">How long it may take, all in all; a minute where null.</param>
internal sealed class WebImage(string address, TimeSpan? time = null) : ContentSource
{
    /// <summary>Most bytes of an image.</summary>
    public const int MostBytes = 64 << 20;

    /// <summary>Most redirections.</summary>
    public const int MostRedirections = 10;

    // Which keeps connections open for the next image; what it does was decided when it was made.
    private static readonly HttpClient Client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseCookies = false, // it would follow to any scheme, and speak HTTP there
    }) { Timeout = Timeout.InfiniteTimeSpan };

    private readonly TimeSpan _time = time ?? TimeSpan.FromMinutes(1);

    /// <summary>Whether a text is an address of the web.</summary>
    public static bool IsAddress(string text) =>
        (text.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase)) && Uri.TryCreate(text, UriKind.Absolute, out _);

    public override string Path => address;

    /// <summary>Nothing is known before it is asked for: it counts as what it was.</summary>
    public override (long Size, long Time)? Stamp => (0, 0);

    public override bool IsGone => false;

    public override string KeyBelow(string root) => address;

    public override Stream? Open() => null;

    public override byte[] Read(CancellationToken token)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(token);
        timer.CancelAfter(_time);
        try
        {
            return ReceiveAsync(timer.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException e) when (!token.IsCancellationRequested)
        {
            throw new IOException(string.Create(CultureInfo.InvariantCulture,
                $"The image did not come within {_time.TotalSeconds} seconds."), e);
        }
        catch (Exception e) when (e is not (IOException or OperationCanceledException))
        {
            throw new IOException($"The image cannot be fetched: {e.Message}", e);
        }
    }

    // Whoever waits for this may be the only thread of a scheduler, on which nothing here must go on.
    private async Task<byte[]> ReceiveAsync(CancellationToken token)
    {
        var at = new Uri(address);
        for (var redirections = 0; ; redirections++)
        {
            using var response = await Client.GetAsync(at, HttpCompletionOption.ResponseHeadersRead, token).ConfigureAwait(false);
            if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308)
                || response.Headers.Location?.OriginalString is not { } elsewhere)
                return await ReceiveAsync(response, token).ConfigureAwait(false);
            // As a text: alone, "/a.jpg" is a file here.
            var next = new Uri(at, elsewhere);
            if (redirections == MostRedirections || !IsAddress(next.AbsoluteUri)
                || (at.Scheme == Uri.UriSchemeHttps && next.Scheme != Uri.UriSchemeHttps))
                throw new IOException($"The server leads to '{elsewhere}', which is not followed: no more than "
                    + $"{MostRedirections} redirections are, from HTTPS to HTTPS only, and never to what is no address of the "
                    + "web.");
            at = next;
        }
    }

    private static async Task<byte[]> ReceiveAsync(HttpResponseMessage response, CancellationToken token)
    {
        if (!response.IsSuccessStatusCode)
            throw new IOException($"The server answers {(int)response.StatusCode} {response.ReasonPhrase}.");
        var length = response.Content.Headers.ContentLength;
        RequireRoom(length ?? 0);
        using var content = await response.Content.ReadAsStreamAsync(token).ConfigureAwait(false);
        using var data = new MemoryStream((int)(length ?? 0));
        var buffer = new byte[1 << 16];
        while (await content.ReadAsync(buffer, token).ConfigureAwait(false) is var read and > 0)
        {
            RequireRoom(data.Length + read);
            data.Write(buffer, 0, read);
        }

        return data.ToArray();
    }

    private static void RequireRoom(long bytes)
    {
        if (bytes > MostBytes) throw new IOException($"The server sends more than the {MostBytes} bytes that an image may have.");
    }
}
