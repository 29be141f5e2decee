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

    private Workbench.Outcome Report(params string[] args) =>
        _bench.Run(["report", .. args, "-n", _bench.Network, "--out", _bench["report.html"]]);
}
