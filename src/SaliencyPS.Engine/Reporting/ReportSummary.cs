namespace SaliencyPS.Reporting;

/// <summary>What is told of all rows together; keeps names and counts only.</summary>
internal sealed class ReportSummary
{
    private const int LongestHistogram = 20;

    private readonly SortedSet<string> _networks = new(StringComparer.Ordinal), _digests = new(StringComparer.Ordinal),
        _views = new(StringComparer.Ordinal), _methods = new(StringComparer.Ordinal),
        _localizations = new(StringComparer.Ordinal), _versions = new(StringComparer.Ordinal),
        _engines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _labels = [];
    private long _rows;

    /// <summary>Counts a row.</summary>
    public void Add(ReportRow row)
    {
        _rows++;
        _networks.Add(row.Network);
        _views.Add(row.View.ToString());
        if (row.Making is { } making) _methods.Add(making);
        if (row.Settings.NetworkDigest is { } digest) _digests.Add($"{digest} {row.Network}");
        if (row.Settings.ModuleVersion is { } version) _versions.Add(version);
        if (row.Settings.Engine is { } engine) _engines.Add(engine);
        if (row.Localization is { } localization) _localizations.Add(localization);
        _labels[row.Label] = _labels.GetValueOrDefault(row.Label) + 1;
    }

    /// <summary>The classes and how many results each has: most frequent first, and among equals by name.</summary>
    public IEnumerable<KeyValuePair<string, long>> Labels => Ordered(_labels);

    /// <summary>The section of the page.</summary>
    /// <param name="options">When and how the report was made.</param>
    /// <param name="images">How many images there are.</param>
    /// <param name="more">What else is told of them, as terms.</param>
    /// <param name="histograms">How they are distributed besides by class.</param>
    public Html ToHtml(ReportOptions options, long images, Html more = default, Html histograms = default) => Html.Of($"""
        <section id="summary" aria-labelledby="summary-heading">
        <h2 id="summary-heading">Summary</h2>
        <dl>
        <div><dt>Images</dt><dd>{images}</dd></div>
        <div><dt>Results</dt><dd>{_rows}</dd></div>{more}
        {Names("Network", _networks)}{Names("View", _views)}{Names("Method", _methods)}{Names("Boxes", _localizations)}
        {Names("SHA-256 of the network", _digests)}{Names("SaliencyPS", _versions)}{Names("Engine", _engines)}
        {Created(options.Created)}{Command(options.Command)}</dl>
        {Classes()}{histograms}</section>

        """);

    private static Html Names(string term, SortedSet<string> names) => names.Count == 0 ? Html.Empty
        : Html.Of($"<div><dt>{term}</dt>{Html.Join(names.Select(name => Html.Of($"<dd><bdi>{name}</bdi></dd>")))}</div>\n");

    private static Html Created(DateTimeOffset? time) => time is null ? Html.Empty
        : Html.Of($"<div><dt>Created</dt><dd>{Time(time.Value)}</dd></div>\n");

    private static Html Time(DateTimeOffset time) =>
        Html.Of($"""<time datetime="{time:yyyy-MM-ddTHH:mm:sszzz}">{time:yyyy-MM-dd HH:mm zzz}</time>""");

    private static Html Command(string? command) => command is null ? Html.Empty
        : Html.Of($"<div class=\"command\"><dt>Command</dt><dd><code><bdi>{command}</bdi></code></dd></div>\n");

    /// <summary>How often each of several things came, as bars.</summary>
    /// <param name="title">What they are.</param>
    /// <param name="bars">They, in order.</param>
    /// <param name="rest">How many more things there are, and how often they came.</param>
    public static Html Histogram(
        string title, IReadOnlyList<(string Name, long Count)> bars, (long Names, long Count) rest = default)
    {
        if (bars.Count == 0) return Html.Empty;
        var most = Math.Max(1, bars.Max(bar => bar.Count));
        var last = rest.Names == 0 ? Html.Empty : Html.Of($"<li>{rest.Names} more: {rest.Count}</li>\n");
        return Html.Of($"""
            <h3>{title}</h3>
            <ol class="histogram">
            {Html.Join(bars.Select(bar => Bar(bar.Name, bar.Count, most)))}{last}</ol>

            """);
    }

    /// <summary>The most frequent ones as bars, and among equals by name.</summary>
    /// <param name="title">What they are.</param>
    /// <param name="counts">How often each came.</param>
    public static Html Histogram(string title, IReadOnlyDictionary<string, long> counts)
    {
        (string Name, long Count)[] bars = [.. Ordered(counts).Take(LongestHistogram).Select(one => (one.Key, one.Value))];
        return Histogram(title, bars, (counts.Count - bars.Length, counts.Values.Sum() - bars.Sum(bar => bar.Count)));
    }

    private static IEnumerable<KeyValuePair<string, long>> Ordered(IReadOnlyDictionary<string, long> counts) =>
        counts.OrderByDescending(one => one.Value).ThenBy(one => one.Key, StringComparer.Ordinal);

    private Html Classes() =>
        _labels.Count == 0 ? Html.Of($"<p>There are no results.</p>\n") : Histogram("Results of each class", _labels);

    private static Html Bar(string label, long count, long most) =>
        Html.Of($"<li><bdi>{label}</bdi> <span>{count}</span> {Html.Bar((double)count / most)}</li>\n");
}
