using System.Text.Json;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Networks.Store;
using Xunit;

namespace SaliencyPS.Tests;

/// <summary>PowerShell, killed while cmdlets write: no file is half there under its name, and the next run goes on.</summary>
[Trait("Speed", "Slow")]
public sealed class KillTests : IDisposable
{
    private const string Ready = "ready", Writers = """
        $boxes | Export-SaliencyImage -Destination images -Force
        $boxes | Export-SaliencyContactSheet sheet.png
        $boxes | Export-SaliencyReport report.html
        Export-SaliencyNetwork $network explained.onnx -Method Gradient
        Import-SaliencyNetwork $network -Name mine -Force | Out-Null
        Export-SaliencyResult photos -Recurse -Top 1 -Network $network -Results scan -Resume -RetryFailed | Out-Null
        Merge-SaliencyResult scan list.jsonl
        Merge-SaliencyResult scan list.csv
        New-ClassModelImage red -Network $network -Iteration 5 -OutFile class.png | Out-Null
        """;

    private readonly PowerShellHome _home = new();

    public void Dispose() => _home.Dispose();

    /// <summary>At random moments; a long run is asked for by SALIENCYPS_KILLS=30.</summary>
    [Fact]
    public async Task Killed_at_any_moment_it_leaves_whole_files_only()
    {
        var (kills, random) = (int.Parse(Environment.GetEnvironmentVariable("SALIENCYPS_KILLS") ?? "2"), new Random(1));
        var image = new RgbImage(64, 48);
        for (var i = 0; i < 8; i++)
        {
            Directory.CreateDirectory(At("photos"));
            // A red square on grey noise: the network knows it.
            for (var pixel = 0; pixel < 64 * 48; pixel++)
            {
                var grey = (byte)(120 + random.Next(16));
                byte[] color = pixel % 64 is >= 20 and < 40 && pixel / 64 is >= 12 and < 32 ? [220, 20, 20] : [grey, grey, grey];
                color.CopyTo(image.Pixels, 3 * pixel);
            }

            File.WriteAllBytes(At($"photos/{i}.png"), ImageEncoder.Encode(image, ImageFormat.Png));
        }

        for (var i = 0; i < kills; i++)
        {
            // Each time the scan has something to do.
            File.SetLastWriteTimeUtc(At($"photos/{i % 8}.png"), DateTime.UtcNow.AddHours(i));
            using var process = await PowerShellProcess.StartAsync(_home, "-Command", $"{Begin}\nwhile ($true) {{ {Writers} }}");
            var said = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            if (said != Ready)
                Assert.Fail(said + await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
            await Task.Delay(random.Next(3000), TestContext.Current.CancellationToken);
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            AssertWhole($"kill {i}");
        }

        var (code, text) = await PowerShellProcess.RunAsync(_home, "-Command", $"{Begin}\n{Writers}");
        Assert.True(code == 0 && text.Trim() == Ready, text);
        AssertWhole("the end");
        Assert.Equal(8, File.ReadAllLines(At("list.jsonl")).Length);
    }

    private string Begin => $"""
        $ErrorActionPreference = 'Stop'
        Import-Module ./module/SaliencyPS.psd1
        $network = Convert-Path tests/Pester/fixtures/colors.onnx
        $env:SALIENCYPS_NETWORKS = '{At("store")}'
        Set-Location '{_home.Root}'
        $null = New-Item -ItemType Directory images -Force
        $boxes = Get-ClassSaliency photos/*.png -Network $network -Top 1 | Find-ObjectBox
        '{Ready}'
        """;

    private void AssertWhole(string moment)
    {
        foreach (var file in Files("*.png")) Assert.True(ImageDecoder.Read(file).Width > 0, $"{file}: {moment}");
        foreach (var file in Files("*.onnx")) Assert.True(NetworkReader.Read(file).ClassCount == 5, $"{file}: {moment}");
        foreach (var file in Files("report.html")) Assert.EndsWith("</html>", File.ReadAllText(file).TrimEnd());
        foreach (var file in Files("list.csv")) Assert.Equal(9, File.ReadAllLines(file).Length);
        foreach (var line in Files("list.jsonl").SelectMany(File.ReadAllLines)) _ = JsonElement.Parse(line);
        foreach (var file in Files("part-*.json")) _ = JsonElement.Parse(File.ReadAllText(file));

        string[] Files(string pattern) => [.. Directory.GetFiles(_home.Root, pattern, SearchOption.AllDirectories)
            .Where(file => !Path.GetFileName(file).StartsWith('.'))];
    }

    private string At(string name) => Path.Combine(_home.Root, name);
}
