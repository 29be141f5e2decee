using SaliencyPS.Reporting;
using Xunit;

namespace SaliencyPS.Tests.Reporting;

public sealed class ReportFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("saliency-report-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Target => Path.Combine(_folder, "report.html");

    [Fact]
    public void GrowsBesideTheFileAndTakesItsPlaceAtTheEnd()
    {
        File.WriteAllText(Target, "before");
        using (var file = new ReportFile(Target, new ReportOptions()))
        {
            file.Add(new DrawnRow(new(Results.Map("a.png")), null));
            var partial = Assert.Single(Directory.GetFiles(_folder), path => path != Target);
            using var growing = new StreamReader(new FileStream(partial, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            Assert.Contains("a.png", growing.ReadToEnd());
            Assert.Equal("before", File.ReadAllText(Target));
            file.Complete();
        }

        Assert.Equal([Target], Directory.GetFiles(_folder));
        Assert.Equal("<!DOCTYPE"u8, File.ReadAllBytes(Target).AsSpan(0, 9));
    }

    [Fact]
    public void OneThatIsGivenUpLeavesNothing()
    {
        using (var file = new ReportFile(Target, new ReportOptions())) file.Add(new DrawnRow(new(Results.Map()), null));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void AFileThatMayNotBeReplacedStays()
    {
        File.WriteAllText(Target, "mine");
        using (var file = new ReportFile(Target, new ReportOptions(), replace: false)) Assert.Throws<IOException>(file.Complete);
        Assert.Equal([Target], Directory.GetFiles(_folder));
        Assert.Equal("mine", File.ReadAllText(Target));
    }
}
