using System.ComponentModel;
using System.Diagnostics;
using SaliencyPS.Export;
using SaliencyPS.Networks.Store;
using Xunit;

namespace SaliencyPS.Tests.Export;

/// <summary>Written files before the checker of ONNX itself, of Debian's package python3-onnx, where it is.</summary>
[Trait("Speed", "Slow")]
public sealed class OnnxCheckerTests
{
    // Debian's own Python, which another one may hide.
    private static readonly string[] Pythons = ["/usr/bin/python3", "python3"];

    [Theory]
    [InlineData(SaliencyMethod.Gradient, false)]
    [InlineData(SaliencyMethod.LayerRelevance, true)]
    [InlineData(SaliencyMethod.ExcitationBackprop, false)]
    [InlineData(SaliencyMethod.GradCAM, true)]
    public void The_checker_finds_nothing(SaliencyMethod method, bool pixels)
    {
        var python = Pythons.FirstOrDefault(one => Run(one, "import onnx").Status == 0);
        Assert.SkipWhen(python is null, "Needs a Python with the package onnx (Debian's python3-onnx).");
        var folder = Directory.CreateTempSubdirectory("saliency");
        try
        {
            var path = Path.Combine(folder.FullName, "explained.onnx");
            var network = NetworkReader.Read(NetworkStore.Default.List().First(entry => entry.IsBuiltIn).Path);
            using (var file = File.Create(path))
                NetworkExport.Compose(network, new()
                {
                    Attribution = new() { Method = method }, PixelInput = pixels, Top = 2
                }).WriteTo(file);
            var (status, said) = Run(python!, $"import onnx; onnx.checker.check_model({Quoted(path)}, full_check=True)");
            Assert.True(status == 0, said);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Quoted(string text) => $"'{text.Replace("\\", "\\\\").Replace("'", "\\'")}'";

    private static (int Status, string Said) Run(string python, string program)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(python, ["-c", program])
            {
                RedirectStandardOutput = true, RedirectStandardError = true,
            })!;
            var said = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, said);
        }
        catch (Win32Exception)
        {
            return (-1, "");
        }
    }
}
