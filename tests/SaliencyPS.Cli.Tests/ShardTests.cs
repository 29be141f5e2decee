using Xunit;

namespace SaliencyPS.Cli.Tests;

public sealed class ShardTests : IDisposable
{
    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("box"), InlineData("map"), InlineData("neuron")]
    public void Shards_share_the_images_out(string command)
    {
        foreach (var i in Enumerable.Range(0, 9)) _bench.Image($"photos/{i % 2}/{i}.png");
        string[] all = [command, _bench["photos"], "-r", "-n", _bench.Network, "--json", .. command == "neuron"
            ? (string[])["--layer", "1", "--strongest", "1"] : ["--top", "1"]];
        var whole = _bench.Run(all);
        Workbench.Outcome[] shards = [.. Enumerable.Range(1, 20).Select(n => _bench.Run([.. all, "--shard", $"{n}/20"]))];
        Assert.All(shards, shard => Assert.Equal((0, ""), (shard.Code, shard.Error)));
        Assert.Equal((0, 9), (whole.Code, whole.Lines.Length));
        Assert.Equal(whole.Lines.Order(), shards.SelectMany(shard => shard.Lines).Order());
        Assert.Contains(shards, shard => shard.Out == "");
    }

    /// <summary>Wherever the folder is, by whatever name, and with other images beside it.</summary>
    [Fact]
    public void The_path_below_the_folder_decides()
    {
        foreach (var name in "abcdefgh") _bench.Image($"here/{name}.png");
        var here = Names(_bench["here"]);
        Directory.Move(_bench["here"], _bench["there"]);
        _bench.Image("there/new.png");
        Assert.Equal(here, Names(_bench["there"]).Except(["new.png"]));
        Assert.Equal(here, Names("-", "--root", _bench["there"]).Except(["new.png"]));
        Assert.InRange(here.Length, 1, 7);

        string[] Names(params string[] input) => _bench.RunWith(new StringWriter(),
            input[0] == "-" ? string.Join('\n', Directory.GetFiles(_bench["there"]).Order()) : "", default,
            ["map", .. input, "-n", _bench.Network, "--json", "--no-map", "--top", "1", "--shard", "1/2"]).Names;
    }

    [Fact]
    public void A_shard_of_a_report_and_of_an_evaluation()
    {
        foreach (var name in "abcdefgh") _bench.Image($"photos/{name}.png");
        File.WriteAllText(_bench["photos/truth.csv"], "path,x,y,width,height,classIndex\n"
            + string.Concat("abcdefgh".Select(name => $"{name}.png,6,5,12,10,0\n")));
        string[] evaluate = ["evaluate", _bench["photos/truth.csv"], "-n", _bench.Network, "--json", "--resamples", "0"];
        var whole = _bench.Run(evaluate);
        Assert.Equal((0, 9), (whole.Code, whole.Lines.Length));
        Workbench.Outcome[] parts = [.. Enumerable.Range(1, 20).Select(n => _bench.Run([.. evaluate, "--shard", $"{n}/20"]))];
        Assert.All(parts, part => Assert.Equal((0, ""), (part.Code, part.Error)));
        Assert.All(parts, part => Assert.Equal(0, part.Objects[^1].GetProperty("picturesWithoutResults").GetInt32()));
        Assert.Equal(whole.Lines[..^1].Order(), parts.SelectMany(part => part.Lines[..^1]).Order());

        foreach (var n in (int[])[1, 2])
            Assert.Equal(0, _bench.Run("report", _bench["photos"], "-n", _bench.Network, "--top", "1", "--shard", $"{n}/2",
                "--out",
                _bench[$"{n}.html"]).Code);
        Assert.All("abcdefgh", name => Assert.Single([1, 2],
            n => File.ReadAllText(_bench[$"{n}.html"]).Contains($"{name}.png")));
    }

    [Fact]
    public void What_is_no_shard_is_refused()
    {
        var refused = _bench.Run("box", _bench.Image("a.png"), "-n", _bench.Network, "--shard", "9/8");
        Assert.Equal(2, refused.Code);
        Assert.Contains("--shard: A shard is written as 3/8", refused.Error);
    }
}
