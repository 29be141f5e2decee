using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using SaliencyPS.Tests.HouseRules;
using Xunit;

namespace SaliencyPS.Tests;

/// <summary>
/// Runs tests/Pester in PowerShell against the module as built, under the oldest and the newest Pester that it is meant for.
/// </summary>
public sealed partial class PesterSuite(ITestOutputHelper output)
{
    private const string Oldest = "5.9.1", Newest = "6.2.0"; // The project file names their packages.

    [Fact]
    public Task PassesWithoutWhatTakesLong() => Run(Newest, "Fast");

    [Theory, InlineData(Newest, "Slow"), InlineData(Oldest, "All"), Trait("Speed", "Slow")]
    public Task Passes(string pester, string part) => Run(pester, part);

    /// <summary>Where a comma separates decimals, and where the capital of i is not I.</summary>
    [Theory, InlineData("de-DE"), InlineData("tr-TR"), Trait("Speed", "Slow")]
    public Task PassesInEachCulture(string culture)
    {
        Assert.SkipUnless(CultureInfo.GetCultureInfo(culture).NumberFormat.NumberDecimalSeparator == ",",
            $"There is no data about cultures (ICU) on this machine, so none about {culture}.");
        return Run(Newest, "Fast", culture);
    }

    private async Task Run(string pester, string part, string culture = "")
    {
        using var home = new PowerShellHome();
        InstallPester(home, pester);
        InstallAnotherSaliency(home);
        var (code, text) = await PowerShellProcess.RunAsync(home, "-File",
            Path.Combine(Repository.Root, "tests", "Pester", "Invoke-Suite.ps1"), "-PesterVersion", pester, "-Part", part,
            "-Culture", culture);
        Assert.True(code == 0, $"PowerShell ended with {code}:\n{text}");
        var result = JsonSerializer.Deserialize<Result>(text.TrimEnd().Split('\n')[^1])!;
        // A line that .ci/run looks for.
        output.WriteLine($"{result.Version}, {part} tests{(culture == "" ? "" : $" under {culture}")}: "
            + $"{result.Passed} passed, {result.Failed} failed, {result.Skipped} skipped");
        foreach (var reason in result.Reasons) output.WriteLine(reason);
        Assert.True(result.Failed == 0 && result.Failures.Length == 0, string.Join('\n', result.Failures));
        Assert.True(result.Passed > 0, $"No Pester test ran:\n{text}");
    }

    private static void InstallPester(PowerShellHome home, string version)
    {
        var packages = typeof(PesterSuite).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == "Packages").Value!;
        var source = Path.Combine(packages, "pester", version, "tools");
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(home.Modules, "Pester", version, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    // As where SaliencyPS has been installed before; whatever takes that in place of the one to be tested fails.
    private static void InstallAnotherSaliency(PowerShellHome home)
    {
        var folder = Directory.CreateDirectory(Path.Combine(home.Modules, "SaliencyPS", "99.0.0")).FullName;
        var commands = CommandName().Matches(File.ReadAllText(Path.Combine(Repository.Root, "module", "SaliencyPS.psd1")));
        File.WriteAllText(Path.Combine(folder, "SaliencyPS.psd1"),
            "@{ RootModule = 'SaliencyPS.psm1'; ModuleVersion = '99.0.0'; FunctionsToExport = "
                + $"{string.Join(", ", commands)} }}");
        File.WriteAllText(Path.Combine(folder, "SaliencyPS.psm1"),
            "throw 'This is the SaliencyPS that was installed before, not the one that is tested.'");
    }

    [GeneratedRegex(@"'\w+-\w+'")]
    private static partial Regex CommandName();

    private sealed record Result(string Version, int Passed, int Failed, int Skipped, string[] Failures, string[] Reasons);
}
