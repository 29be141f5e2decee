using Xunit;

namespace SaliencyPS.Cli.Tests;

public sealed class SanityTests : IDisposable
{
    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Tells_how_alike_maps_are_after_each_layer()
    {
        // The tiny network has one layer with weights.
        var result = _bench.Run("sanity", _bench.Image("a.png"), _bench.Image("b.png", channel: 1), "-n", _bench.Network, "--top",
            "2", "--method", "inputxgradient", "--json");
        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.Equal([0, 1], result.Objects.Select(o => o.GetProperty("layers").GetInt32()));
        Assert.All(result.Objects, o => Assert.Equal(4, o.GetProperty("maps").GetInt32()));
        Assert.All(result.Objects, o => Assert.Equal("InputXGradient", o.GetProperty("method").GetString()));
        Assert.Equal(1, result.Objects[0].GetProperty("structuralSimilarity").GetDouble(), 1e-9);
        Assert.InRange(result.Objects[1].GetProperty("rankCorrelation").GetDouble(), -1, 0.99);

        var table = _bench.Run("sanity", _bench["a.png"], "-n", _bench.Network, "--step", "3");
        Assert.Equal(0, table.Code);
        Assert.Equal(3, table.Lines.Length);
        Assert.Contains("1.000", table.Lines[1]);
    }

    [Fact]
    public void An_image_that_cannot_be_read_is_told_and_left_out()
    {
        File.WriteAllText(_bench["text.png"], "no image");
        var result = _bench.Run("sanity", _bench["text.png"], _bench.Image("a.png"), "-n",
            _bench.Network, "--top", "1", "--json");
        Assert.Equal(1, result.Code);
        Assert.StartsWith($"saliency: {_bench["text.png"]}: ", result.Error);
        Assert.All(result.Objects, o => Assert.Equal(1, o.GetProperty("maps").GetInt32()));
    }
}
