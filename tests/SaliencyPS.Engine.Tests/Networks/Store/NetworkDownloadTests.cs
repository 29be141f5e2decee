using System.Diagnostics;
using System.Security.Cryptography;
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
        Assert.Throws<IOException>(() => NetworkDownload.Install(Store, server["/nets/my%20net.onnx?version=2"], Checksum));
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
        using (var server = Serve(stop: -100_000))
            Assert.Throws<HttpRequestException>(() =>
                NetworkDownload.Install(Store, server["/nets/my%20net.onnx?version=2"], Checksum));
        AssertNothingStayed();
    }

    [Fact]
    public void A_server_that_falls_silent_is_left_when_asked()
    {
        using var server = Serve(stop: 100_000);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(0.5));
        var watch = Stopwatch.StartNew();
        Assert.ThrowsAny<OperationCanceledException>(() =>
            NetworkDownload.Install(Store, server["/nets/my%20net.onnx?version=2"], Checksum, token: stop.Token));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20); // not the minute that the server takes
        AssertNothingStayed();
    }

    [Theory, InlineData("ftp://host/a.onnx"), InlineData("file:///a.onnx"), InlineData("a.onnx"), InlineData("https://host/"),
        InlineData("https://host/nets/")]
    public void Other_addresses_are_refused(string address) =>
        Assert.Throws<ArgumentException>(() => NetworkDownload.NameOf(new Uri(address, UriKind.RelativeOrAbsolute)));

    private FileServer Serve(int? stop = null) =>
        new(new() { ["/nets/my%20net.onnx?version=2"] = _network, ["/text.onnx"] = "no network"u8.ToArray() }) { Stop = stop };

    private void AssertNothingStayed() =>
        Assert.False(Directory.Exists(Store.Folder) && Directory.EnumerateFileSystemEntries(Store.Folder).Any());

    private sealed class Reports : IProgress<WorkProgress>
    {
        public List<(long Done, long? Total)> Values { get; } = [];

        public void Report(WorkProgress value) => Values.Add(((long)value.Done, (long?)value.Total));
    }
}
