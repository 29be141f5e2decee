using SaliencyPS.Export;
using SaliencyPS.Networks.Store;
using SaliencyPS.Tests.Networks.Formats.Onnx;
using Xunit;

namespace SaliencyPS.Tests.Export;

/// <summary>Which files an exported network must not be written over.</summary>
public sealed class OwnFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("saliency-own-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_network_s_own_files_are_those_that_it_was_read_from()
    {
        File.WriteAllBytes(At("net.onnx"), OnnxFuzzTests.External(("location", "weights/of.bin"), ("length", "72")).ToArray());
        Directory.CreateDirectory(At("weights"));
        File.WriteAllBytes(At("weights/of.bin"), new byte[72]);
        File.WriteAllBytes(At("model.data"), new byte[80]);
        File.WriteAllText(At("net.json"), "{\"mean\": [0.5]}");
        File.WriteAllText(At("net.onnx.txt"), "notes");
        var network = NetworkReader.Read(At("net.onnx"));
        foreach (var own in (string[])["net.onnx", "weights/of.bin", "model.data", "net.json"])
            Assert.True(NetworkExport.IsOwn(network, At(own)), own);
        foreach (var other in (string[])["net.onnx.txt", "other.onnx", "weights/net.onnx"])
            Assert.False(NetworkExport.IsOwn(network, At(other)), other);
    }

    private string At(string name) => Path.Combine(_folder, name);
}
