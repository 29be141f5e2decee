using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace SaliencyPS.Tests;

/// <summary>Runs tests/Pester in a real PowerShell, where there is one, against the module as built.</summary>
public sealed class PesterSuite(ITestOutputHelper output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task PassesInPowerShell()
    {
        var shell = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "pwsh.exe" : "pwsh")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(shell is null, "Pester suite skipped: no pwsh on PATH.");
        var (_, found) = await Run(shell!, "-Command", "(Get-Module Pester -ListAvailable).Where{ $_.Version -ge '5.0' }.Count -gt 0 -and $PSVersionTable.PSVersion -ge '7.6'");
        Assert.SkipUnless(found.Trim() == "True", "Pester suite skipped: it needs PowerShell 7.6 and Pester 5.");

        var (code, text) = await Run(shell!, "-File", Path.Combine(Samples.Repository, "tests", "Pester", "Invoke-Suite.ps1"));
        Assert.True(code == 0, $"pwsh ended with {code}:\n{text}");
        var result = JsonSerializer.Deserialize<Result>(text.TrimEnd().Split('\n')[^1])!;
        output.WriteLine($"Pester suite: {result.Passed} passed, {result.Failed} failed, {result.Skipped} skipped ({result.Version}).");
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
            var (standard, error) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await error + await standard);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private sealed record Result(string Version, int Passed, int Failed, int Skipped, string[] Failures);
}
