using Xunit;

namespace SaliencyPS.Cli.Tests;

public sealed class FaithfulnessTests : IDisposable
{
    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Tells_the_figures_of_each_method()
    {
        var result = _bench.Run("faithfulness", _bench.Image("a.png"), _bench.Image("b.png", channel: 1), "-n", _bench.Network,
            "--method", "inputxgradient", "--method", "occlusion", "--curve-step", "5", "--removal-baseline", "black",
            "--details", "--json");
        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.Equal(["InputXGradient", "Occlusion"], result.Objects.Select(o => o.GetProperty("method").GetString()));
        Assert.All(result.Objects, o => Assert.Equal((2, 2, "Black", 2), (o.GetProperty("images").GetInt32(),
            o.GetProperty("maps").GetInt32(), o.GetProperty("removalBaseline").GetString(),
            o.GetProperty("details").GetArrayLength())));
        Assert.All(result.Objects, o => Assert.InRange(o.GetProperty("deletion").GetDouble(),
            o.GetProperty("intervals").GetProperty("deletion").GetProperty("lower").GetDouble(), 1));
        Assert.Equal([_bench["a.png"], _bench["b.png"]],
            result.Objects[0].GetProperty("details").EnumerateArray().Select(one => one.GetProperty("path").GetString()));

        var table = _bench.Run("faithfulness", _bench["a.png"], "-n", _bench.Network, "--curve-step", "3", "--resamples", "0",
            "--details");
        Assert.Equal((0, ""), (table.Code, table.Error));
        Assert.Equal(18, table.Lines.Length);
        Assert.StartsWith("network tiny, view Whole, method Gradient", table.Lines[0]);
        Assert.Contains("a.png", table.Lines[^1]);
        Assert.DoesNotContain("…", table.Lines[1]);
    }

    [Fact]
    public void All_methods_are_those_that_suit_the_network()
    {
        var result = _bench.Run("faithfulness", _bench.Image("a.png"), "-n", _bench.Network, "--all-methods", "--samples", "2",
            "--curve-step", "1", "--resamples", "0", "--json");
        Assert.Equal((0, ""), (result.Code, result.Error));
        var methods = result.Objects.Select(o => o.GetProperty("method").GetString()).ToArray();
        Assert.Contains("SmoothGrad", methods);
        Assert.DoesNotContain("LeGrad", methods);
        Assert.Equal(methods.Distinct(), methods);
    }

    [Fact]
    public void An_image_that_cannot_be_read_is_told_and_left_out()
    {
        File.WriteAllText(_bench["text.png"], "no image");
        var result = _bench.Run("faithfulness", _bench["text.png"], _bench.Image("a.png"), "-n", _bench.Network, "--curve-step",
            "2", "--json");
        Assert.Equal(1, result.Code);
        Assert.StartsWith($"saliency: {_bench["text.png"]}: ", result.Error);
        Assert.Equal(1, Assert.Single(result.Objects).GetProperty("maps").GetInt32());
    }
}
