using SaliencyPS.Hosting;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;
using Xunit;

namespace SaliencyPS.Tests.Hosting;

public sealed class ComputeEnginesTests
{
    [Fact]
    public void Every_engine_is_announced()
    {
        var announced = ComputeEngines.All.Select(engine => engine.GetType()).ToArray();
        foreach (var type in typeof(IComputeEngine).Assembly.GetTypes()
            .Where(type => type.IsClass && type.IsAssignableTo(typeof(IComputeEngine)) && type.GetConstructor([]) is not null))
            Assert.True(announced.Contains(type),
                $"{type.Name} is not announced: write [assembly: ComputeEngine(typeof({type.Name}))] above it.");
        Assert.Equal(announced.Distinct(), announced);
    }

    [Fact]
    public void A_backward_rule_that_nobody_planned_for_is_refused()
    {
        var network = TestNetworks.Small(1);
        var executor = ComputeEngines.Default.CreateExecutor(network, new());
        executor.Forward();
        var ones = new BackwardRules(network.Nodes.Select(_ => new UnchangedBackward()));
        Assert.Contains("plan", Assert.Throws<ArgumentException>(() => executor.Backward([0], rules: ones)).Message);
        // Gradient rules need the same saved tensors, so that any of them will do.
        Assert.Equal(network.Input.Length, executor.Backward([0], rules: BackwardRules.Of(GradientRule.Guided)).Span.Length);
        ExecutionPlan both = new() { Rules = [BackwardRules.Gradient, ones] };
        Assert.Throws<NotSupportedException>(() => ComputeEngines.Default.CreateExecutor(network, both));
    }

    [Fact]
    public void Values_and_gradients_are_kept_at_hooks_only()
    {
        var network = TestNetworks.Small(2);
        var executor = ComputeEngines.Default.CreateExecutor(network, new() { Hooks = [1, 3] });
        TestNetworks.Values(network.Input.Length).CopyTo(executor.Input.Span);
        executor.Forward();
        executor.Backward([1]);
        foreach (var node in (int[])[1, 3])
        {
            Assert.Equal(network.Nodes[node].Shape, executor.Value(node).Shape);
            Assert.Contains(executor.Value(node).Span.ToArray(), value => value != 0);
            Assert.Contains(executor.Gradient(node).Span.ToArray(), value => value != 0);
        }

        Assert.Contains("hook", Assert.Throws<InvalidOperationException>(() => executor.Value(2)).Message);
    }

    [Fact]
    public void What_an_engine_lacks_is_told_with_the_layer_that_needs_it()
    {
        var network = TestNetworks.Chain(new TensorShape(2, 3), ("strange", new Strange()));
        var message = Assert.Throws<NotSupportedException>(() => ComputeEngines.Default.CreateExecutor(network, new())).Message;
        Assert.Contains("Strange", message);
        Assert.Contains("'strange'", message);
        network = TestNetworks.Chain(new TensorShape(2, 3, 4, 5, 1, 2, 1), ("deep", new Relu()));
        Assert.Contains("6 axes",
            Assert.Throws<NotSupportedException>(() => ComputeEngines.Default.CreateExecutor(network, new())).Message);
    }

    private sealed record Strange : ElementwiseLayer;
}
