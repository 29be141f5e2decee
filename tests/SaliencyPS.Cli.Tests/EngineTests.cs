using Xunit;

namespace SaliencyPS.Cli.Tests;

public sealed class EngineTests : IDisposable
{
    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void It_tells_what_computes_here()
    {
        var line = Assert.Single(_bench.Run("engine", "--json").Objects);
        Assert.Equal(("Managed", Environment.ProcessorCount),
            (line.GetProperty("name").GetString(), line.GetProperty("threads").GetInt32()));
        var text = Assert.Single(_bench.Run("engine").Lines);
        foreach (var name in (string[])["version", "device", "architecture", "instructionSet"])
            Assert.Contains(line.GetProperty(name).GetString()!, text);
    }
}
