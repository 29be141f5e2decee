using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;
using Xunit;

namespace SaliencyPS.Tests.Engines.Managed;

/// <summary>Derivatives where there are two: at kinks and ties, each as PyTorch takes it.</summary>
public class KinkTests
{
    public static TheoryData<string, Func<Layer>, float[], float[]> Cases() => new()
    {
        { "relu", () => new Relu(), [-1, 0, 1], [0, 0, 1] },
        { "relu6", () => new ClippedRelu(), [0, 3, 6], [0, 1, 0] },
        { "hardtanh", () => new Clip(-1, 1), [-1, 0, 1], [0, 1, 0] },
        { "clamp(min = 0)", () => new Clip(0, float.MaxValue), [-1, 0, 1], [0, 1, 1] },
        { "clamp(max = 1)", () => new Clip(float.MinValue, 1), [0, 1, 2], [1, 1, 0] },
        { "absolute", () => new Absolute(), [-2, 0, 2], [-1, 0, 1] },
        { "amax", () => new Reduce(ReduceKind.Maximum, 0), [5, 5, 1], [0.5f, 0.5f, 0] },
        { "norm of zeros", () => new Reduce(ReduceKind.Norm, 0), [0, 0, 0], [0, 0, 0] },
        { "max pool", () => new MaxPool(new Window2D(1, 3)), [5, 5, 1], [1, 0, 0] },
    };

    [Theory, MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void The_derivative_at_a_kink_is_PyTorchs(string name, Func<Layer> make, float[] input, float[] expected)
    {
        // Seventeen times, so that vector loops and what is left over meet the kink.
        const int Times = 17;
        var isAlong = make() is Reduce;
        var shape = isAlong ? new TensorShape(3, 1, Times) : make() is MaxPool ? new TensorShape(Times, 1, 3) : new(3 * Times);
        var network = TestNetworks.Chain(shape, (name, make()));
        foreach (var reference in (bool[])[true, false])
        {
            var executor = TestExecutor.Of(reference, network);
            for (var i = 0; i < 3 * Times; i++) executor.Input.Span[i] = input[isAlong ? i / Times : i % 3];
            executor.Forward();
            executor.LogitGradients.Span.Fill(1);
            var gradient = executor.Backward().Span;
            for (var i = 0; i < 3 * Times; i++) Assert.Equal(expected[isAlong ? i / Times : i % 3], gradient[i]);
        }
    }
}
