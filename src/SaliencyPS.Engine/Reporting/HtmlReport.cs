namespace SaliencyPS.Reporting;

/// <summary>
/// Writes results as one HTML page that needs nothing besides itself: each row when it is added, so that only its images are in
/// memory, and the summary, whose numbers are known only then, last (the page shows it first).
/// </summary>
internal sealed class HtmlReport
{
    private static readonly Html Filter =
        new("""<label>Filter <input id="filter" type="search" autocomplete="off"/></label>""");

    // Those that can be sorted by, after the two of images.
    private static readonly string[] Columns = ["Rank", "Class", "Probability", "Score", "Box"];

    private static readonly Html NoImage = new("""<span class="missing">no image</span>""");

    private readonly TextWriter _writer;
    private readonly ReportOptions _options;
    private readonly ReportAssets _assets = new();
    private readonly ReportSummary _summary = new();
    private readonly HashSet<string> _paths = [];
    private ReportImage? _last;
    private int _rows, _images;

    /// <summary>Begins the page.</summary>
    /// <param name="writer">Where it goes, in UTF-8; stays open.</param>
    /// <param name="options">Heading and looks.</param>
    /// <exception cref="IOException">The writer cannot write.</exception>
    public HtmlReport(TextWriter writer, ReportOptions options)
    {
        (_writer, _options) = (writer, options);
        var shown = options.IsDrawnOnly ? "Drawn" : "Saliency";
        Write($"""
            {_assets.Head(options.Title)}<section aria-labelledby="results-heading">
            <h2 id="results-heading">Results</h2>
            <div class="tools" hidden="">{Filter} <output id="count" for="filter"></output></div>
            <table id="results" aria-labelledby="results-heading">
            <thead>
            <tr>{Column("Image")}<th scope="col" class="plain">{shown}</th>{Html.Join(Columns.Select(Column))}</tr>
            </thead>
            <tbody>

            """);
    }

    /// <summary>Writes a row and flushes the writer.</summary>
    /// <exception cref="IOException">The writer cannot write.</exception>
    public void Add(DrawnRow drawn)
    {
        var row = drawn.Row;
        _rows++;
        Count(row);
        Write($"""
            <tr>
            <th scope="row">{Image(drawn)}{Name(row.Path)}</th>
            <td>{Result(drawn)}</td>
            <td><data value="{row.Rank}">{row.Rank}</data></td>
            <td><bdi>{row.Label}</bdi> <small><bdi>{row.Network}</bdi>, {row.View}{Making(row)}</small></td>
            <td>{Probability(row.Probability)}</td>
            <td><data value="{row.Score:R}">{row.Score:0.000}</data></td>
            <td>{Box(row)}</td>
            </tr>

            """);
        _writer.Flush();
    }

    /// <summary>Writes that an image failed, and flushes the writer.</summary>
    /// <exception cref="IOException">The writer cannot write.</exception>
    public void Add(FailedImage failed)
    {
        _rows++;
        Count(failed);
        var image = failed.Image is { } shown
            ? Zoom("r", Html.Of(
                $"""<img src="{shown.ToHtml()}" {Size(shown)} decoding="async" alt="{FileName(failed.Path)}"/>"""))
            : NoImage;
        Write($"""
            <tr>
            <th scope="row">{Name(failed.Path)}</th>
            <td>{image}</td>
            <td></td>
            <td class="failed"><bdi>{failed.Reason}</bdi></td>
            <td></td>
            <td></td>
            <td></td>
            </tr>

            """);
        _writer.Flush();
    }

    /// <summary>Counts a row that is not shown.</summary>
    public void Count(ReportRow row)
    {
        _paths.Add(row.Path);
        _summary.Add(row);
    }

    /// <summary>Counts an image that failed and is not shown.</summary>
    public void Count(FailedImage failed) => _paths.Add(failed.Path);

    /// <summary>Ends the page.</summary>
    /// <param name="summary">What stands above the table; the summary of the page's rows where null.</param>
    /// <exception cref="IOException">The writer cannot write.</exception>
    public void Complete(Html? summary = null)
    {
        Write($"""
            </tbody>
            </table>
            </section>
            {summary ?? _summary.ToHtml(_options, _paths.Count)}</main>
            <dialog aria-labelledby="shown">
            <div id="image"></div>
            <p id="shown"></p>
            <p>{Button("Previous")} {Button("Next")} {Button("Close")}</p>
            </dialog>
            <script>{_assets.Script}</script>
            </body>
            </html>

            """);
        _writer.Flush();
    }

    private void Write(FormattableString template) => _writer.Write(Html.Of(template).Text);

    // The rows of one image share its data: the first has them, the others refer to it.
    private Html Image(DrawnRow drawn)
    {
        if (_options.IsDrawnOnly) return Html.Empty;
        if (drawn.Image is not { Source: { } source } image) return NoImage;
        var isNew = image != _last;
        if (isNew) _images++;
        _last = image;
        var size = Html.Of($"width=\"{image.Width}\" height=\"{image.Height}\"");
        var element = isNew
            ? Html.Of($"<image id=\"i{_images}\" href=\"{source.ToHtml()}\" {size}/>")
            : Html.Of($"<use href=\"#i{_images}\"/>");
        var name = FileName(drawn.Row.Path);
        return Zoom("p", Html.Of(
            $"""<svg viewBox="0 0 {image.Width} {image.Height}" {size} role="img" aria-label="{name}">{element}</svg>"""));
    }

    private Html Result(DrawnRow drawn)
    {
        if (drawn.Result is not { } result) return NoImage;
        return Zoom("r", Html.Of(
            $"""<img src="{result.ToHtml()}" {Size(result)} decoding="async" alt="{Description(drawn.Row)}"/>"""));
    }

    // A link to itself: whoever is the target is shown large, by the style sheet alone.
    private Html Zoom(string kind, Html image) => Html.Of(
        $"""<a class="zoom" id="{kind}{_rows}" href="#{kind}{_rows}">{image}</a><a class="shut" href="#results">Close</a>""");

    private static Html Size(DataUri image) => Html.Of($"width=\"{image.Width}\" height=\"{image.Height}\"");

    private static Html Making(ReportRow row) => row.Making is null ? Html.Empty : Html.Of($", <bdi>{row.Making}</bdi>");

    private static Html Column(string name) => Html.Of($"""<th scope="col">{name}</th>""");

    private static Html Button(string name) =>
        Html.Of($"""<button type="button" id="{name.ToLowerInvariant()}">{name}</button>""");

    private static Html Name(string path) =>
        Html.Of($" <bdi class=\"name\">{FileName(path)}</bdi> <small><bdi>{Path.GetDirectoryName(path)}</bdi></small>");

    private static Html Probability(double value) => double.IsNaN(value) ? Html.Of($"<span class=\"missing\">-</span>")
        : Html.Of($"<data value=\"{value:R}\">{100 * value:0.00} %</data>{Html.Bar(value)}");

    // Sorted by the area of the first.
    private static Html Box(ReportRow row)
    {
        if (row.Boxes.Count == 0) return Html.Of($"<span class=\"missing\">no box</span>");
        var boxes = Html.Join(row.Boxes.Select((box, i) =>
        {
            var (lineBreak, area) = (new Html(i == 0 ? "" : "<br/>"), (long)box.Width * box.Height);
            return Html.Of($"""{lineBreak}<data value="{area}">{box.X},{box.Y} {box.Width}×{box.Height}</data>""");
        }));
        return row.Localization is null ? boxes : Html.Of($"{boxes} <small><bdi>{row.Localization}</bdi></small>");
    }

    private static string Description(ReportRow row)
    {
        var probability = double.IsNaN(row.Probability) ? "" : FormattableString.Invariant($"{100 * row.Probability:0.00} %, ");
        return $"{row.Label}, {probability}{Places(row)}, in {FileName(row.Path)}";
    }

    private static string Places(ReportRow row) => row.Boxes.Count == 0 ? "no box"
        : string.Join(", ",
            row.Boxes.Select(box => FormattableString.Invariant($"box at {box.X},{box.Y} of {box.Width}×{box.Height} pixels")));

    private static string FileName(string path) => Path.GetFileName(path);
}
