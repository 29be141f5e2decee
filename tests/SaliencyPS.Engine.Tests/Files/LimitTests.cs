using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using SaliencyPS.Engines.Managed;
using SaliencyPS.Engines.Managed.Reference;
using SaliencyPS.Evaluation;
using SaliencyPS.Evaluation.GroundTruth;
using SaliencyPS.Files;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Imaging.Png;
using SaliencyPS.Networks.Formats.Numpy;
using SaliencyPS.Networks.Formats.Safetensors;
using SaliencyPS.Networks.Formats.Torch;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Networks.Store;
using SaliencyPS.Saliency.Views;
using SaliencyPS.Tests.Imaging;
using SaliencyPS.Tests.Networks.Formats.Numpy;
using SaliencyPS.Tests.Networks.Formats.Onnx;
using Xunit;

namespace SaliencyPS.Tests.Files;

/// <summary>The bounds of docs/limits.md that have no test beside their reader's others.</summary>
public sealed class LimitTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("saliency-limits-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void True_boxes_of_more_than_half_a_gibibyte_are_not_read() =>
        Assert.Contains("at most 536870912 are read.", Assert.Throws<GroundTruthException>(
            () => GroundTruthFile.Read(Sparse("a.json", GroundTruthFile.MaximumFile + 1))).Message);

    [Fact]
    public void A_network_of_more_than_four_gibibytes_is_not_read() =>
        Assert.Contains("at most 4294967296 bytes", Assert.Throws<NetworkFormatException>(
            () => NetworkReader.Read(Sparse("a.onnx", NetworkReader.MaximumFile + 1))).Message);

    [Fact]
    public void A_description_of_more_than_16_mebibytes_is_not_read()
    {
        File.WriteAllBytes(Path.Combine(_folder.FullName, "a.onnx"), new OnnxWriter(1, 1, 1).Node("Flatten", "x").ToArray());
        Sparse("a.json", NetworkDescription.MaximumFile + 1);
        Assert.Contains("at most 16777216 bytes", Assert.Throws<NetworkFormatException>(
            () => NetworkReader.Read(Path.Combine(_folder.FullName, "a.onnx"))).Message);
    }

    [Theory]
    [InlineData("a.json", "{\"images\": ", "[", "]")]
    [InlineData("a.csv", "path,classIndex,x,y,width,height\n\"", "a", "\"")]
    [InlineData("a.xml", "<annotation>", " ", "</annotation>")]
    public void A_reader_of_true_boxes_names_what_is_too_deep_or_too_long(string name, string start, string more, string end)
    {
        var count = name == "a.json" ? 64 : name == "a.csv" ? 1 << 20 : 16 << 20;
        var file = Path.Combine(_folder.FullName, name);
        File.WriteAllText(file, start + string.Concat(Enumerable.Repeat(more, count)) + end);
        var error = Assert.Throws<GroundTruthException>(() => GroundTruthFile.Read(file)).Message;
        Assert.Matches("depth of 64|longer than 1048576 characters|more than 16777216 characters", error);
    }

    [Fact]
    public void The_header_of_safetensors_has_the_length_that_the_format_allows()
    {
        using var stream = new FileStream(Path.Combine(_folder.FullName, "a"), FileMode.CreateNew);
        stream.Write(BitConverter.GetBytes(100_000_001L));
        stream.SetLength(200_000_000);
        Assert.Contains("at most 100000000 bytes, found 100000001",
            Assert.Throws<NetworkFormatException>(() => SafetensorsReader.Read(stream)).Message);
    }

    [Fact]
    public void A_pickle_has_at_most_a_million_opcodes() => Assert.Contains("at most 1000000 opcodes",
        Assert.Throws<NetworkFormatException>(() => new PickleMachine(new MemoryStream(
            [0x80, 2, .. Enumerable.Repeat((byte)'N', 1_000_000), (byte)'.'])).Load()).Message);

    [Fact]
    public void A_pickle_in_an_archive_has_at_most_64_mebibytes()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = zip.CreateEntry("a/data.pkl", CompressionLevel.NoCompression).Open())
            entry.Write(new byte[(64 << 20) + 1]);
        Assert.Contains("67108864", Assert.Throws<NetworkFormatException>(() => TorchReader.Read(stream)).Message);
    }

    [Fact]
    public void The_header_of_a_numpy_array_has_at_most_64_kibibytes() => Assert.Contains("at most 65536 bytes",
        Assert.Throws<NetworkFormatException>(() => NumpyReader.Read(
            (byte[])[0x93, .. "NUMPY"u8, 2, 0, 1, 0, 1, 0, .. new byte[70_000]], "a")).Message);

    [Fact]
    public void A_graph_has_at_most_a_hundred_thousand_nodes()
    {
        var writer = new OnnxWriter(1, 1, 1);
        for (var i = 0; i <= 100_000; i++) writer.Node("Relu", $"n{i}", "x");
        Assert.Contains("at most 100000", Assert.Throws<NetworkFormatException>(writer.Read).Message);
    }

    [Fact]
    public void An_input_has_at_most_4096_pixels_a_side() => Assert.Contains("4096",
        Assert.Throws<NetworkFormatException>(new OnnxWriter(3, 4097, 8).Node("GlobalAveragePool", "x").Read).Message);

    [Fact]
    public void A_PNG_claims_no_more_than_Deflate_can_make()
    {
        var png = Fixtures.Read("gray8.png");
        (png[18], png[22]) = (0x20, 0x20); // more than 8192 × 8192
        var crc = Crc32.Compute(png.AsSpan(12, 17));
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(29), crc);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("cannot hold", Assert.Throws<ImageFormatException>(() => ImageDecoder.Decode(png)).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void An_image_has_at_most_a_hundred_million_pixels_and_never_more_than_an_array_holds()
    {
        ImageLimits.Default.Check(10_000, 10_000);
        Assert.Contains("the limit is 100000000",
            Assert.Throws<ImageFormatException>(() => ImageLimits.Default.Check(10_001, 10_000)).Message);
        var none = new ImageLimits(long.MaxValue);
        none.Check(ImageLimits.Largest, 1);
        Assert.Throws<ImageFormatException>(() => none.Check(ImageLimits.Largest + 1, 1));
    }

    [Fact]
    public void A_side_of_an_image_has_at_most_67_million_pixels()
    {
        var network = TestNetworks.Chain(new(3, 4, 4), ("pool", new AdaptiveAveragePool(1, 1)));
        _ = ViewPlan.For(SaliencyView.Whole, network, 1 << 26, 1);
        Assert.Contains("67108864 is the longest side", Assert.Throws<ElongatedImageException>(
            () => ViewPlan.For(SaliencyView.Whole, network, (1 << 26) + 1, 1)).Message);
    }

    [Fact]
    public void An_executor_takes_half_of_the_memory_at_most()
    {
        var network = TestNetworks.Chain(new(3, 100, 100), ("pool", new AdaptiveAveragePool(1, 1)));
        var bytes = new ManagedEngine().Bytes(network, new());
        Assert.Equal(bytes, new ManagedEngine(ReferenceSteps.Own) { MostBytes = bytes }.Bytes(network, new()));
        var small = new ManagedEngine(ReferenceSteps.Own) { MostBytes = bytes - 1 };
        Assert.Contains("half of the machine's memory",
            Assert.Throws<ArgumentException>(() => small.Bytes(network, new())).Message);
        Assert.Throws<ArgumentException>(() => small.CreateExecutor(network, new()));
        Assert.InRange(new ManagedEngine().MostBytes, 1, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2);
    }

    [Fact]
    public void A_network_has_at_most_a_million_classes()
    {
        var writer = new OnnxWriter(1, 1, 1).Integers("sizes", 1, (1 << 20) + 1).Node("Expand", "x sizes").Node("Flatten");
        Assert.Contains("one score per class", Assert.Throws<NetworkFormatException>(writer.Read).Message);
    }

    [Theory]
    [InlineData(16385, 1, 16384), InlineData(1, 16385, 0), InlineData(1, 1, 16385)]
    public void A_window_its_steps_and_its_pads_have_at_most_16384_elements_a_side(int side, int step, int pad) =>
        Assert.Contains("16384", Assert.Throws<NetworkFormatException>(new OnnxWriter(1, 8, 8).Node("MaxPool", "x",
            ("kernel_shape", new[] { 1, side }), ("strides", new[] { 1, step }), ("pads", new[] { 0, pad, 0, 0 })).Read).Message);

    [Fact]
    public void What_a_layer_gives_has_at_most_six_axes() => Assert.Contains("in at most 6 axes",
        Assert.Throws<NetworkFormatException>(new OnnxWriter(1, 1, 1).Integers("sizes", 1, 1, 1, 1, 1, 1, 1, 1)
            .Node("Reshape", "x sizes").Node("Relu").Node("Flatten").Read).Message);

    [Fact]
    public void A_movement_of_constants_gives_at_most_33_million_values()
    {
        var writer = new OnnxWriter(1, 1, 1).Integers("one", 1).Integers("sizes", (1 << 25) + 1).Node("Expand", "one sizes");
        Assert.Contains("at most 33554432 values",
            Assert.Throws<NetworkFormatException>(writer.Node("Reshape", "x ^").Read).Message);
    }

    [Theory]
    [InlineData("../model.data", 72, "outside the model's folder"), InlineData("link", 72, "behind a link")]
    [InlineData("missing", 72, "is missing"), InlineData("model.data", 68, "72"), InlineData("model.data", 76, "72")]
    public void Data_of_a_network_lies_in_plain_files_of_its_folder_and_has_its_length(string file, int length, string why)
    {
        var model = Path.Combine(_folder.FullName, "model.onnx");
        File.WriteAllBytes(Path.Combine(_folder.FullName, "model.data"), new byte[80]);
        if (file == "link") File.CreateSymbolicLink(Path.Combine(_folder.FullName, file), "model.data");
        File.WriteAllBytes(model, OnnxFuzzTests.External(("location", file), ("length", $"{length}")).ToArray());
        Assert.Contains(why, Assert.Throws<NetworkFormatException>(() => NetworkReader.Read(model)).Message);
    }

    [Fact]
    public void Data_of_a_network_in_another_file_has_at_most_4_gibibytes()
    {
        var model = Path.Combine(_folder.FullName, "model.onnx");
        Sparse("model.data", (4L << 30) + 1);
        File.WriteAllBytes(model, OnnxFuzzTests.External(("location", "model.data"), ("length", "72")).ToArray());
        Assert.Contains("at most 4294967296 bytes",
            Assert.Throws<NetworkFormatException>(() => NetworkReader.Read(model)).Message);
    }

    [Fact]
    public void A_list_of_labels_has_at_most_16_mebibytes()
    {
        File.WriteAllBytes(Path.Combine(_folder.FullName, "a.onnx"), new OnnxWriter(1, 1, 1).Node("Flatten", "x").ToArray());
        File.WriteAllText(Path.Combine(_folder.FullName, "a.json"), "{\"labels\": \"a.txt\"}");
        Sparse("a.txt", NetworkDescription.MaximumFile + 1);
        Assert.Contains("at most 16777216 bytes", Assert.Throws<NetworkFormatException>(
            () => NetworkReader.Read(Path.Combine(_folder.FullName, "a.onnx"))).Message);
    }

    [Fact]
    public void A_NumPy_array_has_at_most_32_axes()
    {
        byte[] Array(int axes) =>
            NumpyWriter.File("<f4", $"({string.Concat(Enumerable.Repeat("1, ", axes))})", new byte[sizeof(float)]);
        _ = NumpyReader.Read(Array(32), "a");
        Assert.Contains("at most 32", Assert.Throws<NetworkFormatException>(() => NumpyReader.Read(Array(33), "a")).Message);
    }

    [Fact]
    public void Texts_of_a_pickle_above_64_kibibytes_are_passed_over()
    {
        object? Load(int length) => new PickleMachine(new MemoryStream(
            [0x80, 2, (byte)'X', .. BitConverter.GetBytes(length), .. Enumerable.Repeat((byte)'a', length), (byte)'.'])).Load();
        Assert.IsType<string>(Load(1 << 16));
        Assert.IsNotType<string>(Load((1 << 16) + 1));
    }

    [Fact]
    public void An_entry_of_a_checkpoint_shrank_no_more_than_weights_do()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = zip.CreateEntry("a/data.pkl", CompressionLevel.Optimal).Open())
            entry.Write(new byte[32 << 20]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("a/data.pkl: The zip archive's entry, of ",
            Assert.Throws<NetworkFormatException>(() => TorchReader.Read(stream)).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 20);
    }

    [Fact]
    public void A_description_is_at_most_64_levels_deep()
    {
        File.WriteAllBytes(Path.Combine(_folder.FullName, "a.onnx"), new OnnxWriter(1, 1, 1).Node("Flatten", "x").ToArray());
        File.WriteAllText(Path.Combine(_folder.FullName, "a.json"),
            $"{{\"labels\": {new string('[', 64)}{new string(']', 64)}}}");
        Assert.Contains("depth of 64", Assert.Throws<NetworkFormatException>(
            () => NetworkReader.Read(Path.Combine(_folder.FullName, "a.onnx"))).Message);
    }

    [Fact]
    public void An_image_of_COCO_has_at_most_715_million_pixels()
    {
        var file = Path.Combine(_folder.FullName, "a.json");
        File.WriteAllText(file, """
            {"images": [{"id": 1, "file_name": "a.jpg", "width": 100000, "height": 7159}], "annotations": [], "categories": []}
            """);
        Assert.Contains("no image has 100000×7159 pixels",
            Assert.Throws<GroundTruthException>(() => GroundTruthFile.Read(file)).Message);
    }

    [Fact]
    public void A_folder_is_no_description()
    {
        File.WriteAllBytes(Path.Combine(_folder.FullName, "a.onnx"), new OnnxWriter(1, 1, 1).Node("Flatten", "x").ToArray());
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "a.json"));
        Assert.Contains("a.json: It is a folder", Assert.Throws<NetworkFormatException>(
            () => NetworkReader.Read(Path.Combine(_folder.FullName, "a.onnx"))).Message);
    }

    /// <summary>And is not taken for ONNX.</summary>
    [Fact]
    public void A_false_length_of_a_safetensors_header_is_called_that()
    {
        var file = Path.Combine(_folder.FullName, "a.safetensors");
        File.WriteAllBytes(file, [.. BitConverter.GetBytes(1L << 40), .. "{\"a\":{}}"u8]);
        Assert.Contains("Header length: The header is too long. Expected at most 8 bytes, found 1099511627776.",
            Assert.Throws<NetworkFormatException>(() => NetworkReader.Read(file)).Message);
    }

    [Fact]
    public void Keys_hash_differently_however_they_are_made()
    {
        long[] same = [.. Enumerable.Range(0, 1000).Select(i => (long)i << 32 | (uint)i)];
        Assert.Single(same.Select(key => key.GetHashCode()).Distinct());
        Assert.InRange(same.Select(KeyComparer.Instance.GetHashCode).Distinct().Count(), 990, 1000);
        IEqualityComparer<object> objects = KeyComparer.Instance;
        Assert.Equal(objects.GetHashCode(0.0), objects.GetHashCode(-0.0));
    }

    // A file of that length that takes no room.
    private string Sparse(string name, long length)
    {
        var path = Path.Combine(_folder.FullName, name);
        using var file = new FileStream(path, FileMode.CreateNew);
        file.Write(Encoding.ASCII.GetBytes("{"));
        file.SetLength(length);
        return path;
    }
}
