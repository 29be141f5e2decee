using SaliencyPS.Engines.Managed.Kernels;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;
using SaliencyPS.Threads;
using Xunit;

namespace SaliencyPS.Tests.Engines.Managed.Kernels;

/// <summary>Every fast convolution path against the scalar reference at awkward sizes.</summary>
public class ConvolutionKernelTests
{
    /// <summary>Inputs, outputs, groups, height, width, kernel, stride, pad, dilation.</summary>
    public static TheoryData<int, int, int, int, int, int, int, int, int> Shapes() => new()
    {
        { 1, 1, 1, 1, 1, 1, 1, 0, 1 }, { 3, 5, 1, 7, 9, 1, 1, 0, 1 }, { 3, 5, 1, 7, 9, 1, 2, 0, 1 },
        { 3, 13, 1, 7, 9, 1, 1, 1, 1 }, { 3, 64, 1, 33, 35, 3, 2, 0, 1 }, { 16, 24, 1, 17, 19, 3, 1, 1, 1 },
        { 16, 25, 1, 13, 13, 3, 2, 1, 1 }, { 40, 12, 1, 8, 9, 3, 1, 1, 1 },
        { 3, 8, 1, 23, 23, 7, 2, 3, 1 }, { 3, 8, 1, 27, 29, 11, 4, 2, 1 }, { 5, 7, 1, 12, 11, 5, 3, 2, 1 },
        { 5, 7, 1, 12, 13, 3, 1, 2, 2 }, { 4, 6, 2, 9, 8, 3, 1, 1, 1 }, { 6, 4, 2, 9, 8, 3, 2, 1, 2 },
        { 8, 8, 8, 9, 11, 3, 1, 1, 1 }, { 8, 8, 8, 9, 40, 3, 2, 1, 1 },
        { 8, 8, 8, 10, 7, 5, 3, 2, 1 }, { 4, 12, 4, 6, 7, 3, 1, 1, 1 }, { 2, 3, 1, 2, 2, 1, 3, 0, 1 },
        { 1, 2, 1, 1, 37, 1, 1, 0, 1 }, { 2, 2, 1, 3, 3, 3, 1, 5, 1 }, { 32, 48, 1, 14, 29, 3, 1, 1, 1 },
        { 32, 32, 4, 7, 7, 3, 2, 1, 1 }, { 96, 64, 2, 5, 33, 1, 1, 0, 1 }, { 48, 33, 1, 9, 57, 1, 2, 0, 1 },
        { 5, 7, 1, 40, 41, 3, 1, 1, 1 }, { 64, 64, 1, 13, 61, 3, 1, 1, 1 }, { 1, 20, 1, 9, 9, 5, 2, 2, 3 },
        { 4, 3, 1, 9, 10, 3, 3, 1, 2 }, { 300, 14, 1, 3, 5, 1, 1, 0, 1 }, { 2, 2, 2, 5, 5, 3, 1, 6, 2 },
        { 70, 40, 1, 7, 7, 3, 1, 1, 1 }, { 33, 50, 1, 13, 13, 3, 2, 1, 1 }, { 24, 17, 1, 11, 9, 5, 1, 4, 2 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Fast_equals_reference(int inputs, int outputs, int groups, int height, int width, int kernel,
        int stride, int pad, int dilation)
    {
        var window = Window2D.Square(kernel, stride, pad) with { DilationY = dilation, DilationX = dilation };
        var network = TestNetworks.Chain(new TensorShape(inputs, height, width),
            ("conv", TestNetworks.Convolution(inputs, outputs, window, groups)));
        var (slow, slowGradient) = Run(network, reference: true, Parallelism.Single);
        var (fast, fastGradient) = Run(network, reference: false, Parallelism.Single);
        Close(slow, fast);
        Close(slowGradient, fastGradient);

        var (again, againGradient) = Run(network, reference: false, new Parallelism(3));
        Assert.Equal(fast, again);
        Assert.Equal(fastGradient, againGradient);
    }

    [Fact]
    public unsafe void All_instruction_sets_give_the_same_bytes()
    {
        const int Step = 5, Length = 7;
        nint[] offsets = [3, 290, 140];
        float[] a = TestNetworks.Values(600), b = TestNetworks.Values(offsets.Length * Length * 32, seed: 3),
            start = TestNetworks.Values(32, seed: 4);
        fixed (nint* o = offsets)
        fixed (float* pa = a, pb = b, ps = start)
            for (var rows = 1; rows <= 2 * Lanes512.Rows + 1; rows++)
                foreach (var wide in (bool[])[false, true])
                {
                    var width = wide ? 32 : 16;
                    var once = new float[rows * width];
                    for (var i = 0; i < once.Length; i++) once[Place(i)] = start[i % width];
                    var twice = Add(Add(once));

                    var depth = new Segments(o, offsets.Length, Length);
                    foreach (var set in (string[])["512", "256", "128"])
                    {
                        if (set == "256" && (!ProductKernel256.IsSupported || wide)) continue;
                        var actual = new float[rows * width];
                        fixed (float* pc = actual)
                            for (var turn = 0; turn < 2; turn++)
                            {
                                // The second turn goes on from what the first has left.
                                var from = turn == 0 ? ps : null;
                                if (set == "512")
                                    ProductKernel.Run<Lanes512>(rows, wide, pa, depth, Step, pb, pc, 16, rows * 16, from);
                                else if (set == "128")
                                    ProductKernel.Run<Lanes128>(rows, wide, pa, depth, Step, pb, pc, 16, rows * 16, from);
                                else ProductKernel256.Run(rows, pa, depth, Step, pb, pc, 16, from, pb);
                            }

                        Assert.Equal(twice, actual);
                    }

                    int Place(int i) => i % width / 16 * rows * 16 + i / width * 16 + i % 16;

                    float[] Add(float[] sums)
                    {
                        var result = new float[sums.Length];
                        for (var i = 0; i < sums.Length; i++)
                        {
                            var sum = sums[Place(i)];
                            for (var k = 0; k < offsets.Length * Length; k++)
                                sum = MathF.FusedMultiplyAdd(a[offsets[k / Length] + k % Length + i / width * Step],
                                    b[k * width + i % width], sum);
                            result[Place(i)] = sum;
                        }

                        return result;
                    }
                }
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
        var executor = TestExecutor.Of(reference, network, batch: 2, gradientsPerSample: 3);
        TestNetworks.Values(executor.Input.Span.Length, seed: 11).CopyTo(executor.Input.Span);
        var value = executor.Forward(parallel).Span.ToArray();
        TestNetworks.Values(executor.LogitGradients.Span.Length, seed: 12).CopyTo(executor.LogitGradients.Span);
        return (value, executor.Backward(parallel).Span.ToArray());
    }

    private static void Close(float[] expected, float[] actual)
    {
        var error = Math.Sqrt(expected.Zip(actual, (a, b) => (double)(a - b) * (a - b)).Sum());
        var norm = Math.Sqrt(expected.Sum(a => (double)a * a));
        Assert.True(error <= 1e-5 * norm, $"relative L2 error {error / norm}");
    }
}
