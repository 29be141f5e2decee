using Xunit;

namespace SaliencyPS.Cli.Tests;

/// <summary>What a command reads, it does not write over.</summary>
public sealed class OutputTests : IDisposable
{
    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("box p.png -n tiny.onnx --top 1 --sheet p.png", "p.png")]
    [InlineData("report p.png -n tiny.onnx --top 1 --out p.png", "p.png")]
    [InlineData("report p.png -n tiny.onnx --top 1 --out tiny.onnx", "tiny.onnx")]
    [InlineData("evaluate truth.csv -n tiny.onnx --report truth.csv", "truth.csv")]
    [InlineData("evaluate truth.csv -n tiny.onnx --report p.png", "p.png")]
    [InlineData("network export tiny.onnx --no-saliency --out tiny.json", "tiny.json")]
    [InlineData("network export link.onnx --no-saliency --out tiny.onnx", "tiny.onnx")]
    public void Nothing_is_written_over_what_is_read(string command, string read)
    {
        _bench.Image("p.png");
        File.WriteAllText(_bench["truth.csv"], $"path,classIndex,x,y,width,height\n{_bench["p.png"]},0,6,5,12,10\n");
        if (command.Contains("link"))
        {
            Assert.SkipWhen(OperatingSystem.IsWindows(), "Links take a privilege on Windows.");
            File.CreateSymbolicLink(_bench["link.onnx"], "tiny.onnx");
        }

        var before = File.ReadAllBytes(_bench[read]);
        var refused = _bench.Run([.. command.Split(' ').Select(word => word.Contains('.') ? _bench[word] : word)]);
        Assert.Equal(2, refused.Code);
        Assert.Equal(before, File.ReadAllBytes(_bench[read]));
    }
}
