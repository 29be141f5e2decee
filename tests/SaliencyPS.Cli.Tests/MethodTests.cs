using SaliencyPS.Cli.Output;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Networks.Store;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Analysis;
using Xunit;

namespace SaliencyPS.Cli.Tests;

public sealed class MethodTests : IDisposable
{
    private readonly Workbench _bench = new();

    public static TheoryData<SaliencyMethod> Methods() => [.. Enum.GetValues<SaliencyMethod>().Except(
        // The network has no attention.
        [SaliencyMethod.AttentionRollout, SaliencyMethod.AttentionRelevance, SaliencyMethod.LeGrad])];

    public void Dispose() => _bench.Dispose();

    [Theory]
    [MemberData(nameof(Methods))]
    public void Every_method_gives_the_engines_map(SaliencyMethod method)
    {
        var path = _bench.Image("a.png", 30, 22);
        var result = _bench.Run("map", path, "-n", _bench.Network, "--top", "1", "--method", $"{method}".ToLowerInvariant(),
            "--samples", "5", "--seed", "3", "--json", "--out", _bench["out"]);
        Assert.Equal((0, ""), (result.Code, result.Error));
        var line = Assert.Single(result.Objects);

        var options = new SaliencyOptions
        {
            Top = 1, Attribution = new AttributionOptions { Method = method, Samples = 5, Seed = 3 }
        };
        var map = new SaliencyAnalyzer(NetworkReader.Read(_bench.Network), options)
            .Analyze(ImageDecoder.Read(path), path).Single();
        Assert.Equal($"{method}", line.GetProperty("method").GetString());
        Assert.Equal(map.Map.Maximum, line.GetProperty("maximum").GetSingle());
        Assert.Equal(map.Score, line.GetProperty("score").GetDouble());
        Assert.Equal(map.CompletenessGap, line.TryGetProperty("completenessGap", out var gap)
            && gap.ValueKind != System.Text.Json.JsonValueKind.Null ? gap.GetDouble() : null);
        Assert.Equal(2, Directory.GetFiles(_bench["out"]).Length);
    }

    [Fact]
    public void Options_reach_the_method()
    {
        var path = _bench.Image("a.png", 30, 22);
        float Maximum(params string[] options) =>
            Assert.Single(_bench.Run(["map", path, "-n", _bench.Network, "--top", "1", "--json", .. options]).Objects)
                .GetProperty("maximum").GetSingle();
        string[] masks = ["--method", "rise", "--samples", "4"], noise = ["--method", "vargrad", "--samples", "4"],
            cover = ["--method", "occlusion"];
        Assert.NotEqual(Maximum(masks), Maximum([.. masks, "--seed", "2"]));
        Assert.NotEqual(Maximum(noise), Maximum([.. noise, "--noise-level", "5"]));
        Assert.NotEqual(Maximum(cover), Maximum([.. cover, "--window", "8"]));
        Assert.NotEqual(Maximum(cover), Maximum([.. cover, "--baseline", "white"]));
        Assert.NotEqual(Maximum(), Maximum("--channel-reduction", "mean"));
        Assert.NotEqual(Maximum(), Maximum("--class-contrast", "0.9"));
        Assert.NotEqual(Maximum("--method", "eigencam"), Maximum("--method", "eigencam", "--layer", "1"));
    }

    [Fact]
    public void Scores_may_be_those_of_another_view()
    {
        var path = _bench.Image("a.png", 30, 22);
        (double Score, float Maximum) First(params string[] options)
        {
            var line =
                Assert.Single(_bench.Run(["map", path, "-n", _bench.Network, "--class", "0", "--json", .. options]).Objects);
            return (line.GetProperty("score").GetDouble(), line.GetProperty("maximum").GetSingle());
        }

        Assert.Equal((First("--view", "tencrop").Score, First().Maximum), First("--score-view", "tencrop"));
        Assert.NotEqual(First().Score, First("--score-view", "tencrop").Score);
    }

    [Fact]
    public void Evaluate_has_one_seed_for_methods_and_another_for_its_intervals()
    {
        var help = _bench.Run("evaluate", "--help").Out;
        Assert.Equal(2, help.Split(" --seed <").Length);
        Assert.Equal(2, help.Split(" --resample-seed <").Length);
    }

    [Fact]
    public void A_method_of_many_passes_shows_its_progress_to_who_watches()
    {
        using var error = new StringWriter();
        var code = SaliencyProgram.Run(["map", _bench.Image("a.png"), "-n", _bench.Network, "--top", "1", "--method", "rise",
            "--samples", "20000", "--json"], new Session
        {
            In = new StringReader(""), Out = new StringWriter(), Error = error, Progress = new ProgressLine(error, watched: true),
            Networks = new NetworkStore(_bench["store"]), Clock = new FixedClock(), Token = default,
        });
        Assert.Equal(0, code);
        Assert.Matches(@"\rimage 1 of 1: \d+ %, 0:\d\d:\d\d left", error.ToString());
        Assert.EndsWith(" \r", error.ToString(), StringComparison.Ordinal);
    }
}
