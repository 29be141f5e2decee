using System.Globalization;
using System.IO.Compression;
using System.Text;
using SaliencyPS.Files;

namespace SaliencyPS.Reporting;

/// <summary>
/// A report as an Excel workbook (Office Open XML, ECMA-376): a line for each box, or each result without one, with its image in
/// a cell, and a second sheet with counts. The same results make the same bytes. What there are many of goes through files, so
/// that its memory does not grow with them but by the names of the images in the archive.
/// </summary>
internal sealed class ReportWorkbook : IReport
{
    /// <summary>The extension of its file's name.</summary>
    public const string Extension = ".xlsx";

    /// <summary>Most rows of a sheet, the one with the names included.</summary>
    public const int MostRows = 1_048_576;

    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        Relations = "http://schemas.openxmlformats.org/package/2006/relationships",
        Document = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    // In pixels of 1/96 inch, of which the format counts 9,525 parts each: an image is shown in a cell that is a little larger.
    private const int CellWidth = 168, CellHeight = 128, Margin = 3, Emu = 9525;

    private static readonly (string Name, int Width)[] Columns =
    [
        ("Image", 24), ("Path", 40), ("Rank", 7), ("Class", 24), ("Probability", 12), ("Score", 12), ("X", 8), ("Y", 8),
        ("Width", 8), ("Height", 8), ("Network", 18), ("View", 10), ("Method", 28), ("Localization", 18), ("Error", 50),
    ];

    private readonly ReportOptions _options;
    private readonly WholeFile _file;
    private readonly ZipArchive _archive;
    private readonly XmlPart _rows, _anchors, _images;
    private readonly ReportStatistics _statistics = new();
    private int _row = 1, _pictures, _shown;

    /// <summary>Begins the file.</summary>
    /// <param name="path">The file, in full.</param>
    /// <param name="options">Heading and looks.</param>
    /// <param name="replace">Whether to replace a file that is there when the report is complete.</param>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public ReportWorkbook(string path, ReportOptions options, bool replace = true)
    {
        (_options, _file) = (options, new WholeFile(path, replace));
        try
        {
            var folder = Path.GetDirectoryName(path)!;
            (_rows, _anchors, _images) = (new(folder), new(folder), new(folder));
            _archive = new(_file.Content, ZipArchiveMode.Create, leaveOpen: true);
        }
        catch
        {
            Dispose();
            throw;
        }

        var cells = string.Concat(Columns.Select((column, i) => Cell(i, _row, column.Name, style: 1)));
        _rows.Write($"""<row r="1">{cells}</row>""");
    }

    /// <inheritdoc/>
    public void Add(DrawnRow drawn)
    {
        var row = drawn.Row;
        _statistics.Add(row);
        var picture = Store(drawn.Result);
        // A result without a box is a line, too.
        foreach (var box in row.Boxes.Count == 0 ? [null] : row.Boxes.Cast<ObjectBox?>())
            Line(drawn.Result, picture, row.Path, row.Rank, row.Label, row.Probability, row.Score, box?.X, box?.Y, box?.Width,
                box?.Height, row.Network, $"{row.View}", row.Making, row.Localization, null);
    }

    /// <inheritdoc/>
    public void Add(FailedImage failed)
    {
        _statistics.Add(failed);
        Line(failed.Image, Store(failed.Image),
            [failed.Path, .. new object?[Columns.Length - 3], failed.Reason]);
    }

    /// <inheritdoc/>
    public void Count(ReportRow row) => _statistics.Add(row);

    /// <inheritdoc/>
    public void Count(FailedImage failed) => _statistics.Add(failed);

    /// <inheritdoc/>
    public void Complete()
    {
        Part("[Content_Types].xml", $"""
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
            <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
            <Default Extension="xml" ContentType="application/xml"/><Default Extension="jpeg" ContentType="image/jpeg"/>
            {Override("/xl/workbook.xml", "spreadsheetml.sheet.main")}{Override("/xl/styles.xml", "spreadsheetml.styles")}
            {Override("/xl/worksheets/sheet1.xml", "spreadsheetml.worksheet")}
            {Override("/xl/worksheets/sheet2.xml", "spreadsheetml.worksheet")}
            {Override("/xl/drawings/drawing1.xml", "drawing")}
            </Types>
            """);
        Part("_rels/.rels", RelationsOf(Relation(1, "officeDocument", "xl/workbook.xml")));
        Part("xl/workbook.xml", $"""
            <workbook xmlns="{Main}" xmlns:r="{Document}"><sheets><sheet name="Results" sheetId="1" r:id="rId1"/>
            <sheet name="Summary" sheetId="2" r:id="rId2"/></sheets></workbook>
            """);
        Part("xl/_rels/workbook.xml.rels", RelationsOf(Relation(1, "worksheet", "worksheets/sheet1.xml")
            + Relation(2, "worksheet", "worksheets/sheet2.xml") + Relation(3, "styles", "styles.xml")));
        // Styles: as it is, a name of a column, text that stays text when it is edited, and a share.
        Part("xl/styles.xml", $"""
            <styleSheet xmlns="{Main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>
            <font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
            <fills count="2"><fill><patternFill patternType="none"/></fill>
            <fill><patternFill patternType="gray125"/></fill></fills>
            <borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
            <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
            <cellXfs count="4">{Style(0, 0, "")}{Style(49, 1, "")}{Style(49, 0, " quotePrefix=\"1\"")}{Style(10, 0, "")}</cellXfs>
            <cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>
            """);
        var widths = string.Concat(Columns.Select((column, i) =>
            $"""<col min="{i + 1}" max="{i + 1}" width="{column.Width}" customWidth="1"/>"""));
        Part("xl/worksheets/sheet1.xml", $"""
            <worksheet xmlns="{Main}" xmlns:r="{Document}"><sheetViews><sheetView workbookViewId="0">
            <pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>
            <cols>{widths}</cols><sheetData>
            """, _rows, $"""
            </sheetData><autoFilter ref="A1:{Name(Columns.Length - 1)}{_row}"/><drawing r:id="rId1"/></worksheet>
            """);
        Part("xl/worksheets/_rels/sheet1.xml.rels", RelationsOf(Relation(1, "drawing", "../drawings/drawing1.xml")));
        Part("xl/drawings/drawing1.xml", $"""
            <d:wsDr xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:r="{Document}"
            xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">
            """, _anchors, "</d:wsDr>");
        Part("xl/drawings/_rels/drawing1.xml.rels", $"<Relationships xmlns=\"{Relations}\">", _images, "</Relationships>");
        var facts = _statistics.Facts(_options, _shown).Select((fact, i) =>
            $"""<row r="{i + 1}">{Cell(0, i + 1, fact.Name)}{Cell(1, i + 1, fact.Value)}</row>""");
        Part("xl/worksheets/sheet2.xml", $"""
            <worksheet xmlns="{Main}"><cols><col min="1" max="1" width="28" customWidth="1"/>
            <col min="2" max="2" width="60" customWidth="1"/></cols><sheetData>{string.Concat(facts)}</sheetData></worksheet>
            """);
        _archive.Dispose();
        _file.Complete();
    }

    /// <summary>Removes what is not complete.</summary>
    public void Dispose()
    {
        try
        {
            foreach (var part in (XmlPart?[])[_rows, _anchors, _images]) part?.Dispose();
        }
        finally
        {
            _file.Dispose();
        }
    }

    private int Store(DataUri? image)
    {
        if (image is null) return 0;
        using (var entry = Open($"xl/media/image{++_pictures}.jpeg", CompressionLevel.NoCompression)) entry.Write(image.Bytes);
        _images.Write(Relation(_pictures, "image", $"../media/image{_pictures}.jpeg"));
        return _pictures;
    }

    private void Line(DataUri? image, int picture, params ReadOnlySpan<object?> values)
    {
        if (_row == MostRows)
            throw new IOException($"A sheet of a workbook ends at {MostRows} rows; a report whose name has no extension has any "
                + "number.");
        _row++;
        _shown++;
        var cells = new StringBuilder();
        for (var i = 0; i < values.Length; i++)
            cells.Append(Cell(i + 1, _row, values[i], Columns[i + 1].Name == "Probability" ? 3 : 0));
        var height = image is null ? "" : $" ht=\"{CellHeight * 3 / 4}\" customHeight=\"1\"";
        _rows.Write($"""<row r="{_row}"{height}>{cells}</row>""");
        if (image is null) return;
        var scale = Math.Min(1, Math.Min((CellWidth - 2.0 * Margin) / image.Width, (CellHeight - 2.0 * Margin) / image.Height));
        var (across, down) = ((int)(Emu * scale * image.Width), (int)(Emu * scale * image.Height));
        // It lies within one cell and moves with it, also where rows are sorted.
        _anchors.Write($"""
            <d:twoCellAnchor editAs="twoCell"><d:from>{Corner(Margin * Emu, Margin * Emu)}</d:from>
            <d:to>{Corner(Margin * Emu + across, Margin * Emu + down)}</d:to><d:pic><d:nvPicPr>
            <d:cNvPr id="{_row}" name="Image {_row - 1}"/><d:cNvPicPr><a:picLocks noChangeAspect="1"/></d:cNvPicPr></d:nvPicPr>
            <d:blipFill><a:blip r:embed="rId{picture}"/><a:stretch><a:fillRect/></a:stretch></d:blipFill>
            <d:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{across}" cy="{down}"/></a:xfrm>
            <a:prstGeom prst="rect"><a:avLst/></a:prstGeom></d:spPr></d:pic><d:clientData/></d:twoCellAnchor>
            """);
    }

    private string Corner(int x, int y) =>
        $"<d:col>0</d:col><d:colOff>{x}</d:colOff><d:row>{_row - 1}</d:row><d:rowOff>{y}</d:rowOff>";

    // Text is text, whatever it begins with; nothing is computed.
    private static string Cell(int column, int row, object? value, int style = 0) => value switch
    {
        null => "",
        double none when !double.IsFinite(none) => "",
        string text => $"""<c r="{Name(column)}{row}" s="{(style == 1 ? 1 : 2)}" t="inlineStr"><is><t xml:space="preserve">{
            WorkbookText.Encode(text)}</t></is></c>""",
        IFormattable number => $"""<c r="{Name(column)}{row}" s="{style}"><v>{
            number.ToString(null, CultureInfo.InvariantCulture)}</v></c>""",
        _ => throw new ArgumentException($"No cell holds {value.GetType()}.", nameof(value)),
    };

    private static string Name(int column) => $"{(char)('A' + column)}";

    private static string Style(int format, int font, string more) =>
        $"""<xf numFmtId="{format}" fontId="{font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"{more}/>""";

    private static string Override(string part, string type) =>
        $"""<Override PartName="{part}" ContentType="application/vnd.openxmlformats-officedocument.{type}+xml"/>""";

    private static string Relation(int id, string type, string target) =>
        $"""<Relationship Id="rId{id}" Type="{Document}/{type}" Target="{target}"/>""";

    private static string RelationsOf(string all) => $"<Relationships xmlns=\"{Relations}\">{all}</Relationships>";

    private void Part(string name, string begin, XmlPart? content = null, string end = "")
    {
        using var entry = Open(name, CompressionLevel.Optimal);
        entry.Write(Encoding.UTF8.GetBytes($"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{'\n'}{begin}"""));
        content?.CopyTo(entry);
        entry.Write(Encoding.UTF8.GetBytes(end));
    }

    // At the beginning of the format's time, so that the same results make the same bytes.
    private Stream Open(string name, CompressionLevel level)
    {
        var entry = _archive.CreateEntry(name, level);
        entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
        return entry.Open();
    }
}
