using System.Diagnostics;
using Xunit;

namespace SaliencyPS.Cli.Tests;

/// <summary>
/// The program in a process of its own, and what it writes of a committed scene with the built-in network: decoding, resizing,
/// convolutions in both directions, pools, cut and box; noise, eigenvectors and shares; matrix products, colors, views, Adam.
/// </summary>
/// <param name="native">The native program; null for the one that the tests were built with.</param>
/// <param name="switchedOff">A variable of the runtime that is 0, such as that of an instruction set; empty for none.</param>
internal sealed class WholeProgram(string? native = null, string switchedOff = "")
{
    /// <summary>Boxes of three classes, as lines of JSON.</summary>
    public string Boxes() => Run("box", "airplane-000.jpg", "--top", "3", "--json");

    /// <summary>Maps by methods of several kinds: lines of JSON, and the bytes of images.</summary>
    public string Maps() => string.Concat(((string[])["smoothgrad", "eigencam", "layerrelevance"]).Select(method =>
    {
        using var bench = new Workbench();
        var lines = Run("map", "airplane-000.jpg", "--top", "1", "--method", method, "--samples", "2", "--json",
            "--out", bench["out"], "--kind", "heatmap");
        return lines + string.Concat(Directory.GetFiles(bench["out"]).Order(StringComparer.Ordinal)
            .Select(file => Convert.ToHexString(File.ReadAllBytes(file))));
    }));

    /// <summary>A class model image: its bytes, and its line of JSON but for the file's name.</summary>
    public string ClassModelImage()
    {
        using var bench = new Workbench();
        var file = bench["x.png"];
        var line = Run("class-image", "--class", "0", "--preset", "natural", "--blur", "0.05", "--iterations", "6", "--json",
            "--out", file);
        return Convert.ToHexString(File.ReadAllBytes(file)) + line[line.IndexOf("\"classIndex\"", StringComparison.Ordinal)..];
    }

    /// <summary>Runs the program in the folder of the committed scenes, to its end without an error.</summary>
    /// <returns>Its standard output.</returns>
    public string Run(params string[] arguments)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "SaliencyPS.sln"))) root = root.Parent!;
        var program = new ProcessStartInfo(native ?? "dotnet",
            native is null ? [typeof(SaliencyProgram).Assembly.Location, .. arguments] : arguments)
        {
            WorkingDirectory = Path.Combine(root.FullName, "examples", "images"),
            RedirectStandardOutput = true,
        };
        if (switchedOff != "") program.Environment[switchedOff] = "0";
        using var process = Process.Start(program)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
