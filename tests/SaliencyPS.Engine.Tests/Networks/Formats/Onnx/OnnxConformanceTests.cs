using System.IO.Compression;
using SaliencyPS.Networks.Store;
using SaliencyPS.Threads;
using Xunit;

namespace SaliencyPS.Tests.Networks.Formats.Onnx;

/// <summary>What graphs compute here, against OnnxRuntime on the same bytes.</summary>
public sealed class OnnxConformanceTests(ITestOutputHelper output)
{
    private const double MaximumError = 1e-5;

    public static TheoryData<int, string> Cases => [.. OnnxCases.All.Select((one, i) => (i, one.Operator))];

    public static TheoryData<int, string> Graphs => [.. OnnxPeerGraphs.All.Select((one, i) => (i, one.Name))];

    [Theory, MemberData(nameof(Cases))]
    public void Cases_agree(int index, string type)
    {
        var one = OnnxCases.All[index];
        output.WriteLine(type);
        Compare(one.Graph(), one.Input);
    }

    [Fact]
    public void A_transformer_agrees() => Compare(OnnxCases.Transformer, Values(3 * 64, 1));

    [Theory, MemberData(nameof(Graphs))]
    public void Graphs_agree(int index, string name)
    {
        var (_, graph) = OnnxPeerGraphs.All[index];
        output.WriteLine(name);
        var writer = graph();
        Compare(writer, Values((int)writer.InputSizes.Aggregate((a, b) => a * b), index));
    }

    [Fact, Trait("Speed", "Slow")]
    public void Small_exports_agree() => CompareAll(SharedData.Path("exports"));

    [Fact, Trait("Speed", "Slow")]
    public void Large_exports_agree() => SharedData.WithLargeExports(CompareAll);

    // Files of 16-bit floats are left out: they are computed in 32 bits here, and in 16 there.
    [Theory, Trait("Speed", "Slow")]
    [InlineData("timm_test_resnet")]
    [InlineData("timm_test_vit")]
    [InlineData("timm_test_convnext")]
    public void Variants_agree(string name)
    {
        using var numbers = ZipFile.OpenRead(SharedData.Path("exports", "variants", $"variants_{name}.npz"));
        var input = SharedData.Numbers(numbers, "input");
        var errors = Directory.GetFiles(SharedData.Path("exports", "variants"), $"{name}.*.onnx")
            .Where(path => !path.Contains("half") && !path.Contains("float16") && !path.Contains("qdq"))
            .ToDictionary(path => Path.GetFileName(path), path => ErrorOf(path, input));
        Judge(errors);
    }

    // A sum near the middle between two steps is rounded to either, by its last bit, and what follows differs by a whole step.
    // OnnxRuntime computes here without optimizations, as the file says; with them its own scores move by 3.5e-2.
    [Theory, Trait("Speed", "Slow")]
    [InlineData("timm_test_resnet")]
    [InlineData("timm_test_vit")]
    public void Quantized_networks_agree(string name)
    {
        using var numbers = ZipFile.OpenRead(SharedData.Path("exports", "variants", $"variants_{name}.npz"));
        var error = ErrorOf(SharedData.Path("exports", "variants", $"{name}.qdq.onnx"), SharedData.Numbers(numbers, "input"));
        output.WriteLine($"{error:E1}");
        Assert.InRange(error, 0, 1e-2);
    }

    private void CompareAll(string folder) => Judge(File.ReadAllLines(Path.Combine(folder, "index.csv")).Skip(1)
        .Select(line => line.Split(',')).Where(cells => File.Exists(Path.Combine(folder, cells[0])))
        .ToDictionary(cells => cells[0], cells =>
            ErrorOf(Path.Combine(folder, cells[0]), SharedData.Numbers(Path.Combine(folder, $"{cells[1]}.input.npy")))));

    private void Judge(Dictionary<string, double> errors)
    {
        foreach (var (file, error) in errors) output.WriteLine($"{file}: {error:E1}");
        Assert.All(errors.Values, error => Assert.InRange(error, 0, MaximumError));
    }

    private static double ErrorOf(string path, float[] input)
    {
        var executor = TestExecutor.Fast(NetworkReader.Read(path), 1, 0);
        input.CopyTo(executor.Input.Span);
        var side = (long)Math.Sqrt(input.Length / 3);
        return Error(PeerRuntime.Run(path, input, 1, 3, side, side), executor.Forward(new Parallelism(2)).Span);
    }

    private void Compare(OnnxWriter writer, float[] input)
    {
        writer.Output = null;
        // The sign keeps a closing soft-max, which would be dropped.
        writer.Node("Neg", "neg-the-end", "^").Node("Flatten", "flatten-the-end", "^", ("axis", 0));
        var executor = TestExecutor.Fast(writer.Read(), 1, 0);
        input.CopyTo(executor.Input.Span);
        var error = Error(PeerRuntime.Run(writer.ToArray(), input, [1, .. writer.InputSizes]), executor.Forward().Span);
        output.WriteLine($"{error:E1}");
        Assert.True(error < MaximumError, $"They differ by {error:E1} of the largest.");
    }

    // The largest difference, by the largest value.
    private static double Error(float[] expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        double difference = 0, largest = 1e-3;
        for (var i = 0; i < expected.Length; i++)
            (difference, largest) = (Math.Max(difference, Math.Abs((double)expected[i] - actual[i])),
                Math.Max(largest, Math.Abs(expected[i])));
        return difference / largest;
    }

    private static float[] Values(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() * 4 - 2)];
    }
}
