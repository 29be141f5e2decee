using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace SaliencyPS.Tests;

/// <summary>Runs tests/Pester in a real PowerShell, where there is one, against the module as built.</summary>
[Trait("Speed", "Slow")]
public sealed class PesterSuite(ITestOutputHelper output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>
    /// As the machine is, and where a comma separates decimals and the capital of i is not I; there without what takes long and
    /// has nothing to do with letters and numbers.
    /// </summary>
    [Theory, InlineData(""), InlineData("de-DE"), InlineData("tr-TR")]
    public async Task PassesInPowerShell(string culture)
    {
        var shell = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh"))
            .FirstOrDefault(File.Exists);
        Assert.SkipWhen(shell is null, "Pester suite skipped: no pwsh on PATH.");
        var (_, found) = await Run(shell!, "-Command",
            "(Get-Module Pester -ListAvailable).Where{ $_.Version -ge '5.0' }.Count -gt 0 -and $PSVersionTable.PSVersion -ge "
                + "'7.6'");
        Assert.SkipUnless(found.Trim() == "True", "Pester suite skipped: it needs PowerShell 7.6 and Pester 5.");
        var (_, separator) = await Run(shell!, "-Command",
            $"[cultureinfo]::GetCultureInfo('{culture}').NumberFormat.NumberDecimalSeparator");
        Assert.SkipUnless(culture == "" || separator.Trim() == ",",
            $"Pester suite under {culture} skipped: there is no culture data (ICU) on this machine.");

        var (code, text) = await Run(shell!, ["-File", Path.Combine(Samples.Repository, "tests", "Pester", "Invoke-Suite.ps1"),
            .. culture == "" ? [] : new[] { culture }]);
        Assert.True(code == 0, $"pwsh ended with {code}:\n{text}");
        var result = JsonSerializer.Deserialize<Result>(text.TrimEnd().Split('\n')[^1])!;
        output.WriteLine(
            $"Pester suite{(culture == "" ? "" : $" under {culture}")}: {result.Passed} passed, {result.Failed} failed, "
                + $"{result.Skipped} skipped ({result.Version}).");
        foreach (var reason in result.Reasons) output.WriteLine(reason);
        Assert.True(result.Failed == 0 && result.Failures.Length == 0, string.Join('\n', result.Failures));
        Assert.True(result.Passed > 0, $"No Pester test ran:\n{text}");
    }

    private static async Task<(int Code, string Text)> Run(string shell, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(shell, ["-NoProfile", "-NonInteractive", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            var (standard, error) = (process.StandardOutput.ReadToEndAsync(limit.Token),
                process.StandardError.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await error + await standard);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private sealed record Result(string Version, int Passed, int Failed, int Skipped, string[] Failures, string[] Reasons);
}
