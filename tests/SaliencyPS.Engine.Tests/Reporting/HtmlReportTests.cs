using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Reporting;
using Xunit;

namespace SaliencyPS.Tests.Reporting;

public sealed partial class HtmlReportTests
{
    private const string Hostile = "</td><script>alert('\"&')</script>\0\u0007\ud800\u202e.png";

    private static readonly ReportOptions Options = new()
    {
        Title = "Cats & dogs", Created = new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.FromHours(2)),
        Command = "saliency report *.png",
    };

    [Fact]
    public void RowsAreInTheOrderGivenWithAllTheyHave()
    {
        var page = Parse(Write(Drawn(Results.Map()),
            Drawn(new ReportRow(Results.Map("/tmp/b.png", "dog", 2), Results.Box("/tmp/b.png", "dog", 2)))));
        var rows = Rows(page);
        Assert.Equal([["a.png", "1", "cat net, Whole, GradCAM, Layer=conv, ClassContrast=0.5", "25.00 %", "12.500", "no box"],
            ["b.png /tmp", "2", "dog net, Whole, GradCAM, Layer=conv, ClassContrast=0.5", "25.00 %", "12.500",
                "10,5 20×12 Layer"]],
            rows.Select(row => row.Elements().Where((_, i) => i != 1).Select(Text)));
        Assert.Equal("dog, 25.00 %, box at 10,5 of 20×12 pixels, in b.png",
            rows[1].Descendants("img").Single().Attribute("alt")!.Value);
        Assert.Equal("b.png", rows[1].Descendants("svg").First().Attribute("aria-label")!.Value);
        Assert.Equal("Cats & dogs", page.Descendants("title").Single().Value);
    }

    [Fact]
    public void TheSummaryCountsAndNames()
    {
        var page = Parse(Write([.. Enumerable.Range(0, 25).SelectMany(i =>
            (DrawnRow[])[Drawn(Results.Map($"{i / 2}.png", $"class {i}")), Drawn(Results.Map("a.png", "class 7"))])]));
        var summary = page.Descendants("section").Single(s => s.Attribute("id")?.Value == "summary");
        Assert.Equal(
            ["Images 14", "Results 50", "Network net", "View Whole", "Method GradCAM, Layer=conv, ClassContrast=0.5",
                "SHA-256 of the network abc net", "SaliencyPS 1.2.3", "Engine Managed 1.2.3", "Created 2026-03-04 05:06 +02:00",
                "Command saliency report *.png"],
            summary.Element("dl")!.Elements("div").Select(Text));
        Assert.Equal("2026-03-04T05:06:07+02:00", summary.Descendants("time").Single().Attribute("datetime")!.Value);
        var bars = summary.Descendants("li").Select(Text).ToArray();
        Assert.Equal(["class 7 26", "class 0 1", "5 more: 5"], [bars[0], bars[1], bars[^1]]);
        Assert.Equal(21, bars.Length);
    }

    [Fact]
    public void NamesAreTextWhateverIsInThem()
    {
        var row = new ReportRow(Results.Map(Hostile, Hostile), Results.Box(Hostile, Hostile));
        var html = Write(Options with { Title = Hostile, Command = Hostile }, Drawn(row), new DrawnRow(row, null));
        Assert.Single(ScriptTag().Matches(html));
        Assert.DoesNotContain('\0', html);
        Assert.DoesNotContain("Html {", html);
        var page = Parse(html);
        Assert.Equal(2, Rows(page).Length);
        var seen = Hostile.Replace('\0', '\uFFFD').Replace('\a', '\uFFFD').Replace('\ud800', '\uFFFD');
        Assert.Equal(seen, page.Descendants("title").Single().Value);
        Assert.Equal(seen, Rows(page)[0].Elements().ElementAt(3).Element("bdi")!.Value);
    }

    [Fact]
    public void ThePageMayLoadNothingAndRunItsOwnScriptOnly()
    {
        var html = Write(Drawn(Results.Map()));
        var policy = Parse(html).Descendants("meta")
            .Single(m => m.Attribute("http-equiv") is not null).Attribute("content")!.Value;
        Assert.StartsWith("default-src 'none'; img-src data:; ", policy);
        foreach (var tag in new[] { "style", "script" })
        {
            var (start, end) = (html.IndexOf($"<{tag}>", StringComparison.Ordinal),
                html.LastIndexOf($"</{tag}>", StringComparison.Ordinal));
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes(html[(start + tag.Length + 2)..end]));
            Assert.Contains($"{tag}-src 'sha256-{Convert.ToBase64String(hash)}'", policy);
        }

        Assert.DoesNotMatch("https?://|@import|url\\(| style=| on[a-z]+=", html);
    }

    [Fact]
    public void ARowIsThereBeforeTheNextAndNeedsNothingOfTheLast()
    {
        var writer = new StringWriter();
        var report = new HtmlReport(writer, Options);
        var lengths = new List<int>();
        for (var i = 0; i < 50; i++)
        {
            report.Add(Drawn(Results.Map($"{i:00}.png")));
            Assert.Contains($"{i:00}.png", writer.ToString());
            lengths.Add(writer.GetStringBuilder().Length);
            writer.GetStringBuilder().Clear();
        }

        Assert.InRange(lengths.Skip(20).Max() - lengths.Skip(20).Min(), 0, 20);
    }

    [Fact]
    public void RowsOfOneImageShareIt()
    {
        var (a, b) = (new ReportImage(Results.Image(), Options), new ReportImage(Results.Image(), Options));
        var page = Parse(Write(new DrawnRow(new(Results.Map()), a), new DrawnRow(new(Results.Map(rank: 2)), a),
            new DrawnRow(new(Results.Map("b.png")), b), new DrawnRow(new(Results.Map("b.png", rank: 2)), b)));
        Assert.Equal(["i1", "i2"], page.Descendants("image").Select(i => i.Attribute("id")!.Value));
        Assert.Equal(["#i1", "#i2"], page.Descendants("use").Select(u => u.Attribute("href")!.Value));
    }

    [Fact]
    public void ARowMayBeWithoutAnImage()
    {
        var cells = Rows(Parse(Write(new DrawnRow(new(Results.Box()), null)))).Single().Elements().ToArray();
        Assert.Equal(("no image a.png", "no image", "10,5 20×12 Layer"), (Text(cells[0]), Text(cells[1]), Text(cells[6])));
    }

    [Fact]
    public void TheObjectsOfOneMapAreOneRow()
    {
        var (first, second) = (Part(1, 2), Part(2, 26));
        ReportRow map = new(Results.Map()), alone = new(first);
        Assert.True(map.BelongsTo(first) && alone.BelongsTo(second) && !alone.IsComplete);
        Assert.False(new ReportRow(Results.Map()).BelongsTo(Results.Box(label: "dog", rank: 2)));
        Assert.False(alone.BelongsTo(first) || map.With(first).With(second).BelongsTo(second));
        foreach (var row in new[]
        {
            map.With(first).With(second), alone.With(second), new ReportRow(Results.Map(), first, second)
        })
        {
            Assert.True(row.IsComplete);
            var page = Parse(Write(Drawn(row)));
            var cells = Rows(page).Single().Elements().ToArray();
            Assert.Equal(["2,5 10×12", "26,5 10×12"], cells[6].Elements("data").Select(data => data.Value));
            Assert.Equal("120", cells[6].Element("data")!.Attribute("value")!.Value);
            Assert.Contains("box at 2,5 of 10×12 pixels, box at 26,5 of 10×12 pixels",
                page.Descendants("img").Single().Attribute("alt")!.Value);
        }

        // Both are drawn, tinted where there is no map.
        var image = Embedded(alone.With(second), new ReportImage(Results.Image(), Options));
        foreach (var x in new[] { 7, 31 }) Assert.True(image[x, 11][0] > 150);
        Assert.InRange(image[20, 11][0], 90, 110);

        static ObjectBox Part(int instance, int x) => new()
        {
            Path = "a.png", Rank = 1, ClassIndex = 1, Label = "cat", Network = "net", NetworkDigest = "abc",
            ModuleVersion = "1.2.3", Engine = "Managed 1.2.3",
            Method = SaliencyMethod.GradCAM, Layer = "conv", ClassContrast = 0.5, X = x, Y = 5, Width = 10, Height = 12,
            MaskArea = 120, Instance = instance, InstanceCount = 2,
            Mask = SaliencyPS.Localization.ObjectMask.FromBools(40, 30,
                [.. Enumerable.Range(0, 40 * 30).Select(i => i % 40 >= x && i % 40 < x + 10 && i / 40 is >= 5 and < 17)]),
        };
    }

    [Fact]
    public void ImagesAreShrunkAndDrawnOn()
    {
        var image = new ReportImage(Results.Image(800, 600), Options with { MaximumImageSide = 200 });
        var plain = Embedded(new(Results.Map(width: 800, height: 600)), image, "image", "href");
        Assert.Equal((200, 150), (plain.Width, plain.Height));
        Assert.All(plain.Pixels, level => Assert.InRange(level, 99, 101));

        // The map grows towards the last corner; the box's edge is red; the mask tints without a map.
        var heat = Embedded(new(Results.Map(width: 800, height: 600), Results.Box(width: 800, height: 600)), image);
        Assert.True(heat[199, 149][0] > 200);
        Assert.InRange(heat[198, 1][2], 90, 110);
        ReportRow whole = new(new ObjectBox { Width = 800, Height = 600 });
        var edge = Embedded(whole, image);
        Assert.True(edge[0, 75][0] > 200 && edge[199, 75][0] > 200 && edge[100, 0][0] > 200 && edge[100, 149][0] > 200);
        Assert.InRange(edge[100, 75][0], 95, 105);
        var mask = Embedded(new(Results.Box()), new ReportImage(Results.Image(), Options));
        Assert.True(mask[20, 11][0] > 150);
        Assert.InRange(mask[2, 2][0], 90, 110);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("fa-IR")]
    public void CultureChangesNothing(string culture)
    {
        var (expected, old) = (Write(Drawn(new ReportRow(Results.Map("I.png"), Results.Box("I.png")))),
            CultureInfo.CurrentCulture);
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            Assert.Equal(expected, Write(Drawn(new ReportRow(Results.Map("I.png"), Results.Box("I.png")))));
        }
        finally
        {
            CultureInfo.CurrentCulture = old;
        }
    }

    [Fact]
    public void NumbersThatAreNoneDoNoHarm()
    {
        var row = Rows(Parse(Write(Drawn(new ReportRow(Results.Map(probability: double.NaN)))))).Single();
        Assert.Equal("-", Text(row.Elements().ElementAt(4)));
        Assert.Empty(row.Descendants("rect"));
        Assert.Equal("cat, no box, in a.png", row.Descendants("img").Last().Attribute("alt")!.Value);
    }

    private static DrawnRow Drawn(ClassSaliency map) => Drawn(new ReportRow(map));

    private static DrawnRow Drawn(ReportRow row) => new(row, new ReportImage(Results.Image(), Options));

    private static string Write(params DrawnRow[] rows) => Write(Options, rows);

    private static string Write(ReportOptions options, params DrawnRow[] rows)
    {
        var writer = new StringWriter();
        var report = new HtmlReport(writer, options);
        foreach (var row in rows) report.Add(row);
        report.Complete();
        return writer.ToString();
    }

    // The page is XML but for its style sheet and script, in which no reader looks for tags.
    private static XDocument Parse(string html)
    {
        var bare = Opaque().Replace(html, "<$1></$1>");
        using var reader = XmlReader.Create(new StringReader(bare),
            new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader);
    }

    private static XElement[] Rows(XDocument page) => [.. page.Descendants("tbody").Single().Elements("tr")];

    // As it is read out, without the links that close an image.
    private static string Text(XElement element) =>
        string.Join(' ', element.DescendantNodes().OfType<XText>().Where(t => t.Parent!.Attribute("class")?.Value != "shut")
            .Select(t => t.Value.Trim()).Where(t => t.Length > 0)).Replace(" ,", ",");

    private static RgbImage Embedded(ReportRow row, ReportImage image, string element = "img", string attribute = "src")
    {
        var address = Parse(Write(new DrawnRow(row, image))).Descendants(element).Single().Attribute(attribute)!.Value;
        Assert.StartsWith("data:image/jpeg;base64,", address);
        return ImageDecoder.Decode(Convert.FromBase64String(address[(address.IndexOf(',') + 1)..]));
    }

    [GeneratedRegex("<(style|script)>.*?</\\1>", RegexOptions.Singleline)]
    private static partial Regex Opaque();

    [GeneratedRegex("<script", RegexOptions.IgnoreCase)]
    private static partial Regex ScriptTag();
}
