using System.Diagnostics;
using SaliencyPS.Adapters;
using SaliencyPS.Hosting;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Store;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Analysis;
using SaliencyPS.Saliency.Methods;
using SaliencyPS.Tensors;
using SaliencyPS.TestCases;
using SaliencyPS.Tests.HouseRules;
using SaliencyPS.Threads;
using Xunit;

namespace SaliencyPS.Tests.Adapters;

/// <summary>libtorch against the managed engine, which is held to the definitions of the layers.</summary>
public sealed class TorchTests(Libraries libraries)
{
    private const int Batch = 2, Gradients = 3;

    private IComputeEngine Engine => libraries.Load<IEngineAdapter>("Torch").Engines[^1];

    public static TheoryData<LayerCase> Cases() => [.. LayerCases.For(LayerChecks.Agreement)];

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void It_computes_each_layer(LayerCase layer) => Agree(layer.ToNetwork(), 1e-5,
        [.. Enum.GetValues<GradientRule>().Select(BackwardRules.Of)]);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void It_follows_rules_of_relevance(bool tokens)
    {
        var network = tokens ? TestNetworks.Tokens() : TestNetworks.Small(3);
        Agree(network, 1e-4, RelevanceRules.Relevance(network));
        if (tokens) return; // Excitation has no rule for normalizations.
        Agree(network, 1e-4, RelevanceRules.Excitation(network, contrast: false));
        Agree(network, 1e-4, RelevanceRules.Excitation(network, contrast: true));
    }

    [Fact]
    public void It_runs_whole_networks()
    {
        Agree(NetworkReader.Read(NetworkStore.BuiltIn.Path), 1e-4, BackwardRules.Gradient);
        Agree(TestNetworks.Tokens(), 1e-4, BackwardRules.Gradient);
    }

    /// <summary>A pass leaves nothing behind that grows.</summary>
    [Fact]
    public void Passes_leave_no_tensors_behind()
    {
        var executor = Run(Engine, TestNetworks.Small(2), new() { GradientsPerSample = 2 });
        Back(executor);
        var before = executor.Bytes;
        using var process = Process.GetCurrentProcess();
        var memory = process.WorkingSet64;
        for (var i = 0; i < 3000; i++)
        {
            executor.Forward();
            Back(executor);
        }

        process.Refresh();
        Assert.Equal(before, executor.Bytes);
        Assert.InRange(process.WorkingSet64 - memory, long.MinValue, 64 << 20);
    }

    [Fact]
    public void What_is_asked_for_on_the_way_is_the_same()
    {
        var network = TestNetworks.Small(2);
        var plan = new ExecutionPlan { Batch = Batch, GradientsPerSample = Gradients, Hooks = [2, 4] };
        var (expected, actual) = (Run(ComputeEngines.Default, network, plan), Run(Engine, network, plan));
        foreach (var node in plan.Hooks)
        {
            Close(expected.Value(node).Span, actual.Value(node).Span, 1e-5, "value");
            Close(expected.Gradient(node).Span, actual.Gradient(node).Span, 1e-5, "gradient");
        }

        Close(expected.Gradient(2).Span, Back(actual, until: 2).Span, 1e-5, "gradient");
    }

    [Fact]
    public void Only_a_way_back_keeps_results()
    {
        var network = TestNetworks.Small(2);
        var (with, without) = (Run(Engine, network, new() { Batch = Batch, GradientsPerSample = 1 }),
            Run(Engine, network, new() { Batch = Batch, GradientsPerSample = 0 }));
        Assert.True(without.Bytes < with.Bytes);
        Assert.True(with.Bytes <= Engine.Bytes(network, new() { Batch = Batch, GradientsPerSample = 1 }));
    }

    /// <summary>Products are rounded to 8 bits, nothing else is: the errors that docs/engines.md states.</summary>
    [Theory]
    [InlineData(false), InlineData(true)]
    public void In_bfloat16_it_is_near(bool tokens)
    {
        var network = tokens ? TestNetworks.Tokens() : NetworkReader.Read(NetworkStore.BuiltIn.Path);
        var rounded = EngineSelection.Choose(new(EngineChoice.Torch, "CPU", Precision.BFloat16), Plan);
        Assert.Equal($"{Engine.Describe()} BFloat16", $"{rounded.Describe()}");
        Assert.Same(rounded, EngineSelection.Choose(new(EngineChoice.Torch, Precision: Precision.BFloat16), Plan));
        var plan = new ExecutionPlan { Batch = Batch, GradientsPerSample = Gradients };
        var (exact, near) = (Run(Engine, network, plan), Run(rounded, network, plan));
        Assert.InRange(RelativeError.Of(near.Logits.Span, exact.Logits.Span.ToArray()), 1e-5, 0.05);
        Assert.InRange(RelativeError.Of(Back(near).Span, Back(exact).Span.ToArray()), 1e-5, 0.3);

        void Plan(IComputeEngine engine) => engine.Bytes(network, new());
    }

    /// <summary>Images that share a pass differ by rounding from what each is alone, and are the same bytes each time.</summary>
    [Theory]
    [InlineData(SaliencyMethod.Gradient), InlineData(SaliencyMethod.GradCAM), InlineData(SaliencyMethod.SmoothGrad)]
    public void Images_that_share_a_pass_are_what_each_is_alone(SaliencyMethod method)
    {
        var network = NetworkReader.Read(NetworkStore.BuiltIn.Path);
        var options = new SaliencyOptions
        {
            Engine = Engine, Top = 2,
            Attribution = new() { Method = method, Samples = method == SaliencyMethod.SmoothGrad ? 6 : null },
        };
        (DecodedImage, string)[] images = [.. Directory.GetFiles(Path.Combine(Repository.Root, "examples", "images"), "*-00?.jpg")
            .Order().Take(4).Select(file => (new DecodedImage(ImageDecoder.Read(file)), file))];
        var alone = new SaliencyAnalyzer(network, options);
        ClassSaliency[] expected = [.. images.SelectMany(one => alone.Analyze(one.Item1, one.Item2, null, Parallelism.Single))];
        var (first, second) = (Together(), Together());
        Assert.Equal(8, first.Length);
        foreach (var ((one, together), again) in expected.Zip(first).Zip(second))
        {
            Assert.Equal((one.Path, one.Rank, one.ClassIndex), (together.Path, together.Rank, together.ClassIndex));
            Close([(float)one.Score], [(float)together.Score], 1e-4, "score");
            Close([.. one.Map.Grid], [.. together.Map.Grid], 1e-4, $"map of {one}");
            Assert.Equal(together.Map.Grid, again.Map.Grid);
        }

        ClassSaliency[] Together() => [.. new SaliencyAnalyzer(network, options with { BatchSize = 4 })
            .Analyze(images, _ => null, Parallelism.Single).SelectMany(maps => maps)];
    }

    /// <summary>Where there is no GPU, or none that it can use, the list says why and what brings one.</summary>
    [Fact]
    public void What_is_missing_for_a_GPU_is_said()
    {
        var adapter = libraries.Load<IEngineAdapter>("Torch");
        Assert.SkipWhen(adapter.Engines.Length > 1, "There is a GPU.");
        var missing = Assert.Single(adapter.Missing);
        Assert.Equal(("Torch cuda", false), (missing.Name, missing.IsAvailable));
        Assert.Contains("TorchSharp-cuda-", missing.Reason);
        Assert.Contains("SALIENCYPS_LIBTORCH", missing.Reason);
        Assert.Contains(missing, SaliencyEngines.Describe(AdapterCatalog.Find("Torch")));
        Assert.Null(Engine.FreeMemory);
        Assert.Equal(1, Engine.Capabilities.Batch);
    }

    [Fact]
    public void What_no_device_does_is_said()
    {
        libraries.Load<IEngineAdapter>("Torch");
        Assert.Contains("Engine Torch does not compute on device 'cuda:7' in Float32 here; there are Torch: cpu in float32, "
            + "bfloat16.", Assert.Throws<AdapterException>(
            () => EngineSelection.Require(new(EngineChoice.Torch, "cuda:7"))).Message);
        Assert.Throws<AdapterException>(() => EngineSelection.Require(new(EngineChoice.Torch, "cpu", Precision.TF32)));
        Assert.Throws<AdapterException>(() => EngineSelection.Require(new(EngineChoice.Managed, null, Precision.BFloat16)));
        EngineSelection.Require(new(EngineChoice.Managed, "cpu"));
    }

    private void Agree(Network network, double bound, params BackwardRules[] rules)
    {
        var plan = new ExecutionPlan { Batch = Batch, GradientsPerSample = Gradients, Rules = [.. rules] };
        var (managed, torch) = (Run(ComputeEngines.Default, network, plan), Run(Engine, network, plan));
        Close(managed.Logits.Span, torch.Logits.Span, bound, $"{network.Name}: logits");
        foreach (var (index, one) in rules.Index())
            Close(Back(managed, one).Span, Back(torch, one).Span, bound, $"{network.Name}: rules {index}");
    }

    private static IExecutor Run(IComputeEngine engine, Network network, ExecutionPlan plan)
    {
        var executor = engine.CreateExecutor(network, plan);
        TestNetworks.Values(executor.Input.Span.Length, seed: 11).CopyTo(executor.Input.Span);
        executor.Forward();
        if (plan.GradientsPerSample > 0) Back(executor);
        return executor;
    }

    private static Tensor<float> Back(IExecutor executor, BackwardRules? rules = null, int until = 0)
    {
        TestNetworks.Values(executor.LogitGradients.Span.Length, seed: 12).CopyTo(executor.LogitGradients.Span);
        return executor.Backward(rules: rules, until: until);
    }

    private static void Close(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double bound, string name)
    {
        double error = 0, norm = 0;
        for (var i = 0; i < expected.Length; i++)
            (error, norm) = (error + Math.Pow((double)actual[i] - expected[i], 2), norm + Math.Pow(expected[i], 2));
        Assert.Equal(expected.Length, actual.Length);
        Assert.True(error <= bound * bound * norm, $"{name}: relative L2 error {Math.Sqrt(error / norm)}");
    }
}
