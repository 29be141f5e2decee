using System.Diagnostics;
using System.Runtime.InteropServices;
using SaliencyPS.Tests.HouseRules;
using Xunit;

namespace SaliencyPS.Tests;

/// <summary>
/// Starts the PowerShell that the tests run in: the .NET tool that .config/dotnet-tools.json pins, or the one that
/// <see cref="Variable"/> names.
/// </summary>
internal static class PowerShellProcess
{
    /// <summary>An installed PowerShell to take in place of the tool: its file, or its name on PATH.</summary>
    public const string Variable = "SALIENCYPS_PWSH";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    // The one that runs the tests: its root is three folders above the libraries of its runtime.
    private static readonly string DotnetRoot =
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    private static readonly Lazy<Task<string[]>> Command = new(FindAsync);

    /// <summary>The dotnet program that runs the tests.</summary>
    public static string Dotnet { get; } = Path.Combine(DotnetRoot, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");

    /// <summary>Runs PowerShell in a home of its own.</summary>
    /// <returns>The exit code, and standard error and standard output.</returns>
    public static async Task<(int Code, string Text)> RunAsync(PowerShellHome home, params string[] arguments) =>
        await RunAsync(await CommandAsync(arguments), home.Apply);

    /// <summary>Starts PowerShell in a home of its own, without anything on its standard input.</summary>
    public static async Task<Process> StartAsync(PowerShellHome home, params string[] arguments) =>
        Start(await CommandAsync(arguments), home.Apply);

    /// <summary>Runs a program in the repository's root, without anything on its standard input.</summary>
    /// <returns>The exit code, and standard error and standard output.</returns>
    public static async Task<(int Code, string Text)> RunAsync(string[] command, Action<IDictionary<string, string?>> environment)
    {
        using var process = Start(command, environment);
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

    private static async Task<string[]> CommandAsync(string[] arguments) =>
        [.. await Command.Value, "-NoProfile", "-NonInteractive", .. arguments];

    private static Process Start(string[] command, Action<IDictionary<string, string?>> environment)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Root,
        };
        // For programs of .NET that are started by files of their own, where .NET is not installed in the usual place.
        start.Environment["DOTNET_ROOT"] = DotnetRoot;
        environment(start.Environment);
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    private static async Task<string[]> FindAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } chosen) return [chosen];
        var (code, text) = await RunAsync([Dotnet, "tool", "restore"], _ => { });
        Assert.True(code == 0, $"""
            PowerShell, which these tests run in, cannot be restored. Let 'dotnet tool restore' reach a package source that has
            the tool of .config/dotnet-tools.json, or set {Variable} to an installed pwsh 7.6. It said:
            {text}
            """);
        (code, text) = await RunAsync([Dotnet, "tool", "run", "pwsh", "--", "-NoProfile", "-Command", "$PSHOME"], _ => { });
        Assert.True(code == 0, $"PowerShell was restored but does not start:\n{text}");
        return [Dotnet, Path.Combine(text.Trim(), "pwsh.dll")];
    }
}
