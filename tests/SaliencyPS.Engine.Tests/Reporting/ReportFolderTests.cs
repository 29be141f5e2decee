using System.Text.RegularExpressions;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Reporting;
using Xunit;

namespace SaliencyPS.Tests.Reporting;

public sealed class ReportFolderTests : IDisposable
{
    private static readonly ReportOptions Options = new ReportOptions { Title = "Cats & dogs" }.Compact();

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(0), InlineData(1), InlineData(200), InlineData(201), InlineData(450)]
    public void ImagesAreOnPagesOf200InTheirOrder(int images)
    {
        using (var report = new ReportFolder(At("report"), Options))
        {
            for (var i = 0; i < images; i++)
            {
                report.Add(Drawn(Results.Box($"{i:0000}.png")));
                report.Add(Drawn(Results.Box($"{i:0000}.png", "dog", 2)));
            }

            report.Complete();
        }

        var pages = (images + 199) / 200;
        Assert.Equal([.. Enumerable.Range(1, pages).Select(n => $"page-{n:0000}.html").Prepend("index.html")],
            Directory.GetFiles(At("report")).Select(Path.GetFileName).Order());
        Assert.Single(Directory.GetFileSystemEntries(_folder));
        var index = File.ReadAllText(At("report/index.html"));
        Assert.Contains($"<dt>Images</dt><dd>{images}</dd>", index);
        Assert.Contains($"<dt>Results</dt><dd>{2 * images}</dd>", index);
        Assert.Equal(Enumerable.Range(1, pages).Select(n => $"page-{n:0000}.html"), Links(index));
        var seen = new List<string>();
        for (var n = 1; n <= pages; n++)
        {
            var page = File.ReadAllText(At($"report/page-{n:0000}.html"));
            seen.AddRange(Regex.Matches(page, "class=\"name\">(\\d{4}).png").Select(match => match.Groups[1].Value));
            Assert.Equal([.. new[] { n - 1, n + 1 }.Where(at => at >= 1 && at <= pages).Select(at => $"page-{at:0000}.html")
                .Prepend("index.html")], Links(page));
        }

        Assert.Equal(Enumerable.Range(0, images).SelectMany(i => (string[])[$"{i:0000}", $"{i:0000}"]), seen);
    }

    [Fact]
    public void TheIndexTellsHowAllAreDistributed()
    {
        using (var report = new ReportFolder(At("report"), Options))
        {
            report.Add(Drawn(Results.Box("a.png")));
            report.Count(new ReportRow(Results.Box("b.png", "dog")));
            report.Add(new FailedImage("c.png", "Bad & broken"));
            report.Count(new FailedImage("d.png", "Bad & broken"));
            report.Complete();
        }

        var index = Regex.Replace(File.ReadAllText(At("report/index.html")), "<style>.*?</style>|<svg.*?</svg>|<[^>]+>", "",
            RegexOptions.Singleline);
        Assert.Matches(@"Images4\s*Results2Failed2Shown2", index);
        Assert.Matches(@"Results of each class\s+cat 1\s+dog 1\s+Probability\s+20 – 30 % 2", index);
        Assert.Matches(@"Box area in pixels\s+8² – 16² 2\s+Failures\s+Bad &amp; broken 2", index);
    }

    [Fact]
    public void AnImageIsSmallAndNotLargerThanAskedFor()
    {
        var random = new Random(1);
        var noise = new RgbImage(1000, 500);
        for (var y = 0; y < noise.Height; y++)
            for (var x = 0; x < noise.Width; x++)
                for (var c = 0; c < 3; c++) noise[x, y][c] = (byte)random.Next(256);
        var shown = new ReportImage(new DecodedImage(noise), Options).Plain();
        Assert.Equal((240, 120), (shown.Width, shown.Height));
        Assert.InRange(shown.Bytes.Length, 1000, 24 * 1024);
        foreach (var most in (int[])[2000, 1])
        {
            var small = new DataUri(noise, most);
            Assert.Equal((1000, 500), (small.Width, small.Height));
            Assert.True(small.Bytes.Length <= most || ImageDecoder.Decode(small.Bytes) is { Width: 1, Height: 1 });
        }
    }

    [Fact]
    public void AReportIsReplacedAndNothingElse()
    {
        Write();
        var before = File.ReadAllText(At("report/index.html"));
        Assert.Throws<IOException>(() => new ReportFolder(At("report"), Options, replace: false));
        Write("b.png");
        Assert.NotEqual(before, File.ReadAllText(At("report/index.html")));
        File.WriteAllText(At("report/mine.txt"), "precious");
        Assert.Contains("mine.txt", Assert.Throws<IOException>(() => Write()).Message);
        File.WriteAllText(At("file"), "precious");
        Assert.Throws<IOException>(() => new ReportFolder(At("file"), Options));
        Directory.CreateDirectory(At("empty"));
        File.CreateSymbolicLink(At("link"), At("empty"));
        Assert.Throws<IOException>(() => new ReportFolder(At("link"), Options));
        Assert.Throws<DirectoryNotFoundException>(() => new ReportFolder(At("none/report"), Options));

        // One that is given up leaves what was there.
        var seen = Directory.GetFileSystemEntries(_folder).Order().ToArray();
        using (var report = new ReportFolder(At("empty"), Options)) report.Add(Drawn(Results.Box()));
        Assert.Equal(seen, Directory.GetFileSystemEntries(_folder).Order());
        Assert.Equal("precious", File.ReadAllText(At("report/mine.txt")));

        void Write(string image = "a.png")
        {
            using var report = new ReportFolder(At("report"), Options);
            report.Add(Drawn(Results.Box(image)));
            report.Complete();
        }
    }

    private string At(string name) => Path.Combine(_folder, name);

    private static string[] Links(string page) =>
        [.. Regex.Matches(page, "href=\"([a-z0-9-]+\\.html)\"").Select(match => match.Groups[1].Value)];

    private static DrawnRow Drawn(ObjectBox box) => new(new(box), new ReportImage(Results.Image(), Options));
}
