using Xunit;

namespace SaliencyPS.Cli.Tests;

public sealed class UsageTests : IDisposable
{
    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("paint", "There is no command 'paint'; there is map, box, ")]
    [InlineData("map", "'saliency map' needs PATH, or --from LIST. ('saliency map --help' tells more.)")]
    [InlineData("network paint", "There is no command 'paint'; there is ")]
    [InlineData("network show", "'saliency network show' needs FILE|NAME. ('saliency network show --help' tells more.)")]
    [InlineData("map a.png --frobnicate", "--frobnicate")]
    [InlineData("map a.png -n tiny.onnx --top 0", "--top")]
    [InlineData("map a.png -n tiny.onnx --top 2,5", "--top")]
    [InlineData("map a.png -n tiny.onnx --top 1 --class 1", "--class")]
    [InlineData("map a.png -n tiny.onnx --view sideways")]
    [InlineData("map a.png -n tiny.onnx --view 7", "--view")]
    [InlineData("map a.png -n tiny.onnx --method guess", "gradient or inputxgradient")]
    [InlineData("map a.png -n tiny.onnx --method gradcam --layer nowhere", "nowhere")]
    [InlineData("map a.png -n tiny.onnx --method rise --samples 0", "--samples")]
    [InlineData("box a.png -n tiny.onnx --tolerance 1", "--tolerance")]
    [InlineData("evaluate truth.csv -n tiny.onnx --method layercam --layer 99", "99")]
    [InlineData("sanity a.png -n tiny.onnx --method gradcam --layer nowhere", "nowhere")]
    [InlineData("sanity a.png -n tiny.onnx --step 0", "--step")]
    [InlineData("faithfulness a.png -n tiny.onnx --curve-step 0", "--curve-step")]
    [InlineData("faithfulness a.png -n tiny.onnx --view tencrop", "ten crops")]
    [InlineData("faithfulness a.png -n tiny.onnx --all-methods --method gradient", "--all-methods")]
    [InlineData("faithfulness a.png -n tiny.onnx --method legrad", "attention")]
    [InlineData("map a.png -n tiny.onnx --memory much", "--memory")]
    [InlineData("map a.png -n tiny.onnx --memory -1GB", "--memory")]
    [InlineData("map a.png -n tiny.onnx --memory 1e99", "--memory")]
    [InlineData("map a.png -n tiny.onnx --memory 2KB", "the limit is 1 MB")]
    [InlineData("evaluate truth.csv -n tiny.onnx --memory 0.5mb", "the limit is 1 MB")]
    [InlineData("map a.png -n tiny.onnx --class unicorn", "unicorn")]
    [InlineData("map a.png -n tiny.onnx --class 6", "0 to 5")]
    [InlineData("map a.png -n a.png", "a.png")]
    [InlineData("map a.png -n nowhere.onnx", "nowhere.onnx")]
    [InlineData("map a.png -n tiny.onnx --out a.png", "a.png")]
    [InlineData("map [z-a].png -n tiny.onnx", "[z-a].png")]
    [InlineData("box a.png -n tiny.onnx --foreground-quantile NaN", "--foreground-quantile")]
    [InlineData("box a.png -n tiny.onnx --foreground-quantile 0.2", "--background-quantile")]
    [InlineData("class-image -n tiny.onnx --out x", "--class")]
    [InlineData("class-image -n tiny.onnx --class 1", "--out")]
    [InlineData("class-image -n tiny.onnx --class *thing --out x.png", "x.png")]
    [InlineData("class-image -n tiny.onnx --class 1 --layer 1 --channel 0 --out x", "--layer")]
    [InlineData("class-image -n tiny.onnx --layer 1 --out x", "--channel")]
    [InlineData("class-image -n tiny.onnx --class 1 --position 0,0 --out x", "--position")]
    [InlineData("class-image -n tiny.onnx --layer nowhere --channel 0 --out x", "nowhere")]
    [InlineData("class-image -n tiny.onnx --layer 1 --channel 9999 --out x", "channels 0 to")]
    [InlineData("class-image -n tiny.onnx --layer 1 --channel 0 --position 3 --out x", "--position")]
    [InlineData("class-image -n tiny.onnx --layer 1 --channel 0 --position 0,9999 --out x", "positions 0,0 to")]
    [InlineData("class-image -n tiny.onnx --class 1 --preset oil --out x", "plain or natural")]
    [InlineData("class-image -n tiny.onnx --class 1 --sheet x.tiff --out x", "x.tiff")]
    [InlineData("report a.png -n tiny.onnx", "--out")]
    [InlineData("report a.png -n tiny.onnx --out x.html --image-side 3", "--image-side")]
    [InlineData("network show nowhere", "nowhere")]
    [InlineData("network import nowhere.onnx", "nowhere.onnx")]
    [InlineData("network import a.png", "a.png")]
    [InlineData("network import tiny.onnx --name a/b", "a/b")]
    [InlineData("network import tiny.onnx --name SCENES --force", "built-in")]
    [InlineData("network remove nowhere", "nowhere")]
    [InlineData("network remove scenes", "built-in")]
    [InlineData("evaluate nowhere.csv -n tiny.onnx", "nowhere.csv")]
    public void Bad_usage_is_one_line_and_2(string line, string mentions = "")
    {
        _bench.Image("a.png");
        File.WriteAllText(_bench["truth.csv"], "path,classIndex,x,y,width,height\na.png,1,0,0,5,5\n");
        var files = new[] { "a.png", "tiny.onnx", "x.png", "[z-a].png", "truth.csv" };
        var result = _bench.Run([.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => files.Contains(word) ? _bench[word] : word)]);
        Assert.Equal((2, ""), (result.Code, result.Out));
        Assert.StartsWith("saliency: ", result.Error);
        Assert.Single(result.Error.Trim().Split('\n'));
        Assert.Contains(mentions, result.Error);
    }

    [Theory]
    [InlineData("", "class-image")]
    [InlineData("network", "import")]
    public void Where_a_command_is_missing_the_commands_are_listed(string line, string command)
    {
        var result = _bench.Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal((2, ""), (result.Code, result.Out));
        Assert.Contains($"  {command} ", result.Error);
        Assert.DoesNotContain("Required command", result.Error);
    }

    [Theory]
    [InlineData("map")]
    [InlineData("box")]
    [InlineData("class-image")]
    [InlineData("evaluate")]
    [InlineData("report")]
    [InlineData("network")]
    public void Help_ends_with_examples(string command)
    {
        var result = _bench.Run(command, "--help");
        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.Contains("Examples:", result.Out);
        Assert.Contains($"saliency {command} ", result.Out[result.Out.IndexOf("Examples:", StringComparison.Ordinal)..]);
    }

    [Fact]
    public void A_name_that_begins_with_an_at_sign_is_a_name()
    {
        var result = _bench.Run("map", "@list", "-n", _bench.Network);
        Assert.Equal("saliency: @list: no such file or folder", result.Error.TrimEnd());
    }
}
