using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Numerics;
using SaliencyPS.Tests.Networks;
using Xunit;

namespace SaliencyPS.Tests.Numerics;

/// <summary>Every fast convolution path against the scalar reference at awkward sizes.</summary>
public class ConvolutionKernelTests
{
    /// <summary>Inputs, outputs, groups, height, width, kernel, stride, pad, dilation.</summary>
    public static TheoryData<int, int, int, int, int, int, int, int, int> Shapes() => new()
    {
        { 1, 1, 1, 1, 1, 1, 1, 0, 1 }, { 3, 5, 1, 7, 9, 1, 1, 0, 1 }, { 3, 5, 1, 7, 9, 1, 2, 0, 1 }, { 3, 13, 1, 7, 9, 1, 1, 1, 1 },
        { 3, 64, 1, 33, 35, 3, 2, 0, 1 }, { 16, 24, 1, 17, 19, 3, 1, 1, 1 }, { 16, 25, 1, 13, 13, 3, 2, 1, 1 }, { 40, 12, 1, 8, 9, 3, 1, 1, 1 },
        { 3, 8, 1, 23, 23, 7, 2, 3, 1 }, { 3, 8, 1, 27, 29, 11, 4, 2, 1 }, { 5, 7, 1, 12, 11, 5, 3, 2, 1 }, { 5, 7, 1, 12, 13, 3, 1, 2, 2 },
        { 4, 6, 2, 9, 8, 3, 1, 1, 1 }, { 6, 4, 2, 9, 8, 3, 2, 1, 2 }, { 8, 8, 8, 9, 11, 3, 1, 1, 1 }, { 8, 8, 8, 9, 40, 3, 2, 1, 1 },
        { 8, 8, 8, 10, 7, 5, 3, 2, 1 }, { 4, 12, 4, 6, 7, 3, 1, 1, 1 }, { 2, 3, 1, 2, 2, 1, 3, 0, 1 }, { 1, 2, 1, 1, 37, 1, 1, 0, 1 },
        { 2, 2, 1, 3, 3, 3, 1, 5, 1 }, { 300, 14, 1, 3, 5, 1, 1, 0, 1 }, { 2, 2, 2, 5, 5, 3, 1, 6, 2 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Fast_equals_reference(int inputs, int outputs, int groups, int height, int width, int kernel, int stride, int pad, int dilation)
    {
        var window = Window2D.Square(kernel, stride, pad) with { DilationY = dilation, DilationX = dilation };
        var network = TestNetworks.Chain(new TensorShape(inputs, height, width), ("conv", TestNetworks.Convolution(inputs, outputs, window, groups)));
        var (slow, slowGradient) = Run(network, reference: true, Parallelism.Single);
        var (fast, fastGradient) = Run(network, reference: false, Parallelism.Single);
        Close(slow, fast);
        Close(slowGradient, fastGradient);

        var (again, againGradient) = Run(network, reference: false, new Parallelism(3));
        Assert.Equal(fast, again);
        Assert.Equal(fastGradient, againGradient);
    }

    [Fact]
    public void Every_micro_kernel_gives_the_same_bytes()
    {
        var window = Window2D.Square(3, 1, 1);
        var weight = TestNetworks.Values(29 * 31 * 9);
        (int, int)[] taps = [.. Enumerable.Range(0, 9).Select(t => (t / 3 - 1, t % 3 - 1))];
        var convolution = new TapConvolution(29, 31, taps, (o, c, t) => weight[(o * 31 + c) * 9 + t], TestNetworks.Values(29));
        var x = TestNetworks.Values(2 * 31 * 7 * 11, seed: 3);
        var geometry = new TapGeometry(2, new(31, 7, 11), 0, new(29, 7, 11), 0, 1, 1);
        float[] narrow = new float[2 * 29 * 77], middle = new float[narrow.Length], wide = new float[narrow.Length];
        convolution.Run<Kernel128>(geometry, x, narrow, Parallelism.Single);
        if (Kernel256.IsSupported)
        {
            convolution.Run<Kernel256>(geometry, x, middle, Parallelism.Single);
            Assert.Equal(narrow, middle);
        }

        if (Kernel512.IsSupported)
        {
            convolution.Run<Kernel512>(geometry, x, wide, Parallelism.Single);
            Assert.Equal(narrow, wide);
        }

        Assert.All(narrow, value => Assert.NotEqual(0, value));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(63, 33)]
    [InlineData(130, 31)]
    [InlineData(1030, 65)]
    public void Linear_equals_reference(int inputs, int outputs)
    {
        var layer = new Linear(inputs, outputs, TestNetworks.Values(inputs * outputs), TestNetworks.Values(outputs));
        var network = TestNetworks.Chain(new TensorShape(inputs), ("fc", layer));
        var (slow, slowGradient) = Run(network, reference: true, Parallelism.Single);
        var (fast, fastGradient) = Run(network, reference: false, new Parallelism(2));
        Close(slow, fast);
        Close(slowGradient, fastGradient);
    }

    [Fact]
    public void Rectifiers_equal_their_reference_at_all_lengths()
    {
        foreach (var layer in (Layer[])[new Relu(), new ClippedRelu(0.3f), new LeakyRelu(0.1f), new Clip(-0.2f, 0.1f)])
            for (var length = 1; length < 70; length++)
            {
                var network = TestNetworks.Chain(new TensorShape(length), ("r", layer));
                var slow = Run(network, reference: true, Parallelism.Single);
                var fast = Run(network, reference: false, Parallelism.Single);
                Assert.Equal(slow.Value, fast.Value);
                Assert.Equal(slow.Gradient, fast.Gradient);
            }
    }

    private static (float[] Value, float[] Gradient) Run(Network network, bool reference, Parallelism parallel)
    {
        var workspace = new Workspace<float>(network, batch: 2, gradientsPerSample: 3, reference);
        TestNetworks.Values(workspace.Input.Span.Length, seed: 11).CopyTo(workspace.Input.Span);
        var value = workspace.Forward(parallel).Span.ToArray();
        TestNetworks.Values(workspace.Seeds.Span.Length, seed: 12).CopyTo(workspace.Seeds.Span);
        return (value, workspace.BackwardFromSeeds(parallel).Span.ToArray());
    }

    private static void Close(float[] expected, float[] actual)
    {
        var error = Math.Sqrt(expected.Zip(actual, (a, b) => (double)(a - b) * (a - b)).Sum());
        var norm = Math.Sqrt(expected.Sum(a => (double)a * a));
        Assert.True(error <= 1e-5 * norm, $"relative L2 error {error / norm}");
    }
}
