using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;
using Xunit;

namespace SaliencyPS.Tests.Engines.Managed.Rows;

/// <summary>Steps on rows skip those that have no gradient, because only some tokens are read further on.</summary>
public class PartialGradientTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 2)]
    [InlineData(12, 1)]
    [InlineData(0, 13)]
    [InlineData(14, 3)] // one row of the second matrix and two of the third
    public void Equals_the_scalar_steps(int firstRow, int rows)
    {
        const int Heads = 3, Tokens = 13, Width = 5;
        var builder = new NetworkBuilder(new TensorShape(Heads, Tokens, Width));
        var linear = builder.Add("linear",
            new Linear(Width, Width, TestNetworks.Values(Width * Width), TestNetworks.Values(Width)), NetworkBuilder.Input);
        var turned = builder.Add("turned", new Gather(new(Heads, Width, Tokens), [.. from head in Enumerable.Range(0, Heads)
            from column in Enumerable.Range(0, Width) from row in Enumerable.Range(0, Tokens)
            select (head * Tokens + row) * Width + column]), linear);
        var scores = builder.Add("scores", new MatMul(), linear, turned);
        var weights = builder.Add("weights", new Softmax(2), scores);
        var mixed = builder.Add("mixed", new MatMul(), weights, linear);
        builder.Add("some", new Gather(new(rows * Width), [.. Enumerable.Range(firstRow * Width, rows * Width)]), mixed);
        var network = builder.Build("part");

        var (slow, fast) = (Gradient(network, reference: true), Gradient(network, reference: false));
        Assert.Contains(slow, value => value != 0);
        Assert.True(RelativeError.Of(fast, slow) < 2e-6);
    }

    private static float[] Gradient(Network network, bool reference)
    {
        var executor = TestExecutor.Of(reference, network);
        TestNetworks.Values(executor.Input.Span.Length, scale: 2).CopyTo(executor.Input.Span);
        executor.Forward();
        TestNetworks.Values(executor.LogitGradients.Span.Length, 3).CopyTo(executor.LogitGradients.Span);
        return executor.Backward().Span.ToArray();
    }
}
