using System.Text.Json;
using Xunit;

namespace SaliencyPS.Tests;

/// <summary>The cmdlets and the command line give the same results in the same order, for one network and for several.</summary>
[Trait("Speed", "Slow")]
public sealed class FacesTests : IDisposable
{
    private const string Images = "examples/images/lamp-038.jpg examples/images/teapot-021.jpg",
        Network = "tests/Pester/fixtures/colors.onnx";

    private readonly PowerShellHome _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("map IMAGES --network scenes --network NETWORK --top 2",
        "Get-ClassSaliency IMAGES -Network scenes, NETWORK -Top 2")]
    [InlineData("map IMAGES --network scenes --network NETWORK --class 1 --no-map",
        "Get-ClassSaliency IMAGES -Network scenes, NETWORK -Class 1 -NoMap")]
    [InlineData("box IMAGES --network scenes --network scenes --class lamp --class teapot --all-instances",
        "Get-ClassSaliency IMAGES -Network scenes, scenes -Class lamp, teapot | Find-ObjectBox -AllInstances")]
    [InlineData("neuron IMAGES --network scenes --network NETWORK --layer 1 --strongest 2",
        "Get-NeuronSaliency IMAGES 1 -Network scenes, NETWORK -Strongest 2")]
    [InlineData("sanity IMAGES --network scenes --network NETWORK --top 2 --step 4 --method smoothgrad --samples 2 --seed 7",
        "Measure-SaliencySanity IMAGES -Network scenes, NETWORK -Top 2 -Step 4 -Method SmoothGrad -SampleCount 2 -Seed 7")]
    [InlineData("faithfulness IMAGES --network scenes --network NETWORK --method gradient --method smoothgrad --samples 2 "
            + "--seed 7",
        "Measure-SaliencyFaithfulness IMAGES -Network scenes, NETWORK -Method Gradient, SmoothGrad -SampleCount 2 -Seed 7")]
    public async Task Agree(string program, string cmdlet)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var built = Path.Combine("src", "SaliencyPS.Cli", "bin", configuration, "net10.0", "saliency.dll");
        var told = await Run(PowerShellProcess.RunAsync([PowerShellProcess.Dotnet, built,
            .. program.Replace("IMAGES", Images).Replace("NETWORK", Network).Split(' '), "--json"], _home.Apply));
        var shown = await Run(PowerShellProcess.RunAsync(_home, "-Command",
            "Import-Module ./module/SaliencyPS.psd1; "
            + cmdlet.Replace("IMAGES", Images.Replace(" ", ", ")).Replace("NETWORK", Network)
            + " | ForEach-Object { ConvertTo-Json $_ -Depth 1 -Compress -EnumsAsStrings -WarningAction Ignore }"));
        Assert.Equal(told.Length, shown.Length);
        Assert.NotEmpty(told);
        foreach (var (line, result) in told.Zip(shown))
        {
            var properties = result.EnumerateObject().ToDictionary(p => p.Name, p => p.Value, StringComparer.OrdinalIgnoreCase);
            // What is an object in the results is flat, shorter or left out on the command line.
            foreach (var one in line.EnumerateObject()
                .Where(one => one.Name is not ("maximum" or "receptiveField" or "intervals")))
                Assert.Equal((one.Name, Plain(one.Value)), (one.Name, Plain(properties[one.Name])));
        }

        static object Plain(JsonElement value) =>
            value.ValueKind == JsonValueKind.Number ? value.GetDouble() : value.ToString();
    }

    private static async Task<JsonElement[]> Run(Task<(int Code, string Text)> process)
    {
        var (code, text) = await process;
        Assert.True(code == 0, text);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.StartsWith('{'))
            .Select(line => JsonElement.Parse(line))];
    }
}
