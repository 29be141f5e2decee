using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Hosting;
using SaliencyPS.TestCases;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tests.Engines.Managed;
using SaliencyPS.Threads;
using Xunit;

namespace SaliencyPS.Tests.Engines;

/// <summary>Every layer in every engine, from one list of cases.</summary>
public class LayerCaseTests
{
    // Removed when a network is built, so that no engine ever meets it.
    private static readonly Type[] NeverRun = [typeof(Identity)];

    public static TheoryData<LayerCase> Small() => [.. LayerCases.For(LayerChecks.Differences)];

    public static TheoryData<LayerCase> Compared() => [.. LayerCases.For(LayerChecks.Agreement)];

    public static TheoryData<Type> LayerTypes() =>
        [.. typeof(Layer).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Layer)) && !type.IsAbstract)];

    [Theory]
    [MemberData(nameof(Small), DisableDiscoveryEnumeration = true)]
    public void Its_input_gradient_equals_central_differences(LayerCase layer) => GradientCheck.Run(layer.ToNetwork());

    [Theory]
    [MemberData(nameof(Compared), DisableDiscoveryEnumeration = true)]
    public void Every_engine_agrees_with_the_definition_for_any_batch_and_any_number_of_threads(LayerCase layer)
    {
        var network = layer.ToNetwork();
        var reference = TestExecutor.Reference<float>(network, batch: 2, gradientsPerSample: 3);
        TestNetworks.Values(reference.Input.Span.Length, seed: 11).CopyTo(reference.Input.Span);
        var value = reference.Forward().Span.ToArray();
        TestNetworks.Values(reference.LogitGradients.Span.Length, seed: 12).CopyTo(reference.LogitGradients.Span);
        var gradient = reference.Backward().Span.ToArray();
        foreach (var engine in ComputeEngines.All)
        {
            var name = $"{engine.Describe().Name}: {layer}";
            if (engine.Capabilities.Lacking(network, new()) is { } lacking)
            {
                Assert.Contains(network.Nodes[1].Name, lacking);
                Assert.Equal(lacking, Assert.Throws<NotSupportedException>(() => engine.CreateExecutor(network, new())).Message);
                continue;
            }

            var (same, sameGradient) = Run(engine, network, 2, Parallelism.Single);
            Close(value, same, name);
            Close(gradient, sameGradient, name);
            var (again, againGradient) = Run(engine, network, 2, new Parallelism(3));
            Assert.Equal(same, again);
            Assert.Equal(sameGradient, againGradient);
            var (one, oneGradient) = Run(engine, network, 1, Parallelism.Single);
            Assert.Equal(same[..one.Length], one);
            Assert.Equal(sameGradient[..oneGradient.Length], oneGradient);
        }
    }

    [Theory]
    [MemberData(nameof(LayerTypes), DisableDiscoveryEnumeration = true)]
    public void Every_layer_has_cases_for_every_check_and_an_engine(Type type)
    {
        foreach (var check in Enum.GetValues<LayerChecks>()
            .Where(check => check != LayerChecks.Speed || !NeverRun.Contains(type)))
            Assert.True(LayerCases.For(check).Any(one => one.Make().GetType() == type),
                $"{type.Name} has no case for {check}: add one to tests/TestCases/LayerCases.cs.");
        Assert.True(ComputeEngines.Default.Capabilities.Layers.Contains(type),
            $"No engine computes {type.Name}: give it a step in Engines/Managed/Reference and a line in ReferenceSteps.");
    }

    [Fact]
    public void Every_fast_step_is_in_a_case()
    {
        var met = LayerCases.For(LayerChecks.Agreement).SelectMany(layer => TestExecutor.Fast(layer.ToNetwork()).Steps)
            .Select(step => step.Node.Step!.GetType())
            .Select(type => type.IsGenericType ? type.GetGenericTypeDefinition() : type).ToHashSet();
        foreach (var type in typeof(SingleStep).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(SingleStep)) && !type.IsAbstract))
            Assert.True(met.Contains(type),
                $"{type.Name} is run by no case of tests/TestCases/LayerCases.cs: BlockedSteps does not choose it.");
    }

    private static (float[] Value, float[] Gradient) Run(IComputeEngine engine, Network network, int batch, Parallelism parallel)
    {
        var executor = engine.CreateExecutor(network, new() { Batch = batch, GradientsPerSample = 3 });
        TestNetworks.Values(executor.Input.Span.Length, seed: 11).CopyTo(executor.Input.Span);
        var value = executor.Forward(parallel).Span.ToArray();
        TestNetworks.Values(executor.LogitGradients.Span.Length, seed: 12).CopyTo(executor.LogitGradients.Span);
        return (value, executor.Backward(parallel).Span.ToArray());
    }

    private static void Close(float[] expected, float[] actual, string name)
    {
        var error = Math.Sqrt(expected.Zip(actual, (a, b) => (double)(a - b) * (a - b)).Sum());
        var norm = Math.Sqrt(expected.Sum(a => (double)a * a));
        Assert.True(error <= 1e-5 * norm, $"{name}: relative L2 error {error / norm}");
    }
}
