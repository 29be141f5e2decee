using SaliencyPS.Evaluation.Agreement;
using SaliencyPS.Hosting;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Networks.Store;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Analysis;
using SaliencyPS.Threads;
using Xunit;

namespace SaliencyPS.Tests.Adapters;

/// <summary>TorchScript files, which data/make_torchscript.py made, against what PyTorch said of them.</summary>
public sealed class TorchScriptTests(Libraries libraries) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("saliency-script-");

    private IComputeEngine Engine => libraries.Load<IEngineAdapter>("Torch").Engines[^1];

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Saved in training, traced, frozen, and traced for one image at a time.</summary>
    [Theory]
    [InlineData("scripted"), InlineData("traced"), InlineData("frozen"), InlineData("one")]
    public void Scores_and_gradients_are_those_of_PyTorch_in_evaluation(string name)
    {
        var network = Read(name);
        var reference = NetworkReference.Read(Images.PathOf($"{name}.npz"), network);
        var verified = NetworkVerifier.Verify(network, reference,
            new() { Engine = Engine, LogitTolerance = 1e-5, GradientTolerance = 1e-5 }, new Parallelism(1));
        Assert.True(verified.Passed, $"{verified.LogitError}, {verified.GradientError}");
        Assert.StartsWith("Torch 2.", verified.Engine);
        Assert.Contains("no inner layers", Assert.Single(network.Notes));
    }

    [Theory]
    [InlineData("scripted"), InlineData("one")]
    public void Samples_of_a_batch_and_classes_do_not_mix(string name)
    {
        var network = Read(name);
        var batch = Engine.CreateExecutor(network, new() { Batch = 3, GradientsPerSample = 2 });
        TestNetworks.Values(batch.Input.Span.Length, seed: 5).CopyTo(batch.Input.Span);
        var scores = batch.Forward().Span.ToArray();
        var gradients = batch.Backward([0, 1, 2, 3, 1, 0]).Span.ToArray();
        for (var n = 0; n < 3; n++)
        {
            var alone = Engine.CreateExecutor(network, new());
            batch.Input.Sample(n).CopyTo(alone.Input.Span);
            Assert.InRange(RelativeError.Of(scores.AsSpan(n * network.ClassCount, network.ClassCount).ToArray(),
                alone.Forward().Span.ToArray()), 0, 1e-5);
            foreach (var (g, c) in (ReadOnlySpan<(int, int)>)[(0, ((int[])[0, 2, 1])[n]), (1, ((int[])[1, 3, 0])[n])])
                Assert.InRange(RelativeError.Of(
                    gradients.AsSpan((2 * n + g) * network.Input.Length, network.Input.Length).ToArray(),
                    alone.Backward([c]).Span.ToArray()), 0, 1e-5);
        }
    }

    /// <summary>libtorch computes otherwise once it has watched a program run; nobody sees that.</summary>
    [Fact]
    public void The_first_answer_is_that_of_all_others()
    {
        var executor = Engine.CreateExecutor(Read("scripted"), new());
        TestNetworks.Values(executor.Input.Span.Length, seed: 5).CopyTo(executor.Input.Span);
        var (scores, gradient) = (executor.Forward().Span.ToArray(), executor.Backward([1]).Span.ToArray());
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(scores, executor.Forward().Span.ToArray());
            Assert.Equal(gradient, executor.Backward([1]).Span.ToArray());
        }
    }

    [Theory]
    [InlineData(SaliencyMethod.Gradient, "scripted", null), InlineData(SaliencyMethod.SmoothGrad, "traced", null)]
    [InlineData(SaliencyMethod.IntegratedGradients, "frozen", null), InlineData(SaliencyMethod.Occlusion, "one", null)]
    [InlineData(SaliencyMethod.Occlusion, "deaf", null), InlineData(SaliencyMethod.Gradient, "deaf", "have no gradient")]
    [InlineData(SaliencyMethod.GuidedBackprop, "scripted", "nothing of inner layers")]
    public void Methods_that_need_no_layers_explain_it(SaliencyMethod method, string name, string? lacking)
    {
        var network = Read(name);
        var options = new SaliencyOptions { Attribution = new() { Method = method, Samples = 4 }, Top = 1 };
        if (method == SaliencyMethod.Occlusion) options = options with { Attribution = new() { Method = method } };
        void Plan(IComputeEngine engine) => SaliencyPlan.For(network, options with { Engine = engine });
        if (lacking is not null)
        {
            Assert.Contains(lacking, Assert.Throws<NotSupportedException>(() => Plan(Engine)).Message);
            return;
        }

        var engine = EngineSelection.Choose(new(EngineChoice.Auto), Plan);
        Assert.Equal("Torch", engine.Describe().Name);
        var map = Assert.Single(new SaliencyAnalyzer(network, options with { Engine = engine })
            .Analyze(Images.Expected("rgb.ppm"), "rgb.png"));
        Assert.True(map.Map.Maximum > 0);
        Assert.Equal($"{engine.Describe()}", map.Engine);
    }

    [Theory]
    [InlineData("training", "It says something else each time"), InlineData("pair", "It does not give one tensor of scores")]
    public void What_is_no_classifier_is_said(string name, string reason)
    {
        libraries.Load<IEngineAdapter>("Torch");
        Assert.Contains(reason, Assert.Throws<NetworkFormatException>(() => Read(name)).Message);
    }

    [Fact]
    public void What_is_wrong_with_a_file_is_said_in_one_line()
    {
        libraries.Load<IEngineAdapter>("Torch");
        var fault = Assert.Throws<NetworkFormatException>(() => Read("traced", input: "[1, 12, 16]"));
        Assert.Contains("libtorch cannot run it on an input of 1×12×16: RuntimeError: ", fault.Message);
        Assert.Contains("\"input\": [channels, height, width]", fault.Message);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Fact]
    public void Only_libtorch_reads_it()
    {
        libraries.Load<IEngineAdapter>("OnnxRuntime");
        foreach (var choice in (EngineChoice[])[EngineChoice.Managed, EngineChoice.OnnxRuntime])
            Assert.Contains("-Engine Torch", Assert.Throws<NetworkFormatException>(
                () => NetworkReader.Read(Images.PathOf("traced.pt"), null, null, EngineSelection.Reader(choice))).Message);
    }

    private Network Read(string name, string input = "[3, 12, 16]")
    {
        libraries.Load<IEngineAdapter>("Torch");
        var path = Path.Combine(_folder.FullName, $"{name}.pt");
        File.Copy(Images.PathOf($"{name}.pt"), path, overwrite: true);
        File.WriteAllText(Path.ChangeExtension(path, ".json"), $$"""{ "input": {{input}} }""");
        return NetworkReader.Read(path, null, null, EngineSelection.Reader(EngineChoice.Torch));
    }
}
