using SaliencyPS.Tests.HouseRules;
using Xunit;

namespace SaliencyPS.Tests;

/// <summary>The commands by which README.md installs for good, run in an empty home; what they install finds a lamp.</summary>
[Trait("Speed", "Slow")]
public sealed class InstallTests : IDisposable
{
    private const string Image = "examples/images/lamp-038.jpg";

    private static readonly string[] Readme = File.ReadAllLines(Path.Combine(Repository.Root, "README.md"));

    private readonly PowerShellHome _home = new();

    private string Packages => Path.Combine(_home.Root, "packages");

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task TheProgramIsATool()
    {
        var tools = Path.Combine(_home.Root, "tools");
        // It was built beside these tests, which lie in bin/Release/net10.0, or Debug.
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        await Run(_ => { }, [.. Words("dotnet pack", ("Release", [configuration])), "--no-build", "--output", Packages]);
        await Run(_home.Apply, Words("dotnet tool install", ("--global", ["--tool-path", tools]), ("artifacts", [Packages])));
        var found = await Run(_home.Apply, Path.Combine(tools, "saliency"), "box", Image, "--top", "1", "--json");
        Assert.Contains("\"label\":\"lamp\"", found);

        static string[] Words(string start, params (string Old, string[] New)[] changes) =>
            [PowerShellProcess.Dotnet, .. Line(start).Split(' ').Skip(1)
                .SelectMany(word => changes.FirstOrDefault(change => change.Old == word).New ?? [word])];

        static async Task<string> Run(Action<IDictionary<string, string?>> environment, params string[] command)
        {
            var (code, text) = await PowerShellProcess.RunAsync(command, environment);
            Assert.True(code == 0, text);
            return text;
        }
    }

    [Fact]
    public Task TheModuleIsAPackage() => FindsTheLamp(
        $"$null = {Line("./build/New-ModulePackage.ps1")} -Destination '{Packages}'",
        Line("Register-PSResourceRepository").Replace("./artifacts", $"'{Packages}'"),
        Line("Install-PSResource"));

    [Fact]
    public Task TheModuleIsAFolder() => FindsTheLamp(Line("Copy-Item module"));

    private static string Line(string start) => Readme.Single(line => line.StartsWith(start, StringComparison.Ordinal));

    // Nothing is imported: what is installed is there.
    private async Task FindsTheLamp(params string[] installation)
    {
        string[] lines = ["$ErrorActionPreference = 'Stop'", .. installation,
            $"(Get-ChildItem {Image} | Get-ClassSaliency -Top 1 | Find-ObjectBox).Label", "(Get-Module SaliencyPS).ModuleBase"];
        var (code, text) = await PowerShellProcess.RunAsync(_home, "-Command", string.Join('\n', lines));
        Assert.True(code == 0, text);
        Assert.Equal("lamp", text.Split('\n')[0].Trim());
        Assert.StartsWith(_home.Modules, text.Split('\n')[1]);
    }
}
