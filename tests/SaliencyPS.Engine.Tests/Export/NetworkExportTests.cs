using SaliencyPS.Export.Maps;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Store;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Methods;
using SaliencyPS.Saliency.Views;
using SaliencyPS.Tensors;
using SaliencyPS.Threads;
using Xunit;

namespace SaliencyPS.Tests.Export;

/// <summary>
/// Real networks as ONNX files that explain, run by OnnxRuntime, against the engine's own maps. Where a map is farther than 1e-4,
/// the few decisions of rectifiers and pools that rounding leaves open must explain the whole difference. Relevance, which is
/// divided by sums that nearly cancel, is compared with double precision: OnnxRuntime must not be much farther from it than the
/// engine.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class NetworkExportTests(ITestOutputHelper output)
{
    private const double MaximumError = 1e-4;
    private const int MostDecisions = 40;

    private static readonly Parallelism Threads = new(2);

    private static readonly string[] RealNetworks =
    [
        "mobilenet_v1_0.5_160", "mobilenet_v1_0.75_192", "mobilenet_v2_1.0_224", "squeezenet1_0", "squeezenet1_1", "tiny_darknet",
    ];

    public static TheoryData<string, SaliencyMethod> Real =>
        [.. from network in RealNetworks from method in SaliencyMaps.Methods select (network, method)];

    [Theory, MemberData(nameof(Real))]
    public void Real_networks_explain_themselves(string name, SaliencyMethod method)
    {
        var network = NetworkReader.Read(SharedData.Path("networks", $"{name}.onnx"));
        Compare(name, network, method, Input(network, SharedData.Path("photos224", "ILSVRC2012_val_00000293.jpg")));
    }

    [Fact]
    public void Small_exports_explain_themselves() => CompareAll(SharedData.Path("exports"));

    [Fact]
    public void Large_exports_explain_themselves() => SharedData.WithLargeExports(CompareAll);

    private void CompareAll(string folder)
    {
        foreach (var cells in File.ReadAllLines(Path.Combine(folder, "index.csv")).Skip(1).Select(line => line.Split(','))
            .Where(cells => File.Exists(Path.Combine(folder, cells[0]))))
            Compare(cells[0], NetworkReader.Read(Path.Combine(folder, cells[0])), SaliencyMethod.Gradient,
                SharedData.Numbers(Path.Combine(folder, $"{cells[1]}.input.npy")), 10 * SharedData.Number(cells[5]));
    }

    // The map of the best class. Float32 has an error of its own, which is known of some networks.
    private void Compare(string name, Network network, SaliencyMethod kind, float[] input, double known = 0)
    {
        var options = new AttributionOptions { Method = kind };
        var method = MethodCatalog.Create(network, options);
        using var exported = new ExportedNetwork(network, new() { Attribution = options });
        var actual = exported.Run(input, [1, .. network.Input.Sizes.ToArray().Select(size => (long)size)]);
        var engine = new EngineMaps(network, options, input);
        Assert.InRange(RelativeError.Of(actual.Scores, engine.Scores), 0, MaximumError);
        var (target, decisions) = ((int)actual.Classes[0], 0);
        var error = Error(engine.Map(target));
        if (kind == SaliencyMethod.LayerRelevance)
        {
            var executor = TestExecutor.Reference<double>(network, rules: method.Rules);
            for (var i = 0; i < input.Length; i++) executor.Input.Span[i] = input[i];
            var score = executor.Forward(Threads).Span[target];
            var values = executor.Backward([target], Threads).Span;
            var exact = new float[values.Length];
            for (var i = 0; i < exact.Length; i++) exact[i] = (float)(values[i] * score);
            exact = Channels.Reduce(exact, network.Input, method.Reduction);
            var (ours, theirs) = (RelativeError.Of(engine.Map(target), exact), Error(exact));
            output.WriteLine($"{name}, {kind}: {error:E1}; from double precision {ours:E1}, OnnxRuntime {theirs:E1}");
            Assert.InRange(theirs, 0, Math.Max(MaximumError, 3 * ours));
            return;
        }

        if (error > MaximumError && method.Signal == Signal.Input)
        {
            var executor = TestExecutor.Fast(network, rules: method.Rules);
            input.CopyTo(executor.Input.Span);
            executor.Forward(Threads);
            (_, error, decisions) = OpenDecisions.Explain(executor, MaximumError, () =>
            {
                var values = executor.Backward([target], Threads).Span.ToArray();
                if (kind == SaliencyMethod.InputXGradient) Vectors.Multiply<float>(values, input);
                return Error(Channels.Reduce(values, network.Input, method.Reduction));
            });
        }

        output.WriteLine($"{name}, {kind}: {error:E1} with {decisions} decisions taken over");
        Assert.True(error <= Math.Max(MaximumError, known) && decisions <= MostDecisions,
            $"{name}: {error:E1} with {decisions} decisions");

        double Error(float[] expected) =>
            expected.All(value => value == 0) ? actual.Maps.Max(Math.Abs) : RelativeError.Of(actual.Maps, expected);
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
