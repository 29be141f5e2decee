using System.IO.Compression;
using System.Text;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Networks.Store;
using SaliencyPS.Tests.Networks.Formats.Onnx;
using Xunit;

namespace SaliencyPS.Tests.Networks.Store;

public sealed class ExportArchiveTests : IDisposable
{
    private static readonly byte[] Onnx = new OnnxWriter(3, 4, 4).Node("GlobalAveragePool", "x").ToArray();

    private readonly string _folder = Directory.CreateTempSubdirectory("saliencyps").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("", CompressionLevel.Optimal)]
    [InlineData("export/", CompressionLevel.NoCompression)]
    public void Network_labels_and_metadata_are_taken_from_the_archive(string inner, CompressionLevel level)
    {
        var network = Read(level, (inner + "model.onnx", Onnx),
            (inner + "labels.txt", Text("\uFEFFcat\r\ndog\r\nNegative\r\n\r\n")),
            ("labels.json", Text("[]")), ("__MACOSX/._model.onnx", [1]), (inner + "metadata_properties.json", Text("""
                {"CustomVision.Metadata.Version": "1.2", "CustomVision.Preprocess.NormalizeMean": "[0.0, 0.0, 0.0]",
                 "Image.BitmapPixelFormat": "Bgr8", "Image.ColorSpaceGamma": "SRGB",
                 "Image.NominalPixelRange": "NominalRange_0_255"}
                """)));
        Assert.Equal("export", network.Name);
        Assert.Equal(["cat", "dog", "Negative"], network.Labels);
        Assert.Equal((1, ChannelOrder.Bgr), (network.Preprocessing.Scale, network.Preprocessing.Channels));
        Assert.Equal([0, 0, 0], network.Preprocessing.Mean);
        Assert.Equal(("labels.txt", "metadata_properties.json"), (network.Sources["labels"], network.Sources["mean"]));
        Assert.Empty(network.Notes);
    }

    [Fact]
    public void A_description_beside_the_archive_comes_first()
    {
        File.WriteAllText(Path.Combine(_folder, "export.json"), """{"labels": ["x", "y", "z"]}""");
        Assert.Equal(["x", "y", "z"], Read(("model.onnx", Onnx), ("labels.txt", Text("a\nb\nc"))).Labels);
    }

    [Fact]
    public void Files_in_it_that_do_not_fit_are_passed_over()
    {
        var network = Read(("model.onnx", Onnx), ("labels.txt", Text("a\nb")), ("metadata_properties.json", Text("{")));
        Assert.Equal("class 0", network.Labels[0]);
        Assert.Equal(2, network.Notes.Count);
    }

    [Fact]
    public void Several_networks_are_refused() => Assert.Contains("found a.onnx, b/b.onnx",
        Assert.Throws<NetworkFormatException>(() => Read(("a.onnx", Onnx), ("b/b.onnx", Onnx))).Message);

    [Fact]
    public void An_archive_without_a_network_is_no_checkpoint_either() => Assert.Contains("not a PyTorch checkpoint",
        Assert.Throws<NetworkFormatException>(() => Read(("readme.txt", Text("hello")))).Message);

    [Fact]
    public void A_bomb_is_refused() => Assert.Contains("model.onnx: The zip archive's entry, of ",
        Assert.Throws<NetworkFormatException>(() => Read(("model.onnx", new byte[64 << 20]))).Message);

    [Fact]
    public void Every_cut_is_an_error_that_names_the_file()
    {
        Read(("model.onnx", Onnx), ("labels.txt", Text("a\nb\nc")));
        var whole = File.ReadAllBytes(Path.Combine(_folder, "export.zip"));
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(Path.Combine(_folder, "export.zip"), whole[..length]);
            Assert.StartsWith("export.zip: ", Assert.Throws<NetworkFormatException>(() => Read()).Message);
        }
    }

    [Fact]
    public void Every_changed_byte_is_read_or_an_error()
    {
        Read(("model.onnx", Onnx), ("labels.txt", Text("a\nb\nc")), ("metadata_properties.json", Text("""{"scale": "1"}""")));
        var whole = File.ReadAllBytes(Path.Combine(_folder, "export.zip"));
        var random = new Random(3);
        for (var round = 0; round < 2000; round++)
        {
            byte[] changed = [.. whole];
            for (var i = random.Next(1, 4); i > 0; i--) changed[random.Next(changed.Length)] = (byte)random.Next(256);
            try
            {
                NetworkReader.Read(new MemoryStream(changed), NetworkDescription.ReadBeside("none"), "none");
            }
            catch (NetworkFormatException)
            {
                // Documented.
            }
        }
    }

    [Fact]
    public void The_store_takes_it_as_it_is()
    {
        Read(("model.onnx", Onnx), ("labels.txt", Text("a\nb\nc")));
        var store = new NetworkStore(Path.Combine(_folder, "store"));
        var entry = store.Import(Path.Combine(_folder, "export.zip"));
        Assert.Equal(["a", "b", "c"], NetworkReader.Read(entry.Path).Labels);
        Assert.Equal(entry, store.Find("export"));
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private Network Read(params (string Name, byte[] Content)[] entries) => Read(CompressionLevel.Optimal, entries);

    private Network Read(CompressionLevel level, params (string Name, byte[] Content)[] entries)
    {
        var path = Path.Combine(_folder, "export.zip");
        if (entries.Length > 0)
        {
            File.Delete(path);
            using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name, level).Open();
                entry.Write(content);
            }
        }

        return NetworkReader.Read(path);
    }
}
