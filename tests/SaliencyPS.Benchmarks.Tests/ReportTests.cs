using SaliencyPS.Benchmarks.Measuring;
using SaliencyPS.Benchmarks.Reporting;
using Xunit;

namespace SaliencyPS.Benchmarks.Tests;

public sealed class ReportTests
{
    [Fact]
    public void Median_and_quartiles_are_interpolated() => Assert.Equal("2.50 (1.75–3.25)", new Samples([4, 1, 3, 2]).Show(1));

    [Fact]
    public void A_missed_target_comes_with_its_note()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, "# Notes\n\n## slow\n\nBecause of this.\nNext: that.\n\n## other\n\nNothing.\n");
        var report = new Report();
        report.Add(new Target("slow", "speed", "fast", "slow", false));
        report.Add(new Target("unknown", "size", "small", "large", false));
        report.Add(new Target("other", "taste", "good", "good", true));

        var page = ResultsPage.Render(report, Notes.Read(path), "command", []);
        File.Delete(path);

        Assert.Contains("**Missed: speed.** Because of this.", page);
        Assert.Contains("**Missed: size.** Not explained yet (NOTES.md has no heading `unknown`).", page);
        Assert.DoesNotContain("taste.**", page);
    }
}
