using System.IO.Compression;
using SaliencyPS.Networks.Store;
using SaliencyPS.Threads;
using Xunit;

namespace SaliencyPS.Tests.Networks.Formats.Onnx;

/// <summary>Classifiers as exporters write them today, against the logits and input gradients of PyTorch.</summary>
[Trait("Speed", "Slow")]
public sealed class ExportTests(ITestOutputHelper output)
{
    [Fact]
    public void Small_exports_agree_with_PyTorch() => Compare(SharedData.Path("exports"));

    [Fact]
    public void Large_exports_agree_with_PyTorch() => SharedData.WithLargeExports(Compare);

    // One network written in several operator sets, with a dynamic batch, in 16-bit floats.
    [Theory]
    [InlineData("timm_test_resnet", 0.2)]
    [InlineData("timm_test_vit", 0.02)]
    [InlineData("timm_test_convnext", 0.02)]
    public void Variants_give_the_same_scores(string name, double halfGradientError)
    {
        using var expected = ZipFile.OpenRead(SharedData.Path("exports", "variants", $"variants_{name}.npz"));
        foreach (var path in Directory.GetFiles(SharedData.Path("exports", "variants"), $"{name}.*.onnx")
            .Where(path => !path.Contains("qdq")))
        {
            var isHalf = path.Contains("half") || path.Contains("float16");
            var (logits, gradient) = Errors(path, SharedData.Numbers(expected, "input"), SharedData.Numbers(expected, "logits"),
                SharedData.Numbers(expected, "gradient"));
            output.WriteLine($"{Path.GetFileName(path)}: logits {logits:E1}, gradient {gradient:E1}");
            Assert.True(logits < (isHalf ? 0.01 : 1e-5), $"{path}: logits {logits:E1}");
            Assert.True(gradient < (isHalf ? halfGradientError : 1e-4), $"{path}: gradient {gradient:E1}");
        }
    }

    // Where activations are rounded to 256 values, one rounding that falls the other way is a difference of half a percent, and
    // OnnxRuntime's own results differ by 4 % between its levels of optimization.
    [Theory]
    [InlineData("timm_test_resnet")]
    [InlineData("timm_test_vit")]
    public void Quantized_networks_are_within_what_one_rounding_makes(string name)
    {
        using var expected = ZipFile.OpenRead(SharedData.Path("exports", "variants", $"{name}.qdq.npz"));
        var (logits, _) = Errors(SharedData.Path("exports", "variants", $"{name}.qdq.onnx"),
            SharedData.Numbers(expected, "input"), SharedData.Numbers(expected, "logits"), null);
        output.WriteLine($"{name}: logits {logits:E1}");
        Assert.True(logits < 0.05, $"logits {logits:E1}");
    }

    private void Compare(string folder)
    {
        var lines = File.ReadAllLines(Path.Combine(folder, "index.csv"));
        var failed = new List<string>();
        foreach (var cells in lines.Skip(1).Select(line => line.Split(','))
            .Where(cells => File.Exists(Path.Combine(folder, cells[0]))))
        {
            float[] Numbers(string what) => SharedData.Numbers(Path.Combine(folder, $"{cells[1]}.{what}.npy"));
            var (logits, gradient) = Errors(Path.Combine(folder, cells[0]), Numbers("input"),
                Numbers("logits"), Numbers("gradient"));
            output.WriteLine($"{cells[0]}: logits {logits:E1}, gradient {gradient:E1}");
            if (!(logits < 1e-5 && gradient < Math.Max(1e-4, 10 * SharedData.Number(cells[5])))) failed.Add(cells[0]);
        }

        Assert.True(failed.Count == 0, string.Join(", ", failed));
    }

    private static (double Logits, double Gradient) Errors(string path, float[] input, float[] logits, float[]? gradient)
    {
        var executor = TestExecutor.Fast(NetworkReader.Read(path));
        input.CopyTo(executor.Input.Span);
        var error = RelativeError.Of(executor.Forward(new Parallelism(2)).Span, logits);
        return (error, gradient is null ? double.NaN
            : RelativeError.Of(executor.Backward([Array.IndexOf(logits, logits.Max())], new Parallelism(2)).Span, gradient));
    }
}
