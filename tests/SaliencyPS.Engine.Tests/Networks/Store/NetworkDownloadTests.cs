using System.Diagnostics;
using System.Security.Cryptography;
using SaliencyPS.Downloads;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Networks.Store;
using SaliencyPS.Threads;
using Xunit;

namespace SaliencyPS.Tests.Networks.Store;

public sealed class NetworkDownloadTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("saliency-download-");
    private readonly byte[] _network = File.ReadAllBytes(NetworkStore.BuiltIn.Path);

    private NetworkStore Store => new(Path.Combine(_folder.FullName, "store"));

    private string Checksum => Convert.ToHexString(SHA256.HashData(_network));

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void What_is_expected_gets_into_the_store()
    {
        using var server = Serve();
        var shown = new Reports();
        var entry = NetworkDownload.Install(Store, server["/nets/my%20net.onnx?version=2"], Checksum, progress: shown);
        Assert.Equal("my net", entry.Name);
        Assert.Equal(_network, File.ReadAllBytes(entry.Path));
        Assert.Equal(24, NetworkReader.Read(entry.Path).ClassCount);
        Assert.Equal((_network.Length, _network.Length), shown.Values[^1]);
        Assert.Equal("other",
            NetworkDownload.Install(Store, server["/nets/my%20net.onnx?version=2"], Checksum.ToLowerInvariant(), "other").Name);
        Assert.Empty(Parts());
    }

    [Fact]
    public void Another_file_does_not()
    {
        using var server = Serve();
        var wrong = new string('0', 64);
        var e = Assert.Throws<ChecksumException>(() =>
            NetworkDownload.Install(Store, server["/nets/my%20net.onnx?version=2"], wrong));
        Assert.Equal(Checksum.ToLowerInvariant(), e.Actual);
        Assert.Throws<NetworkFormatException>(() =>
            NetworkDownload.Install(Store, server["/text.onnx"], Convert.ToHexString(SHA256.HashData("no network"u8))));
        AssertNothingStayed();
    }

    [Fact]
    public void What_is_not_there_or_breaks_off_does_not()
    {
        using (var server = Serve())
            Assert.Contains("404",
                Assert.Throws<HttpRequestException>(() =>
                    NetworkDownload.Install(Store, server["/none.onnx"], Checksum)).Message);
        AssertNothingStayed();
        using (var server = Serve(stop: -100_000, ranges: false))
            Assert.Contains("100000 bytes are there and kept",
                Assert.Throws<HttpRequestException>(() =>
                    NetworkDownload.Install(Store, server["/nets/my%20net.onnx?version=2"], Checksum)).Message);
        Assert.Single(Store.List()); // the built-in one
    }

    /// <summary>Whatever an exception the client of HTTP throws then.</summary>
    [Theory, InlineData("http://["), InlineData("http://127.0.0.1:99999/a"), InlineData("ftp://127.0.0.1/a"),
        InlineData("file:///a"), InlineData("http://"), InlineData("%")]
    public void A_server_that_sends_one_to_no_address_has_no_such_file(string elsewhere)
    {
        using var server = new FileServer([]) { Elsewhere = elsewhere };
        Assert.Throws<HttpRequestException>(() => NetworkDownload.Install(Store, server["/a.onnx"], new('0', 64)));
        AssertNothingStayed();
    }

    [Fact]
    public void What_broke_off_goes_on_from_there()
    {
        using (var server = Serve(stop: -100_000, ranges: false))
            Assert.Throws<HttpRequestException>(() =>
                NetworkDownload.Install(Store, server["/nets/my%20net.onnx?version=2"], Checksum));
        using (var server = Serve())
        {
            var shown = new Reports();
            NetworkDownload.Install(Store, server["/elsewhere/my%20net.onnx"], Checksum, progress: shown);
            Assert.Equal([100_000], server.Requests);
            Assert.True(shown.Values[0].Done > 100_000);
            Assert.Equal((_network.Length, _network.Length), shown.Values[^1]);
        }

        Assert.Equal(_network, File.ReadAllBytes(Store.Find("my net")!.Path));
        Assert.Empty(Parts());
    }

    [Fact]
    public void Connections_that_break_are_made_again_while_each_brings_something()
    {
        using var server = Serve(stop: -100_000);
        var entry = NetworkDownload.Install(Store, server["/nets/my%20net.onnx?version=2"], Checksum);
        Assert.Equal(_network, File.ReadAllBytes(entry.Path));
        Assert.Equal(Enumerable.Range(0, (_network.Length - 1) / 100_000 + 1).Select(n => n * 100_000L), server.Requests);
    }

    /// <summary>Or a server of one byte each would be asked for ever.</summary>
    [Fact]
    public void Connections_that_bring_next_to_nothing_are_few()
    {
        using var server = Serve(stop: -10);
        Assert.Contains("110 bytes are there and kept", Assert.Throws<HttpRequestException>(() =>
            NetworkDownload.Install(Store, server["/nets/my%20net.onnx?version=2"], Checksum)).Message);
        Assert.Equal(11, server.Requests.Count);
    }

    [Theory, InlineData(1000), InlineData(10_000_000)]
    public void A_part_of_another_file_does_no_harm(int length)
    {
        var parts = Directory.CreateDirectory(Path.Combine(Store.Folder, NetworkDownload.PartsFolder));
        File.WriteAllBytes(Path.Combine(parts.FullName, Checksum.ToLowerInvariant() + ".onnx"), new byte[length]);
        using var server = Serve();
        var entry = NetworkDownload.Install(Store, server["/nets/my%20net.onnx?version=2"], Checksum);
        Assert.Equal(_network, File.ReadAllBytes(entry.Path));
        Assert.Equal([length, 0], server.Requests);
    }

    [Fact]
    public void What_is_there_is_not_downloaded_and_not_replaced()
    {
        using var server = Serve();
        var address = server["/nets/my%20net.onnx?version=2"];
        var entry = NetworkDownload.Install(Store, address, Checksum);
        Assert.Equal(entry, NetworkDownload.Install(Store, address, Checksum));
        Assert.Throws<NetworkExistsException>(() => NetworkDownload.Install(Store, address, new string('0', 64)));
        Assert.Single(server.Requests);
    }

    [Fact]
    public void A_server_that_falls_silent_is_left_when_asked()
    {
        using var server = Serve(stop: 100_000);
        using var stop = new CancellationTokenSource();
        var shown = new Reports { Heard = value => { if (value.Done == 100_000) stop.CancelAfter(100); } };
        var watch = Stopwatch.StartNew();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            NetworkDownload.Install(Store, server["/nets/my%20net.onnx?version=2"], Checksum, progress: shown,
                token: stop.Token));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20); // not the minute that the server takes
        Assert.Equal(100_000, new FileInfo(Assert.Single(Parts())).Length);
    }

    [Fact]
    public void The_description_of_the_catalog_goes_with_the_bytes_that_it_is_for()
    {
        var catalogued = NetworkCatalog.List()[0];
        Assert.Equal(catalogued.Description, NetworkCatalog.Describe(catalogued.Sha256.ToUpperInvariant()));
        Assert.Null(NetworkCatalog.Describe(new string('0', 64)));
    }

    [Theory, InlineData("ftp://host/a.onnx"), InlineData("file:///a.onnx"), InlineData("a.onnx"), InlineData("https://host/"),
        InlineData("https://host/nets/")]
    public void Other_addresses_are_refused(string address) =>
        Assert.Throws<ArgumentException>(() => NetworkDownload.NameOf(address));

    private FileServer Serve(int? stop = null, bool ranges = true) => new(new()
    {
        ["/nets/my%20net.onnx?version=2"] = _network, ["/elsewhere/my%20net.onnx"] = _network,
        ["/text.onnx"] = "no network"u8.ToArray(),
    }) { Stop = stop, Ranges = ranges };

    private string[] Parts() => Directory.Exists(Path.Combine(Store.Folder, NetworkDownload.PartsFolder))
        ? Directory.GetFileSystemEntries(Path.Combine(Store.Folder, NetworkDownload.PartsFolder)) : [];

    private void AssertNothingStayed() =>
        Assert.False(Directory.Exists(Store.Folder) && Directory.EnumerateFileSystemEntries(Store.Folder).Any());

    private sealed class Reports : IProgress<WorkProgress>
    {
        public List<(long Done, long? Total)> Values { get; } = [];

        public Action<WorkProgress>? Heard { get; init; }

        public void Report(WorkProgress value)
        {
            Values.Add(((long)value.Done, (long?)value.Total));
            Heard?.Invoke(value);
        }
    }
}
