using System.Diagnostics;
using SaliencyPS.Export;
using SaliencyPS.Export.Maps;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Store;
using SaliencyPS.Results;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Views;
using SaliencyPS.Threads;
using Xunit;

namespace SaliencyPS.Tests.Export;

/// <summary>Real networks as ONNX files that explain, run by OnnxRuntime, against the engine's own maps.</summary>
[Trait("Speed", "Slow")]
public sealed class NetworkExportTests(ITestOutputHelper output)
{
    private const double MaximumError = 1e-4;

    private static readonly string[] RealNetworks =
        ["mobilenet_v1_0.5_160", "mobilenet_v1_0.75_192", "mobilenet_v2_1.0_224", "squeezenet1_0", "squeezenet1_1", "tiny_darknet"];

    public static TheoryData<string, SaliencyMethod> Real =>
    [
        .. from network in RealNetworks from method in SaliencyMaps.Methods select (network, method),
    ];

    [Theory, MemberData(nameof(Real))]
    public void Real_networks_explain_themselves(string name, SaliencyMethod method)
    {
        var network = NetworkReader.Read(SharedData.Path("networks", $"{name}.onnx"));
        Judge(name, Compare(network, new() { Method = method }, Photograph(network)));
    }

    [Fact]
    public void Small_exports_explain_themselves() => CompareAll(SharedData.Path("exports"));

    [Fact]
    public void Large_exports_explain_themselves() => SharedData.WithLargeExports(CompareAll);

    private void CompareAll(string folder)
    {
        var failed = new List<string>();
        foreach (var cells in File.ReadAllLines(Path.Combine(folder, "index.csv")).Skip(1).Select(line => line.Split(','))
            .Where(cells => File.Exists(Path.Combine(folder, cells[0]))))
        {
            var input = SharedData.Numbers(Path.Combine(folder, $"{cells[1]}.input.npy"));
            try
            {
                var network = NetworkReader.Read(Path.Combine(folder, cells[0]));
                var error = Compare(network, new(), input);
                output.WriteLine($"{cells[0]}: {error:E1}");
                if (!(error <= MaximumError)) failed.Add($"{cells[0]}: {error:E1}");
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                failed.Add($"{cells[0]}: {e.GetType().Name} {e.Message}");
            }
        }

        Assert.True(failed.Count == 0, string.Join("\n", failed));
    }

    private void Judge(string name, double error)
    {
        output.WriteLine($"{name}: {error:E1}");
        Assert.InRange(error, 0, MaximumError);
    }

    // Of the best class of one image; a batch of two and two classes give the same.
    private double Compare(Network network, AttributionOptions options, float[] input)
    {
        long[] sizes = [1, .. network.Input.Sizes.ToArray().Select(size => (long)size)];
        using var exported = new ExportedNetwork(network, new() { Attribution = options });
        using var plain = new ExportedNetwork(network, new() { NoSaliency = true });
        var expected = new EngineMaps(network, options, input);
        plain.Run(input, sizes);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 3; i++) plain.Run(input, sizes);
        var alone = watch.ElapsedMilliseconds / 3.0;
        var actual = exported.Run(input, sizes);
        watch.Restart();
        for (var i = 0; i < 3; i++) exported.Run(input, sizes);
        output.WriteLine($"scores alone {alone:F1} ms, with map {watch.ElapsedMilliseconds / 3.0:F1} ms, ratio {watch.ElapsedMilliseconds / 3.0 / alone:F2}; "
            + $"file {exported.File.Length}, plain {plain.File.Length}, original {(network.Path is { } p ? new FileInfo(p).Length : 0)}");
        var error = RelativeError.Of(actual.Scores, expected.Scores);
        Assert.True(error < 1e-4, $"scores {error:E1}");
        return RelativeError.Of(actual.Maps, expected.Map((int)actual.Classes[0]));
    }

    private static float[] Photograph(Network network)
    {
        var path = SharedData.Path("photos224", "ILSVRC2012_val_00000293.jpg");
        var image = ImageDecoder.Read(path);
        var plan = ViewPlan.For(SaliencyView.Whole, network, image.Width, image.Height);
        var input = new float[network.Input.Length];
        plan.Fill(plan.Resize(image, Parallelism.Single), 0, network.Preprocessing, input);
        return input;
    }
}
