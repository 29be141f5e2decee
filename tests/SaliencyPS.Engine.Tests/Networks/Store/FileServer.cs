using System.Collections.Concurrent;
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

    /// <summary>Whether it sends parts of files where it is asked to.</summary>
    public bool Ranges { get; init; } = true;

    /// <summary>Whether it says how long an answer is, or merely ends it.</summary>
    public bool TellsLength { get; init; } = true;

    /// <summary>Where it sends who asks for what it does not have; null where it says that it has no such file.</summary>
    public string? Elsewhere { get; init; }

    /// <summary>From which byte on it was asked for a file, one for each request.</summary>
    public ConcurrentQueue<long> Requests { get; } = [];

    public string this[string path] => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}{path}";

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
            var from = 0;
            while (await reader.ReadLineAsync() is { Length: > 0 } line)
                if (line.StartsWith("Range: bytes=", StringComparison.Ordinal)) from = int.Parse(line[13..^1]);
            Requests.Enqueue(from);
            var found = _files.TryGetValue(path, out var data);
            if (!Ranges) from = 0;
            var status = !found ? Elsewhere is null ? "404 Not Found" : $"302 Found\r\nLocation: {Elsewhere}"
                : from == 0 ? "200 OK"
                : from < data!.Length ? $"206 Partial Content\r\nContent-Range: bytes {from}-{data.Length - 1}/{data.Length}"
                : "416 Range Not Satisfiable";
            var rest = found && from < data!.Length ? data.AsMemory(from) : default;
            await stream.WriteAsync(Encoding.ASCII.GetBytes(
                $"HTTP/1.1 {status}\r\n{(TellsLength ? $"Content-Length: {rest.Length}\r\n" : "")}Connection: close\r\n\r\n"));
            await stream.WriteAsync(rest[..Math.Min(rest.Length, Math.Abs(Stop ?? rest.Length))]);
            if (found && Stop >= 0) await Task.Delay(TimeSpan.FromMinutes(1));
        }
    }
}
