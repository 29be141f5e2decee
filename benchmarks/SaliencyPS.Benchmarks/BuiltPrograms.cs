using System.Diagnostics;

namespace SaliencyPS.Benchmarks;

/// <summary>The programs of the repository as the build leaves them.</summary>
internal static class BuiltPrograms
{
    /// <summary>The command line program, in the configuration that the benchmark itself was built in.</summary>
    public static ProcessStartInfo Cli(params IEnumerable<string> arguments)
    {
        var output = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)); // …/Release/net10.0
        var program = Path.Combine(Repository.Root, "src", "SaliencyPS.Cli", "bin",
            output.Parent!.Name, output.Name, "saliency.dll");
        return new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [program, .. arguments]);
    }

    /// <summary>PowerShell with a command.</summary>
    public static ProcessStartInfo PowerShell(string command) =>
        new("pwsh", ["-NoProfile", "-NonInteractive", "-Command", command]);

    /// <summary>The PowerShell module.</summary>
    public static string Module => Path.Combine(Repository.Root, "module", "SaliencyPS.psd1");
}
