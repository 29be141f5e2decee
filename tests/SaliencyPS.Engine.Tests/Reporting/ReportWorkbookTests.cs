using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Reporting;
using Xunit;

namespace SaliencyPS.Tests.Reporting;

public sealed class ReportWorkbookTests : IDisposable
{
    private static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private static readonly ReportOptions Options = new ReportOptions { Title = "Cats & dogs" }.Compact();

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void ARowIsABoxAResultWithoutOneOrAFailureWithItsImage()
    {
        var parts = Write("a.xlsx", report =>
        {
            report.Add(Drawn(new ReportRow(Results.Box("a.png")).With(Results.Box("a.png"))));
            report.Add(Drawn(new ReportRow(Results.Map("b.png", probability: double.NaN))));
            report.Add(new FailedImage("c.png", "Broken"));
        });
        string[][] rows =
        [
            ["Image", "Path", "Rank", "Class", "Probability", "Score", "X", "Y", "Width", "Height", "Network", "View", "Method",
                "Localization", "Error"],
            ["", "a.png", "1", "cat", "0.25", "12.5", "10", "5", "20", "12", "net", "Whole",
                "GradCAM, Layer=conv, ClassContrast=0.5", "Layer", ""],
            ["", "a.png", "1", "cat", "0.25", "12.5", "10", "5", "20", "12", "net", "Whole",
                "GradCAM, Layer=conv, ClassContrast=0.5", "Layer", ""],
            ["", "b.png", "1", "cat", "", "12.5", "", "", "", "", "net", "Whole",
                "GradCAM, Layer=conv, ClassContrast=0.5", "", ""],
            ["", "c.png", "", "", "", "", "", "", "", "", "", "", "", "", "Broken"],
        ];
        Assert.Equal(rows, Cells(parts["xl/worksheets/sheet1.xml"]));
        // Boxes of one result share its image; each is anchored within the first cell of its row.
        XNamespace d = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing";
        var anchors = XDocument.Parse(Text(parts["xl/drawings/drawing1.xml"])).Root!.Elements().ToArray();
        Assert.Equal([("1", "rId1"), ("2", "rId1"), ("3", "rId2")], anchors.Select(anchor => (
            anchor.Element(d + "from")!.Element(d + "row")!.Value, anchor.Descendants().Attributes()
                .Single(attribute => attribute.Name.LocalName == "embed").Value)));
        Assert.All(anchors, anchor => Assert.Equal(anchor.Element(d + "from")!.Element(d + "row")!.Value + "0",
            anchor.Element(d + "to")!.Element(d + "row")!.Value + anchor.Element(d + "to")!.Element(d + "col")!.Value));
        Assert.Equal((40, 30), (ImageDecoder.Decode(parts["xl/media/image2.jpeg"]).Width,
            ImageDecoder.Decode(parts["xl/media/image2.jpeg"]).Height));
        Assert.Equal([["Title", "Cats & dogs"], ["Images", "3"], ["Failed", "1"], ["Rows", "4"], ["cat", "2"]],
            Cells(parts["xl/worksheets/sheet2.xml"]));
    }

    [Theory]
    [InlineData("=1+1"), InlineData("+1"), InlineData("@SUM(A1)"), InlineData(" <b>&\"'"), InlineData("größe 報告")]
    public void TextIsTextWhateverItIs(string name)
    {
        var parts = Write("a.xlsx", report => report.Add(new FailedImage(name, name)));
        var sheet = Text(parts["xl/worksheets/sheet1.xml"]);
        var cells = XDocument.Parse(sheet).Descendants(Main + "row").Last().Elements().ToArray();
        Assert.All(cells, cell => Assert.Equal(("inlineStr", "2", name),
            (cell.Attribute("t")!.Value, cell.Attribute("s")!.Value, cell.Value)));
        Assert.DoesNotContain("<f>", sheet);
        Assert.Contains("numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" "
            + "quotePrefix=\"1\"", Text(parts["xl/styles.xml"]));
    }

    [Fact]
    public void TextHasOnlyCharactersThatACellTakes()
    {
        Assert.Equal("a_x005F_x0041_b_x0g41_", WorkbookText.Encode("a_x0041_b_x0g41_"));
        Assert.Equal("\uFFFD\uFFFD", WorkbookText.Encode("\0\a"));
        Assert.Equal(32_767, WorkbookText.Encode(new string('x', 40_000)).Length);
        Assert.EndsWith("…", WorkbookText.Encode(new string('x', 40_000)));
    }

    [Theory]
    [InlineData("en-US"), InlineData("de-DE"), InlineData("fa-IR")]
    public void TheSameResultsMakeTheSameBytesUnderAnyCulture(string culture)
    {
        var old = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            Write("a.xlsx", Fill);
            CultureInfo.CurrentCulture = new(culture);
            Write("b.xlsx", Fill);
        }
        finally
        {
            CultureInfo.CurrentCulture = old;
        }

        Assert.Equal(File.ReadAllBytes(At("a.xlsx")), File.ReadAllBytes(At("b.xlsx")));
        Assert.Equal(2, Directory.GetFiles(_folder).Length);

        static void Fill(IReport report)
        {
            for (var i = 0; i < 9; i++) report.Add(Drawn(new ReportRow(Results.Box($"{i}.png"))));
        }
    }

    [Fact]
    public void OneThatIsGivenUpLeavesNothing()
    {
        using (var report = new ReportWorkbook(At("a.xlsx"), Options)) report.Add(Drawn(new ReportRow(Results.Box())));
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    private string At(string name) => Path.Combine(_folder, name);

    private Dictionary<string, byte[]> Write(string name, Action<IReport> fill)
    {
        using (var report = Reports.Begin(At(name), Options, replace: true))
        {
            Assert.IsType<ReportWorkbook>(report);
            fill(report);
            report.Complete();
        }

        using var archive = ZipFile.OpenRead(At(name));
        return archive.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var stream = entry.Open();
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return copy.ToArray();
        });
    }

    private static string Text(byte[] part) => System.Text.Encoding.UTF8.GetString(part);

    private static string[][] Cells(byte[] sheet)
    {
        var rows = XDocument.Parse(Text(sheet)).Descendants(Main + "row").ToArray();
        var columns = rows.Max(row => row.Elements().Last().Attribute("r")!.Value[0] - 'A' + 1);
        return [.. rows.Select(row => Enumerable.Range(0, columns).Select(c => row.Elements().SingleOrDefault(cell =>
            cell.Attribute("r")!.Value[0] - 'A' == c)?.Value ?? "").ToArray())];
    }

    private static DrawnRow Drawn(ReportRow row) => new(row, new ReportImage(Results.Image(), Options));
}
