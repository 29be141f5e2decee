using System.Diagnostics;
using System.Runtime.InteropServices;

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
        return DotNet(program, arguments);
    }

    /// <summary>The native command line program, as <c>dotnet publish -r</c> leaves it; null where it was not made.</summary>
    public static ProcessStartInfo? Native(params IEnumerable<string> arguments)
    {
        var name = OperatingSystem.IsWindows() ? "saliency.exe" : "saliency";
        var folder = Path.GetDirectoryName(Cli().ArgumentList[0])!;
        var program = Path.Combine(folder, RuntimeInformation.RuntimeIdentifier, "publish", name);
        return File.Exists(program) ? new ProcessStartInfo(program, arguments) : null;
    }

    /// <summary>This program.</summary>
    public static ProcessStartInfo Benchmark(params IEnumerable<string> arguments) =>
        DotNet(typeof(BuiltPrograms).Assembly.Location, arguments);

    /// <summary>PowerShell with a command.</summary>
    public static ProcessStartInfo PowerShell(string command) =>
        new("pwsh", ["-NoProfile", "-NonInteractive", "-Command", command]);

    /// <summary>The PowerShell module.</summary>
    public static string Module => Path.Combine(Repository.Root, "module", "SaliencyPS.psd1");

    private static ProcessStartInfo DotNet(string program, IEnumerable<string> arguments) =>
        new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [program, .. arguments]);
}
