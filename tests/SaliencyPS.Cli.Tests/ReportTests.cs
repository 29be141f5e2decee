using System.Text.RegularExpressions;
using Xunit;

namespace SaliencyPS.Cli.Tests;

public sealed class ReportTests : IDisposable
{
    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Writes_one_page_with_a_row_per_class_in_the_order_of_the_images()
    {
        var result = Report(_bench.Image("b.png"), _bench.Image("a <i>.png", channel: 1), "--top",
            "2", "--title", "Mine & yours");
        Assert.Equal((0, "", ""), (result.Code, result.Out, result.Error));
        var page = File.ReadAllText(_bench["report.html"]);
        Assert.Equal(4, page.Split("<th scope=\"row\">").Length - 1);
        Assert.Contains("<title>Mine &amp; yours</title>", page);
        Assert.True(page.IndexOf("b.png</bdi>", StringComparison.Ordinal)
            < page.IndexOf("a &lt;i&gt;.png</bdi>", StringComparison.Ordinal));
        Assert.Contains("<code><bdi>saliency report ", page);
        Assert.Contains("--title &#39;Mine &amp; yours&#39;", page);
        Assert.Contains("datetime=\"2026-03-04T05:06:07+00:00\"", page);
        Assert.DoesNotContain("<a href=\"http", page);
    }

    [Fact]
    public void The_number_of_threads_changes_no_byte()
    {
        string[] images = [.. Enumerable.Range(0, 7).Select(i => _bench.Image($"{i}.png", 40 + 7 * i, 50, i % 3))];
        Report([.. images, "--threads", "1"]);
        var expected = File.ReadAllText(_bench["report.html"]).Replace("--threads 1", "--threads 4");
        Report([.. images, "--threads", "4"]);
        Assert.Equal(expected, File.ReadAllText(_bench["report.html"]));
    }

    [Fact]
    public void A_bad_image_is_reported_and_the_rest_is_done()
    {
        File.WriteAllText(_bench["bad.png"], "no image");
        var result = Report(_bench["bad.png"], _bench.Image("good.png"));
        Assert.Equal((1, ""), (result.Code, result.Out));
        Assert.StartsWith($"saliency: {_bench["bad.png"]}: Not a JPEG", result.Error);
        Assert.Contains("good.png", File.ReadAllText(_bench["report.html"]));
    }

    [Fact]
    public void A_stop_leaves_nothing_and_the_file_before_it()
    {
        File.WriteAllText(_bench["report.html"], "before");
        var image = _bench.Image("a.png");
        var files = Directory.GetFiles(_bench.Folder).Order().ToArray();
        var result = _bench.RunWith(new StringWriter(), "", new CancellationToken(canceled: true), "report", image, "-n",
            _bench.Network, "--out", _bench["report.html"]);
        Assert.Equal(130, result.Code);
        Assert.Equal(files, Directory.GetFiles(_bench.Folder).Order());
        Assert.Equal("before", File.ReadAllText(_bench["report.html"]));
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_one_line()
    {
        var result = _bench.Run("report", _bench.Image("a.png"), "-n", _bench.Network, "--out", _bench["none/report.html"]);
        Assert.Equal((1, ""), (result.Code, result.Out));
        Assert.Single(result.Error.Trim().Split('\n'));
    }

    [Fact]
    public void A_report_without_an_extension_is_a_folder_with_what_failed()
    {
        File.WriteAllText(_bench["bad.png"], "no image");
        var images = new[] { _bench.Image("a.png"), _bench["bad.png"], _bench.Image("b.png", channel: 1) };
        var result = _bench.Run(["report", .. images, "-n", _bench.Network, "--top", "2", "--out", _bench["report"]]);
        Assert.Equal(1, result.Code);
        Assert.Equal(["index.html", "page-0001.html"], Directory.GetFiles(_bench["report"]).Select(Path.GetFileName).Order());
        Assert.Contains("<dt>Failed</dt><dd>1</dd>", File.ReadAllText(_bench["report/index.html"]));
        Assert.Equal(["a.png", "a.png", "bad.png", "b.png", "b.png"], Shown("report/page-0001.html"));
        Assert.Contains("Not a JPEG", File.ReadAllText(_bench["report/page-0001.html"]));
        Assert.Equal(2, _bench.Run(["report", .. images, "-n", _bench.Network, "--out", _bench["report"], "--no-clobber"]).Code);
    }

    [Theory]
    [InlineData("box"), InlineData("map"), InlineData("map --no-map")]
    public void Results_that_were_kept_are_shown_as_they_are(string command)
    {
        foreach (var i in Enumerable.Range(0, 6)) _bench.Image($"photos/{i}.png", 40 + 7 * i, 50, i % 3);
        File.WriteAllText(_bench["photos/bad.png"], "no image");
        foreach (var n in (int[])[1, 2])
            _bench.Run([.. command.Split(' '), _bench["photos"], "-n", _bench.Network, "--top", "2", "--results", _bench["scan"],
                "--shard", $"{n}/2"]);
        Assert.Equal(0, _bench.Run("merge", _bench["scan"], "--out", _bench["list.jsonl"]).Code);
        var pages = new List<string>();
        foreach (var (from, name) in (ReadOnlySpan<(string, string)>)[("scan", "one"), ("list.jsonl", "two")])
        {
            var made = Kept(name, "--results", _bench[from]);
            Assert.Equal((0, "", ""), (made.Code, made.Out, made.Error));
            Assert.Equal(["0", "0", "1", "1", "2", "2", "3", "3", "4", "4", "5", "5", "bad"],
                Shown($"{name}/page-0001.html").Select(Path.GetFileNameWithoutExtension));
            var page = File.ReadAllText(_bench[$"{name}/page-0001.html"]);
            Assert.Equal(12, Count(page, "src=\"data:image/jpeg"));
            Assert.Equal(command == "box", page.Contains("×"));
            Assert.Equal(command.Contains("--no-map"), !page.Contains("Gradient"));
            pages.Add(page);
        }

        Assert.Equal(pages[0], pages[1]);
        var index = File.ReadAllText(_bench["one/index.html"]);
        Assert.Contains("<dt>Images</dt><dd>7</dd>", index);
        Assert.Contains("<dt>Results</dt><dd>12</dd>", index);
    }

    [Fact]
    public void Only_some_of_them_are_shown_where_that_is_asked_for()
    {
        foreach (var i in Enumerable.Range(0, 40)) _bench.Image($"photos/{i:00}.png", 40, 50, i % 3);
        File.WriteAllText(_bench["photos/bad.png"], "no image");
        _bench.Run("box", _bench["photos"], "-n", _bench.Network, "--class", "0", "--results", _bench["scan"]);
        var sure = _bench.Run("merge", _bench["scan"]).Objects.Where(row => row.TryGetProperty("probability", out _))
            .ToLookup(row => row.GetProperty("probability").GetDouble() >= 0.5, row => row.GetProperty("path").GetString()!);
        Assert.InRange(sure[false].Count(), 10, 30);
        Assert.Equal(0, Kept("doubtful", "--results", _bench["scan"], "--only", "doubtful").Code);
        Assert.Equal(sure[false], Shown("doubtful/page-0001.html"));
        Assert.Equal(0, Kept("failed.html", "--results", _bench["scan"], "--only", "Failed").Code);
        Assert.Equal(["bad.png"], Shown("failed.html"));
        Assert.Equal(0, Kept("sample", "--results", _bench["scan"], "--only", "sample:10").Code);
        var sample = Shown("sample/page-0001.html");
        Assert.Equal(10, sample.Distinct().Count());
        Assert.Equal(sample.Order(StringComparer.Ordinal), sample);
        Assert.Contains("<dt>Images</dt><dd>41</dd>", File.ReadAllText(_bench["sample/index.html"]));
        Assert.Equal(0, Kept("more", "--results", _bench["scan"], "--only", "sample:20").Code);
        Assert.Subset(Shown("more/page-0001.html").ToHashSet(), sample.ToHashSet());
    }

    [Fact]
    public void An_image_that_is_gone_or_results_that_are_damaged_are_told()
    {
        foreach (var name in "abc") _bench.Image($"photos/{name}.png");
        _bench.Run("box", _bench["photos"], "-n", _bench.Network, "--top", "1", "--results", _bench["scan"]);
        _bench.Run("merge", _bench["scan"], "--out", _bench["list.jsonl"]);
        File.Delete(_bench["photos/b.png"]);
        var gone = Kept("gone.html", "--results", _bench["scan"]);
        Assert.Equal(1, gone.Code);
        Assert.Contains($"'{_bench["photos/b.png"]}' is not there; --root", gone.Error);
        Assert.Equal(["a.png", "b.png", "c.png"], Shown("gone.html"));

        var list = File.ReadAllText(_bench["list.jsonl"]);
        foreach (var (text, why) in (ReadOnlySpan<(string, string)>)[(list + "{\"x\":1}\n", "Line 4 is no result"),
            (list[..^1], "breaks off after line 2"),
            (list.Replace("\"label\"", "\"liable\""), "A result of 'a.png' cannot be read")])
        {
            File.WriteAllText(_bench["list.jsonl"], text);
            var refused = Kept("refused", "--results", _bench["list.jsonl"]);
            Assert.Equal(1, refused.Code);
            Assert.Contains(why, refused.Error);
            Assert.False(Directory.Exists(_bench["refused"]));
        }

        File.Delete(_bench["scan/part-00001-of-00001.json"]);
        Assert.Contains("--array=1", Kept("refused", "--results", _bench["scan"]).Error);
    }

    [Theory]
    [InlineData("--results scan a.png", "not both"), InlineData("", "Name images")]
    [InlineData("--results scan --top 3", "--top goes with images"), InlineData("--results scan --only best", "'best' is none")]
    [InlineData("--results scan --only sample:0", "'sample:0' is none")]
    [InlineData("a.png --only failed", "--only needs --results")]
    public void What_does_not_go_together_is_refused(string args, string why)
    {
        var given = args.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var refused = _bench.Run(["report", .. given, "--out", _bench["report"]]);
        Assert.Equal(2, refused.Code);
        Assert.Contains(why, refused.Error);
    }

    private Workbench.Outcome Kept(string name, params string[] args) =>
        _bench.Run(["report", .. args, "--root", _bench["photos"], "--out", _bench[name]]);

    private string[] Shown(string page) => [.. Regex.Matches(File.ReadAllText(_bench[page]), "class=\"name\">([^<]*)<")
        .Select(match => match.Groups[1].Value)];

    private static int Count(string text, string what) => text.Split(what).Length - 1;

    private Workbench.Outcome Report(params string[] args) =>
        _bench.Run(["report", .. args, "-n", _bench.Network, "--out", _bench["report.html"]]);
}
