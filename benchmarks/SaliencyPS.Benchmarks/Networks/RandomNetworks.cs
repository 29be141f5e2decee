using SaliencyPS.Networks;
using SaliencyPS.Networks.Catalog;
using SaliencyPS.Networks.Formats;

namespace SaliencyPS.Benchmarks.Networks;

/// <summary>Catalogue architectures with random weights, for machines without PyTorch: they take as long as real ones.</summary>
internal static class RandomNetworks
{
    /// <summary>Builds one; the same every time.</summary>
    public static Network Create(string name)
    {
        var random = new Random(1);
        var weights = new StateDict(WeightLists.Of("torchvision", name)
            .Select(t => KeyValuePair.Create(t.Name, new WeightTensor(t.Shape, () => Values(t.Name, t.Shape, random)))));
        return ArchitectureCatalog.Find(name).Build(weights, name);
    }

    // Weights that keep the signal's size (He et al. 2015); normalisations that change nothing.
    private static float[] Values(string name, int[] shape, Random random)
    {
        var values = new float[shape.Aggregate(1, (product, size) => product * size)];
        if (shape.Length == 1)
        {
            Array.Fill(values, name.EndsWith("bias", StringComparison.Ordinal)
                || name.EndsWith("running_mean", StringComparison.Ordinal) ? 0 : 1);
            return values;
        }

        // Uniform between ± this has variance 2 / inputs.
        var range = Math.Sqrt(6.0 * shape[0] / values.Length);
        for (var i = 0; i < values.Length; i++) values[i] = (float)((2 * random.NextDouble() - 1) * range);
        return values;
    }
}
