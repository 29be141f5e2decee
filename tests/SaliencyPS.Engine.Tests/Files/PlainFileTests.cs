using System.Diagnostics;
using SaliencyPS.Evaluation.Agreement;
using SaliencyPS.Evaluation.GroundTruth;
using SaliencyPS.Files;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Networks.Formats.Onnx;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Networks.Store;
using Xunit;

namespace SaliencyPS.Tests.Files;

public sealed class PlainFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("saliency-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Only_a_file_without_bytes_is_empty()
    {
        Assert.False(PlainFile.IsEmpty(Path.Combine(_folder, "none")));
        Assert.False(PlainFile.IsEmpty(_folder));
        File.WriteAllBytes(Path.Combine(_folder, "one"), [1]);
        Assert.False(PlainFile.IsEmpty(Path.Combine(_folder, "one")));
        File.WriteAllBytes(Path.Combine(_folder, "empty"), []);
        Assert.True(PlainFile.IsEmpty(Path.Combine(_folder, "empty")));
    }

    [Fact]
    public void A_folder_is_called_one()
    {
        Assert.Equal($"'{_folder}' is a folder, not a file.",
            Assert.Throws<IOException>(() => PlainFile.ReadBytes(_folder)).Message);
        Assert.Equal($"'{_folder}' is a folder; no file can take its place.",
            Assert.Throws<UnauthorizedAccessException>(() => WholeFile.Write(_folder, stream => stream.WriteByte(1))).Message);
    }

    [Fact]
    public void No_file_takes_the_place_of_a_pipe()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no pipes in folders.");
        var pipe = Path.Combine(_folder, "pipe");
        using (var make = Process.Start("mkfifo", [pipe])) make.WaitForExit();
        Assert.Contains(pipe, Assert.Throws<IOException>(() => WholeFile.Write(pipe, stream => stream.WriteByte(1))).Message);
        Assert.True(PlainFile.IsDevice(pipe));
        Assert.True(PlainFile.IsDevice("/dev/null"));
        File.WriteAllBytes(Path.Combine(_folder, "empty"), []);
        Assert.False(PlainFile.IsDevice(Path.Combine(_folder, "empty")));
        Assert.False(PlainFile.IsDevice(Path.Combine(_folder, "none")));
    }

    /// <summary>Opening the pipe would wait, and this test never end.</summary>
    [Fact]
    public void A_pipe_is_refused_and_not_waited_for()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no pipes in folders.");
        var pipe = Path.Combine(_folder, "pipe.data");
        using (var make = Process.Start("mkfifo", [pipe])) make.WaitForExit();
        Assert.True(File.Exists(pipe));

        Refused<ImageFormatException>(() => ImageDecoder.Read(pipe));
        Refused<NetworkFormatException>(() => NetworkReader.Read(pipe));
        Refused<IOException>(() => GroundTruthFile.Read(pipe));
        Refused<IOException>(() => NetworkReference.Read(pipe, NetworkReader.Read(NetworkStore.BuiltIn.Path)));
        var network = Path.Combine(_folder, "pipe.onnx");
        File.Copy(NetworkStore.BuiltIn.Path, network);
        File.Move(pipe, Path.ChangeExtension(network, ".json"));
        Refused<IOException>(() => NetworkReader.Read(network));
        File.Move(Path.ChangeExtension(network, ".json"), pipe);
        using var beside = new OnnxExternalData(_folder);
        Refused<NetworkFormatException>(() => beside.Read("pipe.data", 0, null, "Tensor 'w'"));
    }

    [Fact]
    public void Paths_that_lead_to_one_file_through_links_are_the_same()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links take a privilege on Windows.");
        Directory.CreateDirectory(Path.Combine(_folder, "real", "inner"));
        Directory.CreateSymbolicLink(Path.Combine(_folder, "link"), "real");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "again"), Path.Combine(_folder, "link", "inner"));
        Directory.CreateSymbolicLink(Path.Combine(_folder, "round"), "round");
        Assert.True(PlainFile.Replaces(Path.Combine(_folder, "again", "a"), Path.Combine(_folder, "real", "inner", "a")));
        Assert.True(PlainFile.Replaces(Path.Combine(_folder, "link", "a"), Path.Combine(_folder, "real", "a")));
        Assert.False(PlainFile.Replaces(Path.Combine(_folder, "link", "a"), Path.Combine(_folder, "real", "b")));
        Assert.False(PlainFile.Replaces(Path.Combine(_folder, "round", "a"), Path.Combine(_folder, "real", "a")));
        // Who writes replaces a link, and not what it leads to.
        File.WriteAllText(Path.Combine(_folder, "real", "a"), "");
        File.CreateSymbolicLink(Path.Combine(_folder, "b"), Path.Combine("link", "a"));
        Assert.True(PlainFile.Replaces(Path.Combine(_folder, "real", "a"), Path.Combine(_folder, "b")));
        Assert.True(PlainFile.Replaces(Path.Combine(_folder, "b"), Path.Combine(_folder, "b")));
        Assert.False(PlainFile.Replaces(Path.Combine(_folder, "b"), Path.Combine(_folder, "real", "a")));
    }

    private static void Refused<TException>(Action read)
        where TException : Exception =>
        Assert.Contains("a pipe or a device", Assert.Throws<TException>(read).Message);
}
