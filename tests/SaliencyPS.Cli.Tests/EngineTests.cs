using Xunit;

namespace SaliencyPS.Cli.Tests;

public sealed class EngineTests : IDisposable
{
    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void It_tells_what_computes_here()
    {
        var lines = _bench.Run("engine", "list", "--json").Objects;
        Assert.Equal(lines.Length, _bench.Run("engine", "--json").Objects.Length);
        var line = lines[0];
        Assert.Equal(("Managed", Environment.ProcessorCount),
            (line.GetProperty("name").GetString(), line.GetProperty("threads").GetInt32()));
        var texts = _bench.Run("engine").Lines;
        foreach (var name in (string[])["version", "device", "architecture", "instructionSet"])
            Assert.Contains(line.GetProperty(name).GetString()!, texts[0]);
        var codec = lines.Single(one => one.GetProperty("name").GetString() == "ImageSharp");
        Assert.Equal(("codec", false), (codec.GetProperty("kind").GetString(), codec.GetProperty("isAvailable").GetBoolean()));
        Assert.Contains(texts, text => text.StartsWith("ImageSharp 2.1.13  codec  not available: ", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_not_there_is_refused()
    {
        var run = _bench.Run("engine", "install", "nothing");
        Assert.Equal((ExitCode.Usage, true), (run.Code, run.Error.Contains("ImageSharp")));
        run = _bench.Run("engine", "uninstall", "imagesharp");
        Assert.Equal((ExitCode.SomeFailed, true), (run.Code, run.Error.Contains("not installed")));
        run = _bench.Run("map", "a.webp", "--codec", "imagesharp");
        Assert.Equal((ExitCode.Usage, true), (run.Code, run.Error.Contains("ImageSharp")));
    }
}
