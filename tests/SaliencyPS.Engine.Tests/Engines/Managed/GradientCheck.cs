using SaliencyPS.Engines.Managed;
using SaliencyPS.Networks;
using Xunit;

namespace SaliencyPS.Tests.Engines.Managed;

/// <summary>Compares input gradients with central differences in double precision.</summary>
internal static class GradientCheck
{
    private const double Step = 1e-5;

    /// <summary>Σ r·y for random r: one gradient that exercises every output at once. Two samples, two gradients each.</summary>
    public static void Run(Network network, int seed = 1, Func<Random, double>? values = null)
    {
        var random = new Random(seed);
        values ??= r => r.NextDouble() * 4 - 2;
        var executor = TestExecutor.Reference<double>(network, batch: 2, gradientsPerSample: 2);
        foreach (ref var x in executor.Input.Span) x = values(random);
        var input = executor.Input.Span.ToArray();
        executor.Forward();
        var seeds = new double[executor.LogitGradients.Span.Length];
        foreach (ref var s in seeds.AsSpan()) s = random.NextDouble() * 2 - 1;
        seeds.CopyTo(executor.LogitGradients.Span);
        var analytic = executor.Backward().Span.ToArray();
        Assert.Equal(input, executor.Input.Span.ToArray());

        var probe = TestExecutor.Reference<double>(network, batch: 1, gradientsPerSample: 0);
        for (var n = 0; n < 2; n++)
        {
            var x = input.AsSpan(n * network.Input.Length, network.Input.Length).ToArray();
            for (var i = 0; i < x.Length; i++)
            {
                var (up, down) = (Logits(probe, x, i, Step), Logits(probe, x, i, -Step));
                for (var k = 0; k < 2; k++)
                {
                    var g = n * 2 + k;
                    var numeric = 0.0;
                    for (var c = 0; c < up.Length; c++) numeric += seeds[g * up.Length + c] * (up[c] - down[c]) / (2 * Step);
                    Assert.Equal(numeric, analytic[g * x.Length + i], 1e-6 * Math.Max(1, Math.Abs(numeric)));
                }
            }
        }
    }

    private static double[] Logits(Executor<double> executor, double[] input, int index, double change)
    {
        input.CopyTo(executor.Input.Span);
        executor.Input.Span[index] += change;
        return executor.Forward().Span.ToArray();
    }
}
