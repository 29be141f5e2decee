using SaliencyPS.Networks.Catalog;
using SaliencyPS.Networks.Formats;
using SaliencyPS.Tensors;
using Xunit;

namespace SaliencyPS.Tests.Networks.Catalog;

/// <summary>
/// Logits and input gradients against torchvision's, on weights made by a formula (make_expected_outputs.py prints the numbers).
/// </summary>
[Trait("Speed", "Slow")]
public sealed class ArchitectureOutputTests
{
    [Theory]
    [InlineData("squeezenet1_1", 246, new[] { 1.31687796, 0, 0, 0 },
        new[] { -0.00117001578, 0.0139410626, 0.0019209336, -0.0156188179 }, 0.841892677)]
    [InlineData("resnet18", 293, new[] { 28.3662891, 3.79524016, -6.01327324, 8.51836014 },
        new[] { -0.129757449, 0.125802621, 0.21392785, -0.00508245174 }, 6.43611154)]
    [InlineData("mobilenet_v2", 381, new[] { 5.21740341, -0.864293516, 0.750480235, -0.473312944 },
        new[] { -0.0247657895, 0.0962112769, 0.00185963232, 0.13709186 }, 10.7478071)]
    public void Networks_compute_what_torchvision_computes(string name, int top, double[] logits, double[] gradients, double norm)
    {
        var weights = new StateDict(ArchitectureTests.ShapesOf(name)
            .Select(t => KeyValuePair.Create(t.Name, new WeightTensor(t.Shape, () => Weight(t.Name, t.Shape)))));
        var executor = TestExecutor.Reference<double>(ArchitectureCatalog.Find(name)
            .Build(weights, name, new TensorShape(3, 32, 32)));
        for (var i = 0; i < executor.Input.Span.Length; i++) executor.Input.Span[i] = Uniform(Seed("input"), i);

        var scores = executor.Forward().Span.ToArray();
        var gradient = executor.Backward([top]).Span.ToArray();

        Assert.Equal(top, Array.IndexOf(scores, scores.Max()));
        // Folded normalisation is rounded to float.
        Assert.All(logits.Zip([scores[top], scores[0], scores[1], scores[999]]), pair =>
            Assert.Equal(pair.First, pair.Second, 1e-6 * logits[0]));
        Assert.All(gradients.Zip([gradient[0], gradient[500], gradient[1024], gradient[2999]]), pair =>
            Assert.Equal(pair.First, pair.Second, 1e-6 * norm));
        Assert.Equal(norm, Math.Sqrt(gradient.Sum(g => g * g)), 1e-6 * norm);
    }

    private static float[] Weight(string name, int[] shape)
    {
        var values = new float[shape.Aggregate(1, (product, size) => product * size)];
        var seed = Seed(name);
        double scale = shape.Length > 1 ? Math.Sqrt(6.0 / (values.Length / shape[0])) : 1;
        var positive = name.EndsWith("running_var", StringComparison.Ordinal)
            || name.EndsWith("weight", StringComparison.Ordinal);
        for (var i = 0; i < values.Length; i++)
        {
            var value = Uniform(seed, i);
            values[i] = (float)(shape.Length > 1 ? value * scale : positive ? 1 + value / 4 : value / 10);
        }
        return values;
    }

    private static uint Seed(string name) => name.Aggregate(2166136261u, (hash, letter) => (hash ^ letter) * 16777619u);

    private static double Uniform(uint seed, int index)
    {
        var x = (uint)index * 2654435761u + seed;
        for (var i = 0; i < 2; i++) x = (x ^ (x >> 16)) * 0x45d9f3bu;
        x ^= x >> 16;
        return (x >> 8) / (double)(1 << 24) * 2 - 1;
    }
}
