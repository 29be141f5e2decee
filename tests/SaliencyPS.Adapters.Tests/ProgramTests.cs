using System.Diagnostics;
using System.Text.Json;
using SaliencyPS.Adapters;
using SaliencyPS.Hosting;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Results;
using Xunit;

namespace SaliencyPS.Tests.Adapters;

/// <summary>The program from an image to a box, with libraries in place of what is in the box.</summary>
public sealed class ProgramTests(Libraries libraries)
{
    [Theory]
    [InlineData("lossless.webp", "ImageSharp"), InlineData("adobe_deflate.tif", "ImageSharp")]
    [InlineData("lossless.heic", "Magick")]
    public async Task A_box_is_found_in_what_a_library_reads(string file, string codec)
    {
        libraries.Load<ICodecAdapter>(codec);
        libraries.Load<ISegmenterAdapter>("OpenCV");
        var (code, lines, errors) = await Run([], "box", Images.PathOf(file), "--top", "2", "--json",
            "--codec", codec.ToLowerInvariant(), "--segmenter", "opencv");
        Assert.True(code == 0, errors);
        Assert.Equal(2, lines.Length);
        Assert.All(lines, line => Assert.Contains("Segmenter=OpenCV", line.GetProperty("localization").GetString()));
        // The image that it was made of gives the same.
        var original = Images.PathOf($"{file}.png");
        (_, var expected, _) = await Run([], "box", original, "--top", "2", "--json", "--segmenter", "opencv");
        Assert.Equal(Boxes(expected), Boxes(lines));
    }

    [Fact]
    public async Task Folders_are_searched_for_what_is_asked_for()
    {
        libraries.Load<ICodecAdapter>("ImageSharp");
        libraries.Load<ICodecAdapter>("Magick");
        var folder = Path.GetDirectoryName(Images.PathOf("lossless.webp"))!;
        var (_, lines, errors) = await Run([], "map", folder, "--top", "1", "--no-map", "--json");
        Assert.All(lines, line => Assert.EndsWith(".png", line.GetProperty("path").GetString()));
        Assert.Contains("(the codec ImageSharp reads them)", errors);
        (_, lines, errors) = await Run([(OptionalCodecs.Variable, "imagesharp, Magick")], "map", folder, "--top", "1", "--no-map",
            "--json");
        string[] all = [.. OptionalCodecs.All.SelectMany(adapter => adapter.Formats!.Values).SelectMany(one => one)];
        Assert.Equal(Images.WithExtensions([.. all, ".png"]).Except(["animated.webp", "cmyk.tif", "preview.tif"]),
            lines.Select(line => Path.GetFileName(line.GetProperty("path").GetString()!)));
        Assert.Equal(3, errors.Split('\n').Count(line => line.Length > 0 && !line.StartsWith("saliency: note: ")));
    }

    /// <summary>Native libraries of another folder, such as those for GPUs; here the ones that were installed, or none.</summary>
    [Fact]
    public async Task Native_libraries_of_another_folder_come_first()
    {
        libraries.Load<IEngineAdapter>("OnnxRuntime");
        var installed = AdapterStore.Default.FolderOf(AdapterCatalog.Find("OnnxRuntime"));
        var folder = Directory.CreateTempSubdirectory("saliency-natives-").FullName;
        Assert.Contains("SALIENCYPS_ONNXRUNTIME names a folder without ONNX Runtime", await Reason());
        foreach (var file in Directory.GetFiles(installed, "*onnxruntime.*"))
            File.WriteAllText(Path.Combine(folder, Path.GetFileName(file)), "no library");
        Assert.Contains(folder, await Reason());
        foreach (var file in Directory.GetFiles(folder)) File.Copy(Path.Combine(installed, Path.GetFileName(file)), file, true);
        Assert.Null(await Reason());
        Directory.Delete(folder, recursive: true);

        async Task<string?> Reason()
        {
            var (code, lines, errors) = await Run([("SALIENCYPS_ONNXRUNTIME", folder)], "engine", "--json");
            Assert.True(code == 0, errors);
            return lines.First(line => line.GetProperty("name").GetString() == "OnnxRuntime").GetProperty("reason").GetString();
        }
    }

    [Fact]
    public async Task A_network_of_a_library_is_explained()
    {
        libraries.Load<IEngineAdapter>("OnnxRuntime");
        var (image, network) = (Images.PathOf("rgb.ppm.png"), Images.PathOf("strange.onnx"));
        string[] command = ["map", image, "--network", network, "--top", "1", "--method", "occlusion", "--json"];
        var (code, _, errors) = await Run([], command);
        Assert.Equal((2, true), (code, errors.Contains("Shrink")));
        (code, var lines, errors) = await Run([], [.. command, "--engine", "auto"]);
        Assert.True(code == 0, errors);
        Assert.Contains("OnnxRuntime reads it, forward only", errors);
        Assert.Contains("It runs on OnnxRuntime", errors);
        Assert.Single(lines);
        (code, _, errors) = await Run([], "map", image, "--network", network, "--engine", "onnxruntime");
        Assert.Equal((2, true), (code, errors.Contains("forward only")));
    }

    [Fact]
    public async Task Onnx_runtime_keeps_no_reports_of_its_use()
    {
        libraries.Load<IEngineAdapter>("OnnxRuntime");
        var home = Directory.CreateTempSubdirectory("saliency");
        try
        {
            var (code, _, errors) = await Run([("HOME", home.FullName), ("XDG_CACHE_HOME", "")], "map",
                Images.PathOf("rgb.ppm.png"), "--network", Images.PathOf("strange.onnx"), "--top", "1",
                "--method", "occlusion", "--json", "--engine", "onnxruntime");
            Assert.True(code == 0, errors);
            Assert.Empty(home.EnumerateFiles("*", SearchOption.AllDirectories));
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }

    [Fact]
    public void An_image_is_read_again_as_it_was_read_before()
    {
        libraries.Load<ICodecAdapter>("ImageSharp");
        var path = Images.PathOf("lossless.webp");
        var again = new SourceImage(codecs: [OptionalCodec.ImageSharp]).Get(path, null, null, CancellationToken.None);
        Assert.Equal(0, Images.MaximumDifference(Images.Expected("lossless.webp"), again));
        Assert.Throws<ImageFormatException>(() => new SourceImage().Get(path, null, null, CancellationToken.None));
    }

    private static string[] Boxes(JsonElement[] lines) => [.. lines.Select(line => string.Join(' ',
        ((string[])["label", "x", "y", "width", "height", "maskArea"]).Select(name => line.GetProperty(name))))];

    private static async Task<(int Code, JsonElement[] Lines, string Errors)> Run(
        (string Name, string Value)[] environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "saliency.dll"), .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, [.. (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonElement.Parse(line))], await errors);
    }
}
