using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;
using SaliencyPS.Threads;
using Xunit;

namespace SaliencyPS.Tests.Engines.Managed;

/// <summary>Properties that hold for whole networks, whatever their weights.</summary>
public class NetworkIdentityTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Without_biases_the_score_is_gradient_times_input(int seed)
    {
        // Euler's theorem: a piecewise linear network without biases is homogeneous of degree one, so Σ w·I = S.
        var network = TestNetworks.Small(seed, bias: false);
        var executor = TestExecutor.Fast(network, 1, network.ClassCount);
        TestNetworks.Values(network.Input.Length, seed + 20, 1).CopyTo(executor.Input.Span);
        var scores = executor.Forward().Span.ToArray();
        var gradients = executor.Backward([.. Enumerable.Range(0, network.ClassCount)]);
        for (var c = 0; c < scores.Length; c++)
            Assert.Equal(scores[c], Vectors.Dot(gradients.Sample(c), executor.Input.Span),
                1e-4 * Math.Max(1, Math.Abs(scores[c])));
    }

    [Fact]
    public void A_batch_gives_the_same_bytes_as_its_samples_one_by_one()
    {
        var network = TestNetworks.Small(4);
        var batch = TestExecutor.Fast(network, 5, 2);
        TestNetworks.Values(batch.Input.Span.Length, 9).CopyTo(batch.Input.Span);
        int[] classes = [0, 1, 2, 3, 4, 0, 1, 2, 3, 4];
        var scores = batch.Forward().Span.ToArray();
        var gradients = batch.Backward(classes).Span.ToArray();
        var single = TestExecutor.Fast(network, 1, 2);
        for (var n = 0; n < 5; n++)
        {
            batch.Input.Sample(n).CopyTo(single.Input.Span);
            Assert.Equal(scores.AsSpan(n * 5, 5), single.Forward().Span);
            Assert.Equal(gradients.AsSpan(n * 2 * network.Input.Length, 2 * network.Input.Length),
                single.Backward(classes.AsSpan(n * 2, 2)).Span);
        }
    }

    [Fact]
    public void Many_classes_in_one_pass_give_the_same_bytes_as_one_pass_each()
    {
        var network = TestNetworks.Small(5);
        var together = TestExecutor.Fast(network, 1, network.ClassCount);
        var alone = TestExecutor.Fast(network, 1, 1);
        TestNetworks.Values(network.Input.Length, 10).CopyTo(together.Input.Span);
        together.Input.Span.CopyTo(alone.Input.Span);
        together.Forward();
        alone.Forward();
        var gradients = together.Backward([.. Enumerable.Range(0, network.ClassCount)]);
        for (var c = 0; c < network.ClassCount; c++) Assert.Equal(gradients.Sample(c), alone.Backward([c]).Span);
    }

    [Fact]
    public void The_number_of_threads_changes_no_byte()
    {
        var network = TestNetworks.Small(6);
        float[] Run(int threads)
        {
            var executor = TestExecutor.Fast(network, 3, 2);
            TestNetworks.Values(executor.Input.Span.Length, 11).CopyTo(executor.Input.Span);
            var parallel = new Parallelism(threads);
            var scores = executor.Forward(parallel).Span.ToArray();
            return [.. scores, .. executor.Backward([0, 1, 2, 3, 4, 0], parallel).Span];
        }

        var one = Run(1);
        Assert.Equal(one, Run(2));
        Assert.Equal(one, Run(7));
    }

    [Fact]
    public void One_network_serves_many_threads_at_once()
    {
        var network = TestNetworks.Small(7);
        var results = new float[8][];
        Parallel.For(0, results.Length, i =>
        {
            var executor = TestExecutor.Fast(network);
            TestNetworks.Values(network.Input.Length, 12).CopyTo(executor.Input.Span);
            executor.Forward();
            results[i] = executor.Backward([2]).Span.ToArray();
        });
        Assert.All(results, gradient => Assert.Equal(results[0], gradient));
    }

    [Fact]
    public void The_fast_kernels_agree_with_the_reference_on_a_whole_network()
    {
        var network = TestNetworks.Small(8);
        float[] Run(bool reference)
        {
            var executor = TestExecutor.Of(reference, network, 2, 1);
            TestNetworks.Values(executor.Input.Span.Length, 13).CopyTo(executor.Input.Span);
            executor.Forward();
            return executor.Backward([1, 3]).Span.ToArray();
        }

        float[] slow = Run(true), fast = Run(false);
        for (var i = 0; i < slow.Length; i++) Assert.Equal(slow[i], fast[i], 1e-5);
    }

    [Fact]
    public void A_cancelled_pass_throws_and_the_workspace_can_be_used_again()
    {
        var network = TestNetworks.Small(9);
        var executor = TestExecutor.Fast(network);
        TestNetworks.Values(network.Input.Length, 14).CopyTo(executor.Input.Span);
        var expected = executor.Forward().Span.ToArray();
        Assert.ThrowsAny<OperationCanceledException>(() => executor.Forward(new Parallelism(2, new CancellationToken(true))));
        Assert.Equal(expected, executor.Forward().Span.ToArray());
    }

    [Fact]
    public void Activations_share_memory_and_neither_input_nor_logits_are_overwritten()
    {
        var builder = new NetworkBuilder(new TensorShape(16, 32, 32));
        for (var i = 0; i < 20; i++)
        {
            builder.Add($"conv{i}", TestNetworks.Convolution(16, 16, Window2D.Square(1)));
            builder.Add($"relu{i}", new Relu());
        }

        builder.Add("pool", new AdaptiveAveragePool());
        var network = builder.Build("deep");
        var executor = TestExecutor.Fast(network);
        // Input, two alternating activations or gradients, small change; plus one bit per element and rectifier.
        const int Plane = 16 * 32 * 32;
        Assert.InRange(executor.Bytes, 3 * Plane * 4, 3 * Plane * 4 + 20 * Plane / 8 + 4096);
        TestNetworks.Values(Plane, 15).CopyTo(executor.Input.Span);
        var input = executor.Input.Span.ToArray();
        var logits = executor.Forward().Span.ToArray();
        executor.Backward([3]);
        Assert.Equal(input, executor.Input.Span.ToArray());
        Assert.Equal(logits, executor.Logits.Span.ToArray());
    }
}
