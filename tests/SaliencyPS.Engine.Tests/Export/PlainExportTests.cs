using SaliencyPS.Export;
using SaliencyPS.Export.Maps;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Store;
using Xunit;

namespace SaliencyPS.Tests.Export;

/// <summary>Networks that are written as ONNX and read again.</summary>
public sealed class PlainExportTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("saliency");

    private static Network BuiltIn => NetworkReader.Read(NetworkStore.Default.List().First(entry => entry.IsBuiltIn).Path);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_network_is_read_again_as_it_was()
    {
        var network = BuiltIn;
        var again = Again(network, new() { NoSaliency = true });
        Assert.Equal(network.Labels, again.Labels);
        Assert.Equal($"{network.Preprocessing}", $"{again.Preprocessing}");
        Assert.Equal(network.Probability, again.Probability);
        Assert.Equal(network.Name, again.Name);
        Assert.Equal(network.Nodes.Select(node => (node.Name, node.Layer?.GetType(), node.Shape)),
            again.Nodes.Select(node => (node.Name, node.Layer?.GetType(), node.Shape)));
        Assert.Equal(Scores(network), Scores(again));
    }

    // What explains is read as what it explains.
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void A_network_that_explains_itself_gives_the_same_scores(bool classInput, bool several)
    {
        var network = BuiltIn;
        Assert.Equal(Scores(network), Scores(Again(network, new() { ClassInput = classInput, Top = several ? 3 : 1 })));
    }

    [Theory, Trait("Speed", "Slow")]
    [InlineData("squeezenet1_1.pth")]
    [InlineData("squeezenet1_1.safetensors")]
    [InlineData("squeezenet1_1.onnx")]
    [InlineData("squeezenet1_0.onnx")]
    [InlineData("mobilenet_v1_0.5_160.onnx")]
    [InlineData("mobilenet_v2_1.0_224.onnx")]
    [InlineData("tiny_darknet.onnx")]
    public void Real_networks_become_ONNX_with_the_same_scores(string file)
    {
        var network = NetworkReader.Read(SharedData.Path("networks", file));
        Assert.Equal(Scores(network), Scores(Again(network, new() { NoSaliency = true })));
    }

    [Fact, Trait("Speed", "Slow")]
    public void Exports_become_ONNX_with_the_same_scores()
    {
        string[] other = [.. Directory.GetFiles(SharedData.Path("exports"), "*.onnx").Where(path =>
        {
            var network = NetworkReader.Read(path);
            return RelativeError.Of(Scores(Again(network, new() { NoSaliency = true })), Scores(network)) > 1e-5;
        }).Select(path => Path.GetFileName(path)!)];
        Assert.Empty(other);
    }

    [Fact]
    public void Weights_of_16_bits_take_half_the_file()
    {
        var network = BuiltIn;
        var (whole, half) = (NetworkExport.Compose(network, new() { NoSaliency = true }).Length,
            NetworkExport.Compose(network, new() { NoSaliency = true, Half = true }).Length);
        Assert.InRange(half, 0.45 * whole, 0.6 * whole);
        var again = Again(network, new() { NoSaliency = true, Half = true });
        Assert.InRange(RelativeError.Of(Scores(again), Scores(network)), 1e-9, 0.01);
    }

    [Fact]
    public void Weights_are_once_in_the_file()
    {
        var network = BuiltIn;
        foreach (var method in SaliencyMaps.Methods)
            Assert.True(NetworkExport.Compose(network, new() { Attribution = new() { Method = method } }).Length
                < 1.1 * NetworkExport.Compose(network, new() { NoSaliency = true }).Length, $"{method}");
    }

    private Network Again(Network network, ExportOptions options)
    {
        var path = Path.Combine(_folder.FullName, "again.onnx");
        using (var file = File.Create(path)) NetworkExport.Compose(network, options).WriteTo(file);
        return NetworkReader.Read(path);
    }

    private static float[] Scores(Network network)
    {
        var executor = TestExecutor.Fast(network, 1, 0);
        var random = new Random(5);
        foreach (ref var value in executor.Input.Span) value = random.NextSingle() * 4 - 2;
        return executor.Forward().Span.ToArray();
    }
}
