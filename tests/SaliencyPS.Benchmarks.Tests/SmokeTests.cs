using System.Globalization;
using SaliencyPS.Benchmarks.Localization;
using SaliencyPS.Benchmarks.Networks;
using SaliencyPS.Benchmarks.Peer;
using Xunit;

namespace SaliencyPS.Benchmarks.Tests;

/// <summary>The benchmark runs from end to end. Nothing here looks at a time.</summary>
[Trait("Speed", "Slow")]
public sealed class SmokeTests : IDisposable
{
    private readonly string _page = Path.GetTempFileName();

    public void Dispose() => File.Delete(_page);

    [Fact]
    public void Every_section_runs_where_there_is_no_peer()
    {
        var page = Run("--python", "none");
        foreach (var section in (string[])["Targets", "Machine", "Networks", "Networks of tokens", "Kernels",
            "Localisation", "End to end", "Start", "Memory"])
            Assert.Contains($"\n## {section}\n", page);
        Assert.Contains("peer not found", page);
    }

    [Fact]
    public void The_peer_is_measured_on_the_same_weights_and_inputs()
    {
        Assert.SkipWhen(PeerPython.Find(null) is null, "Needs a Python with torch, torchvision, cv2 and PIL.");
        var page = Run("--only", "networks,cut,pipeline");
        Assert.DoesNotContain("peer not found", page);
        Assert.DoesNotContain("peer failed", page);
        var row = page.Split('\n').Last(line => line.StartsWith("| squeezenet1_1 ", StringComparison.Ordinal)).Split(" | ");
        Assert.All(row[2..7],
            distance => Assert.InRange(double.Parse(distance.Trim(' ', '|'), CultureInfo.InvariantCulture), 0, 1e-4));
    }

    [Fact]
    public void Libraries_are_measured_in_this_process_where_the_build_has_them()
    {
        Assert.SkipUnless(NetworkReferences.IsLoaded && CutReferences.IsLoaded,
            $"{NetworkReferences.Description}; {CutReferences.Description}");
        var page = Run("--python", "none", "--only", "networks,cut,pipeline");
        foreach (var column in (string[])["libtorch / ours", "OpenCvSharp / ours"])
        {
            var table = page[page.IndexOf($"| {column} |", StringComparison.Ordinal)..].Split("\n\n")[0].Split('\n');
            var heads = page.Split('\n').First(line => line.Contains($"| {column} |")).Split(" | ");
            Assert.EndsWith("×", table[2].Split(" | ")[Array.IndexOf(heads, column)]);
        }
    }

    [Fact]
    public void An_unknown_section_is_refused() => Assert.NotEqual(0, CommandLine.Run(["--only", "nonsense"]));

    private string Run(params string[] args)
    {
        Assert.Equal(0, CommandLine.Run(["--smoke", "--out", _page, .. args]));
        return File.ReadAllText(_page).ReplaceLineEndings("\n");
    }
}
