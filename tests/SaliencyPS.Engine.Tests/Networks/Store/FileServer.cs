using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SaliencyPS.Tests.Networks.Store;

/// <summary>A web server on this machine that knows a few files by their paths.</summary>
internal sealed class FileServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Dictionary<string, byte[]> _files;

    public FileServer(Dictionary<string, byte[]> files)
    {
        _files = files;
        _listener.Start();
        _ = Serve();
    }

    /// <summary>
    /// How many bytes it sends before it falls silent and keeps the connection (negative: before it cuts the connection); all
    /// where null.
    /// </summary>
    public int? Stop { get; init; }

    public Uri this[string path] => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}{path}");

    public void Dispose() => _listener.Dispose();

    private async Task Serve()
    {
        try
        {
            while (true) _ = Answer(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Disposed.
        }
    }

    private async Task Answer(TcpClient client)
    {
        using (client)
        {
            var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
            var path = (await reader.ReadLineAsync())!.Split(' ')[1];
            while (await reader.ReadLineAsync() is { Length: > 0 }) { }
            var found = _files.TryGetValue(path, out var data);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(
                $"HTTP/1.1 {(found ? "200 OK" : "404 Not Found")}\r\nContent-Length: {data?.Length ?? 0}\r\n"
                + "Connection: close\r\n\r\n"));
            await stream.WriteAsync(data?.AsMemory(0, Math.Abs(Stop ?? data.Length)) ?? default);
            if (found && Stop >= 0) await Task.Delay(TimeSpan.FromMinutes(1));
        }
    }
}
