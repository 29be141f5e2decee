using System.Globalization;
using System.Text;
using SaliencyPS.Files;

namespace SaliencyPS.Reporting;

/// <summary>
/// A report of any number of images as a folder: an index with the summary, and pages of so many images. It needs nothing besides
/// itself. Holds one image's rows in memory, whatever the number.
/// </summary>
internal sealed class ReportFolder : IReport
{
    /// <summary>Images on a page.</summary>
    public const int ImagesOnPage = 200;

    private const string Index = "index.html", PagePrefix = "page-", PageSuffix = ".html";

    private readonly string _path, _growing;
    private readonly bool _replace;
    private readonly ReportOptions _options;
    private readonly ReportStatistics _statistics = new();
    private readonly List<(string First, string Last, int Images)> _pages = [];
    private StreamWriter? _writer;
    private HtmlReport? _page;
    private string? _image;
    private long _shown;

    /// <summary>Begins the folder.</summary>
    /// <param name="path">The folder, in full.</param>
    /// <param name="options">Heading and looks.</param>
    /// <param name="replace">Whether a report that is there is replaced.</param>
    /// <exception cref="IOException">It cannot be made, or there is something else in its place.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public ReportFolder(string path, ReportOptions options, bool replace = true)
    {
        (_path, _options, _replace) = (Path.TrimEndingDirectorySeparator(path), options, replace);
        Require();
        var parent = Path.GetDirectoryName(_path)!;
        if (!Directory.Exists(parent))
            throw new DirectoryNotFoundException($"'{parent}', where the report is to be, is not there.");
        Leftovers.Sweep(parent);
        _growing = Path.Combine(parent, Leftovers.NewName());
        Directory.CreateDirectory(_growing);
    }

    /// <inheritdoc/>
    public void Add(DrawnRow row)
    {
        Turn(row.Row.Path);
        _statistics.Add(row.Row);
        _page!.Add(row);
    }

    /// <inheritdoc/>
    public void Add(FailedImage failed)
    {
        Turn(failed.Path);
        _statistics.Add(failed);
        _page!.Add(failed);
    }

    /// <inheritdoc/>
    public void Count(ReportRow row) => _statistics.Add(row);

    /// <inheritdoc/>
    public void Count(FailedImage failed) => _statistics.Add(failed);

    /// <inheritdoc/>
    public void Complete()
    {
        if (_page is not null) EndPage(isLast: true);
        using (var writer = Open(Index)) writer.Write(Html.Of($"""
            {new ReportAssets().Head(_options.Title)}{_statistics.ToHtml(_options, _shown)}
            <section aria-labelledby="pages-heading">
            <h2 id="pages-heading">Pages</h2>
            <ol class="pages">
            {Html.Join(_pages.Select((page, i) => Html.Of(
                $"<li><a href=\"{Name(i + 1)}\">{Span(page)}</a> <small>{page.Images} images</small></li>\n")))}</ol>
            </section>
            </main>
            </body>
            </html>

            """).Text);
        Require();
        // One that is there is out of the way for a moment only.
        if (!Directory.Exists(_path))
        {
            Directory.Move(_growing, _path);
            return;
        }

        var old = Path.Combine(Path.GetDirectoryName(_path)!, Leftovers.NewName());
        Directory.Move(_path, old);
        Directory.Move(_growing, _path);
        Directory.Delete(old, recursive: true);
    }

    /// <summary>Removes what is not complete.</summary>
    public void Dispose()
    {
        _writer?.Dispose();
        if (Directory.Exists(_growing)) Directory.Delete(_growing, recursive: true);
    }

    // Nobody's other files are replaced.
    private void Require()
    {
        if (File.Exists(_path))
            throw new IOException($"'{_path}' is a file; a report without an extension in its name is a folder.");
        if (!Directory.Exists(_path)) return;
        if (new DirectoryInfo(_path).LinkTarget is not null)
            throw new IOException($"'{_path}' is a link; nothing is put in its place.");
        var names = Directory.EnumerateFileSystemEntries(_path).Select(Path.GetFileName).OfType<string>();
        if (names.FirstOrDefault(name => !IsPage(name)) is { } other)
            throw new IOException($"'{_path}' is there and is no report: it has '{other}' in it.");
        if (!_replace && names.Any()) throw new IOException($"'{_path}' exists.");
    }

    // To the page of an image, whose rows follow each other.
    private void Turn(string image)
    {
        if (image == _image) return;
        if (_page is not null && _pages[^1].Images == ImagesOnPage) EndPage(isLast: false);
        if (_page is null)
        {
            _pages.Add((image, image, 0));
            _writer = Open(Name(_pages.Count));
            _page = new HtmlReport(_writer, _options with { Title = $"{_options.Title}, page {_pages.Count}" });
        }

        _pages[^1] = _pages[^1] with { Last = image, Images = _pages[^1].Images + 1 };
        (_image, _shown) = (image, _shown + 1);
    }

    private void EndPage(bool isLast)
    {
        var n = _pages.Count;
        _page!.Complete(Html.Of($"""
            <nav id="summary" aria-label="Pages">
            <a href="{Index}">All pages</a>
            {(n == 1 ? Html.Empty : Html.Of($"""<a rel="prev" href="{Name(n - 1)}">Page {n - 1}</a>"""))}
            {(isLast ? Html.Empty : Html.Of($"""<a rel="next" href="{Name(n + 1)}">Page {n + 1}</a>"""))}
            </nav>

            """));
        _writer!.Dispose();
        (_page, _writer) = (null, null);
    }

    private StreamWriter Open(string name) => new(Path.Combine(_growing, name), append: false, new UTF8Encoding(false));

    private static Html Span((string First, string Last, int Images) page) => page.Images == 1
        ? Html.Of($"<bdi>{Path.GetFileName(page.First)}</bdi>")
        : Html.Of($"<bdi>{Path.GetFileName(page.First)}</bdi> … <bdi>{Path.GetFileName(page.Last)}</bdi>");

    private static string Name(int page) => string.Create(CultureInfo.InvariantCulture, $"{PagePrefix}{page:0000}{PageSuffix}");

    private static bool IsPage(string name) => name == Index
        || (name.StartsWith(PagePrefix, StringComparison.Ordinal) && name.EndsWith(PageSuffix, StringComparison.Ordinal));
}
