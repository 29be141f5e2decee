using System.Diagnostics;
using Xunit;

namespace SaliencyPS.Cli.Tests;

/// <summary>
/// The whole program with instruction sets switched off: machines with narrower vectors, or none, give the same bytes.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class InstructionSetTests
{
    // The built-in network on a committed scene: decoding, resizing, convolutions in both directions, pools, cut and box.
    private static readonly Lazy<string> Widest = new(() => Boxes(""));

    private static readonly Lazy<string> WidestMaps = new(() => Maps(""));

    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public void Boxes_do_not_depend_on_the_instruction_set(string switchedOff)
    {
        Assert.Contains("\"probability\"", Widest.Value);
        Assert.Equal(Widest.Value, Boxes(switchedOff));
    }

    // Noise, eigenvectors and shares on top of the passes.
    [Theory]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public void Maps_of_other_methods_do_not_depend_on_the_instruction_set(string switchedOff) =>
        Assert.Equal(WidestMaps.Value, Maps(switchedOff));

    private static string Maps(
        string switchedOff) => string.Concat(((string[])["smoothgrad", "eigencam", "layerrelevance"]).Select(method =>
    {
        using var bench = new Workbench();
        var lines = Run(switchedOff, "map", "airplane-000.jpg", "--top", "1", "--method", method, "--samples", "2", "--json",
            "--out", bench["out"], "--kind", "heatmap");
        return lines + string.Concat(Directory.GetFiles(bench["out"]).Order(StringComparer.Ordinal)
            .Select(file => Convert.ToHexString(File.ReadAllBytes(file))));
    }));

    // Matrix products, colors, the curve, bilinear views and Adam, all of them in floats.
    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public void Class_model_images_do_not_depend_on_the_instruction_set(string switchedOff) =>
        Assert.Equal(Image(""), Image(switchedOff));

    private static string Image(string switchedOff)
    {
        using var bench = new Workbench();
        var file = bench["x.png"];
        var line = Run(switchedOff, "class-image", "--class", "0", "--preset", "natural", "--blur", "0.05", "--iterations",
            "6", "--json", "--out", file);
        return Convert.ToHexString(File.ReadAllBytes(file)) + line[line.IndexOf("\"classIndex\"", StringComparison.Ordinal)..];
    }

    private static string Boxes(string switchedOff) => Run(switchedOff, "box", "airplane-000.jpg", "--top", "3", "--json");

    private static string Run(string switchedOff, params string[] arguments)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "SaliencyPS.sln"))) root = root.Parent!;
        var program = new ProcessStartInfo("dotnet", [typeof(SaliencyProgram).Assembly.Location, .. arguments])
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
