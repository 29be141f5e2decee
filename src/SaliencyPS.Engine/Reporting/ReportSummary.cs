namespace SaliencyPS.Reporting;

/// <summary>What is told of all rows together; keeps names and counts only.</summary>
internal sealed class ReportSummary
{
    private const int LongestHistogram = 20;

    private readonly HashSet<string> _images = [];
    private readonly SortedSet<string> _networks = new(StringComparer.Ordinal), _digests = new(StringComparer.Ordinal),
        _views = new(StringComparer.Ordinal), _methods = new(StringComparer.Ordinal),
        _localizations = new(StringComparer.Ordinal), _versions = new(StringComparer.Ordinal),
        _engines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _labels = [];
    private int _rows;

    /// <summary>Counts a row.</summary>
    public void Add(ReportRow row)
    {
        _rows++;
        _images.Add(row.Path);
        _networks.Add(row.Network);
        _views.Add(row.View.ToString());
        _methods.Add($"{row.Settings}");
        if (row.Settings.NetworkDigest is { } digest) _digests.Add($"{digest} {row.Network}");
        if (row.Settings.ModuleVersion is { } version) _versions.Add(version);
        if (row.Settings.Engine is { } engine) _engines.Add(engine);
        if (row.Localization is { } localization) _localizations.Add(localization);
        _labels[row.Label] = _labels.GetValueOrDefault(row.Label) + 1;
    }

    /// <summary>The section of the page.</summary>
    public Html ToHtml(ReportOptions options) => Html.Of($"""
        <section id="summary" aria-labelledby="summary-heading">
        <h2 id="summary-heading">Summary</h2>
        <dl>
        <div><dt>Images</dt><dd>{_images.Count}</dd></div>
        <div><dt>Results</dt><dd>{_rows}</dd></div>
        {Names("Network", _networks)}{Names("View", _views)}{Names("Method", _methods)}{Names("Boxes", _localizations)}
        {Names("SHA-256 of the network", _digests)}{Names("SaliencyPS", _versions)}{Names("Engine", _engines)}
        {Created(options.Created)}{Command(options.Command)}</dl>
        {Histogram()}</section>

        """);

    private static Html Names(string term, SortedSet<string> names) => names.Count == 0 ? Html.Empty
        : Html.Of($"<div><dt>{term}</dt>{Html.Join(names.Select(name => Html.Of($"<dd><bdi>{name}</bdi></dd>")))}</div>\n");

    private static Html Created(DateTimeOffset? time) => time is null ? Html.Empty
        : Html.Of($"<div><dt>Created</dt><dd>{Time(time.Value)}</dd></div>\n");

    private static Html Time(DateTimeOffset time) =>
        Html.Of($"""<time datetime="{time:yyyy-MM-ddTHH:mm:sszzz}">{time:yyyy-MM-dd HH:mm zzz}</time>""");

    private static Html Command(string? command) => command is null ? Html.Empty
        : Html.Of($"<div class=\"command\"><dt>Command</dt><dd><code><bdi>{command}</bdi></code></dd></div>\n");

    // Most frequent first, and among equals by name.
    private Html Histogram()
    {
        var bars = _labels.OrderByDescending(label => label.Value).ThenBy(label => label.Key, StringComparer.Ordinal)
            .Take(LongestHistogram).ToArray();
        if (bars.Length == 0) return Html.Of($"<p>There are no results.</p>\n");
        var (more, rest) = (_labels.Count - bars.Length, _rows - bars.Sum(bar => bar.Value));
        var last = more == 0 ? Html.Empty : Html.Of($"<li>{more} more: {rest}</li>\n");
        return Html.Of($"""
            <h3>Results of each class</h3>
            <ol class="histogram">
            {Html.Join(bars.Select(bar => Bar(bar.Key, bar.Value, bars[0].Value)))}{last}</ol>

            """);
    }

    private static Html Bar(string label, int count, int most) =>
        Html.Of($"<li><bdi>{label}</bdi> <span>{count}</span> {Html.Bar((double)count / most)}</li>\n");
}
