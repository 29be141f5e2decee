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

/// <summary>
/// Real networks as ONNX files that explain, run by OnnxRuntime, against the engine's own maps. A rectifier within rounding of
/// its kink, or a tie of a pool, may be decided otherwise there, and changes a map by a percent: a few of many images may differ.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class NetworkExportTests(ITestOutputHelper output)
{
    private const double MaximumError = 1e-4, OpenDecision = 0.05;

    private static readonly string[] RealNetworks =
        ["mobilenet_v1_0.5_160", "mobilenet_v1_0.75_192", "mobilenet_v2_1.0_224", "squeezenet1_0", "squeezenet1_1", "tiny_darknet"];

    public static TheoryData<string, SaliencyMethod> Real =>
        [.. from network in RealNetworks from method in SaliencyMaps.Methods select (network, method)];

    [Theory, MemberData(nameof(Real))]
    public void Real_networks_explain_themselves(string name, SaliencyMethod method)
    {
        var network = NetworkReader.Read(SharedData.Path("networks", $"{name}.onnx"));
        Judge(name, Errors(network, new() { Method = method }, Directory.GetFiles(SharedData.Path("photos224"), "*.jpg")
            .Order(StringComparer.Ordinal).Take(5).Select(path => Input(network, path))));
    }

    [Fact]
    public void Small_exports_explain_themselves() => CompareAll(SharedData.Path("exports"));

    [Fact]
    public void Large_exports_explain_themselves() => SharedData.WithLargeExports(CompareAll);

    private void CompareAll(string folder)
    {
        foreach (var cells in File.ReadAllLines(Path.Combine(folder, "index.csv")).Skip(1).Select(line => line.Split(','))
            .Where(cells => File.Exists(Path.Combine(folder, cells[0]))))
        {
            var input = SharedData.Numbers(Path.Combine(folder, $"{cells[1]}.input.npy"));
            var random = new Random(1);
            Judge(cells[0], Errors(NetworkReader.Read(Path.Combine(folder, cells[0])), new(),
                Enumerable.Range(0, 5).Select(i => Array.ConvertAll(input, value => value + i * random.NextSingle() / 10))));
        }
    }

    // Most of the images agree, and no image differs by more than an open decision makes.
    private void Judge(string name, double[] errors)
    {
        output.WriteLine($"{name}: {string.Join(", ", errors.Select(error => $"{error:E1}"))}");
        Assert.True(errors.Order().ElementAt(errors.Length / 2) <= MaximumError && errors.Max() <= OpenDecision,
            $"{name}: {string.Join(", ", errors)}");
    }

    // Of the map of the best class.
    private static double[] Errors(Network network, AttributionOptions options, IEnumerable<float[]> inputs)
    {
        using var exported = new ExportedNetwork(network, new() { Attribution = options });
        return [.. inputs.Select(input =>
        {
            var expected = new EngineMaps(network, options, input);
            var actual = exported.Run(input, [1, .. network.Input.Sizes.ToArray().Select(size => (long)size)]);
            Assert.InRange(RelativeError.Of(actual.Scores, expected.Scores), 0, MaximumError);
            var map = expected.Map((int)actual.Classes[0]);
            return map.All(value => value == 0) ? actual.Maps.Max(Math.Abs) : RelativeError.Of(actual.Maps, map);
        })];
    }

    private static float[] Input(Network network, string path)
    {
        var image = ImageDecoder.Read(path);
        var plan = ViewPlan.For(SaliencyView.Whole, network, image.Width, image.Height);
        var input = new float[network.Input.Length];
        plan.Fill(plan.Resize(image, Parallelism.Single), 0, network.Preprocessing, input);
        return input;
    }
}
