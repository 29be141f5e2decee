using SaliencyPS.Tests.Networks.Store;
using Xunit;

namespace SaliencyPS.Cli.Tests;

/// <summary>Images at addresses of the web.</summary>
public sealed class WebTests : IDisposable
{
    private readonly Workbench _bench = new();
    private readonly FileServer _server;

    public WebTests() => _server = new(new()
    {
        ["/a.png"] = File.ReadAllBytes(_bench.Image("a.png")),
        ["/image?id=2&size=large"] = File.ReadAllBytes(_bench.Image("b.png", channel: 1)),
        ["/text.png"] = "no image"u8.ToArray(),
    });

    public void Dispose()
    {
        _server.Dispose();
        _bench.Dispose();
    }

    [Theory, InlineData("box"), InlineData("map"), InlineData("map --no-map"), InlineData("map --memory 2GB")]
    public void Images_are_those_of_the_files(string command)
    {
        string[] run = [.. command.Split(' '), "-n", _bench.Network, "--top", "1", "--json"];
        var (a, b) = (_server["/a.png"], _server["/image?id=2&size=large"]);
        var fetched = _bench.Run([.. run, a, b]);
        Assert.Equal((0, ""), (fetched.Code, fetched.Error));
        Assert.Equal(_bench.Run([.. run, _bench["a.png"], _bench["b.png"]]).Out, fetched.Out.Replace(a, _bench["a.png"])
            .Replace(b, _bench["b.png"]));
    }

    [Fact]
    public void Errors_are_those_of_one_image_and_results_are_known_by_their_addresses()
    {
        File.WriteAllLines(_bench["list"], [_server["/a.png"], _server["/nothing.png"], _server["/text.png"]]);
        string[] run = ["box", "--from", _bench["list"], "-n", _bench.Network, "--top", "1", "--results", _bench["out"]];
        var result = _bench.Run(run);
        Assert.Equal(1, result.Code);
        var merged = _bench.Run("merge", _bench["out"]).Objects;
        Assert.Equal([_server["/a.png"], _server["/nothing.png"], _server["/text.png"]],
            merged.Select(row => row.GetProperty("path").GetString()));
        Assert.Equal("The server answers 404 Not Found.", merged[1].GetProperty("error").GetString());
        Assert.StartsWith("Not a JPEG", merged[2].GetProperty("error").GetString());
        var asked = _server.Requests.Count;
        Assert.Contains("3 were done before", _bench.Run([.. run, "--resume"]).Error);
        Assert.Equal(asked, _server.Requests.Count);
    }

    [Fact]
    public void A_server_that_falls_silent_costs_the_time_of_one_image()
    {
        using var silent = new FileServer(new() { ["/a.png"] = new byte[9] }) { Stop = 4 };
        var result = _bench.Run("map", silent["/a.png"], _bench["a.png"], "-n", _bench.Network, "--top", "1", "--json",
            "--time-limit", "1");
        Assert.Equal((1, "a.png"), (result.Code, Assert.Single(result.Names)));
        Assert.StartsWith($"saliency: {silent["/a.png"]}: It takes longer than the 1 s", result.Error);
    }
}
