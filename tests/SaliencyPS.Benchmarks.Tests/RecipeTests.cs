using SaliencyPS.Benchmarks.Localization;
using SaliencyPS.Benchmarks.Networks;
using SaliencyPS.Benchmarks.Pipeline;
using SaliencyPS.Benchmarks.Recipe;
using SaliencyPS.Hosting;
using SaliencyPS.Saliency;
using Xunit;

namespace SaliencyPS.Benchmarks.Tests;

/// <summary>The recipe in C# that the pipeline is held against; only in builds with <c>-p:Peers=true</c>.</summary>
public sealed class RecipeTests
{
    private const int Plane = 224 * 224;

    [Fact]
    public void The_recipe_has_our_classes_and_maps()
    {
        Assert.SkipUnless(NetworkReferences.IsLoaded, NetworkReferences.Description);
        var network = RandomNetworks.Create("squeezenet1_1");
        var weights = Path.GetTempFileName();
        RecipeWeights.Write(network, weights);
        var recipe = new SqueezeNetRecipe(weights);
        File.Delete(weights);

        var random = new Random(4);
        float[] pixels = [.. Enumerable.Range(0, 3 * Plane).Select(_ => 4 * random.NextSingle() - 2)];
        var executor = ComputeEngines.Default.CreateExecutor(network, new() { Batch = 1, GradientsPerSample = 3 });
        for (var i = 0; i < pixels.Length; i++) executor.Input.Span[i % 3 * Plane + i / 3] = pixels[i];
        executor.Forward();
        int[] best = Scores.Ranking([.. executor.Logits.Span.ToArray().Select(score => (double)score)])[..3];
        var gradients = executor.Backward(best).Span.ToArray();

        var maps = recipe.Maps(pixels, 3).ToArray();
        Assert.Equal(best, maps.Select(map => map.Class));
        foreach (var (k, (_, map)) in maps.Index())
        {
            float[] ours = [.. Enumerable.Range(0, Plane)
                .Select(i => Enumerable.Range(0, 3).Max(c => Math.Abs(gradients[(3 * k + c) * Plane + i])))];
            Assert.InRange(RelativeError.Of(map, ours), 0, 0.1);
        }
    }

    [Fact]
    public void Weights_of_another_network_are_refused()
    {
        Assert.SkipUnless(NetworkReferences.IsLoaded && CutReferences.IsLoaded, NetworkReferences.Description);
        var weights = Path.GetTempFileName();
        RecipeWeights.Write(RandomNetworks.Create("alexnet"), weights);
        Assert.Throws<InvalidDataException>(() => new SqueezeNetRecipe(weights));
        File.Delete(weights);
    }
}
