using SaliencyPS.Networks.Formats.Onnx;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Networks.Store;
using SaliencyPS.Tests.Networks.Formats.Onnx;
using Xunit;

namespace SaliencyPS.Tests.Networks.Store;

/// <summary>Networks in folders of others, with what lies beside them.</summary>
public sealed class ForeignFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("saliency-foreign-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>An archive may bring the files by which the store completes what a killed process began.</summary>
    [Fact]
    public void Reading_a_network_changes_nothing_beside_it()
    {
        File.WriteAllBytes(At("a.onnx"), new OnnxWriter(1, 1, 1).Node("Flatten", "x").ToArray());
        File.WriteAllText(At("thesis.txt"), "important");
        File.WriteAllText(At(".saliencyps-lock"), "");
        File.WriteAllText(At(".saliencyps-change"), """{"Moves":{},"Deletions":["thesis.txt"]}""");
        Assert.Equal(1, NetworkReader.Read(At("a.onnx")).ClassCount);
        Assert.Equal("important", File.ReadAllText(At("thesis.txt")));
    }

    /// <summary>Without them the copy would be no network, and have replaced one.</summary>
    [Fact]
    public void A_network_whose_weights_lie_in_other_files_is_not_imported()
    {
        File.WriteAllBytes(At("a.onnx"), OnnxFuzzTests.External(("location", "model.data"), ("length", "72")).ToArray());
        File.WriteAllBytes(At("model.data"), new byte[80]);
        var store = new NetworkStore(At("store"));
        Assert.Contains("Its weights lie in other files, such as 'model.data'",
            Assert.Throws<ArgumentException>(() => store.Import(At("a.onnx"), replace: true)).Message);
        Assert.False(Directory.Exists(At("store")));
    }

    /// <summary>All of a file is read for the network's digest, and an empty file of any length costs nothing to make.</summary>
    [Fact]
    public void Data_of_no_sane_length_is_refused()
    {
        File.WriteAllBytes(At("a.onnx"), OnnxFuzzTests.External(("location", "model.data"), ("length", "72")).ToArray());
        using (var data = File.Create(At("model.data"))) data.SetLength(5L << 30);
        Assert.Contains("The files with the network's data are too large.",
            Assert.Throws<NetworkFormatException>(() => NetworkReader.Read(At("a.onnx"))).Message);
    }

    /// <summary>Budgets grow with what there is to read, not with what a file claims to hold.</summary>
    [Fact]
    public void Only_what_is_read_of_a_file_counts()
    {
        using (var data = File.Create(At("model.data"))) data.SetLength(1 << 30);
        using var files = new OnnxExternalData(_folder);
        foreach (var offset in (ReadOnlySpan<long>)[0, 100, 0, 1 << 20]) files.Read("model.data", offset, 72, "t");
        Assert.Equal(2 << 16, files.Length);
    }

    /// <summary>A change that cannot be made would be tried by all who come after.</summary>
    [Fact]
    public void A_name_that_is_too_long_for_a_file_is_refused_before_anything_is_changed()
    {
        File.WriteAllBytes(At("a.onnx"), new OnnxWriter(1, 1, 1).Node("Flatten", "x").ToArray());
        var store = new NetworkStore(At("store"));
        foreach (var name in (string[])[new('x', 252), new('ä', 120)])
            Assert.Contains("cannot be the name",
                Assert.Throws<ArgumentException>(() => store.Import(At("a.onnx"), name)).Message);
        Assert.Equal(new string('x', 200), store.Import(At("a.onnx"), new string('x', 200)).Name);
        Assert.Equal(2, store.List().Count);
    }

    private string At(string name) => Path.Combine(_folder, name);
}
