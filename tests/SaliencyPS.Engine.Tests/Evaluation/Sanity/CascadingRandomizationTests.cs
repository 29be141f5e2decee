using SaliencyPS.Evaluation.Sanity;
using SaliencyPS.Imaging;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Store;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Analysis;
using Xunit;

namespace SaliencyPS.Tests.Evaluation.Sanity;

/// <summary>The network in the box on one image: what docs/sanity.md tells of ten scenes.</summary>
public sealed class CascadingRandomizationTests
{
    private static readonly Network Trained = NetworkReader.Read(NetworkStore.BuiltIn.Path);
    private static readonly DecodedImage Scene = new(Image());

    // All that go through the network's weights on their way back.
    public static TheoryData<SaliencyMethod> GradientMethods() => [.. Enum.GetValues<SaliencyMethod>().Except(
        [SaliencyMethod.EigenCAM, SaliencyMethod.Occlusion, SaliencyMethod.Rise, SaliencyMethod.ScoreCAM,
            SaliencyMethod.AttentionRollout, SaliencyMethod.AttentionRelevance, SaliencyMethod.LeGrad])];

    [Theory]
    [MemberData(nameof(GradientMethods))]
    [Trait("Speed", "Slow")]
    public void Forgetting_changes_every_gradient_map(SaliencyMethod method)
    {
        var steps = Run(method, 0, 1, 100);
        Assert.Equal((1.0, 1.0), (Math.Round(steps[0].RankCorrelation, 9), Math.Round(steps[0].StructuralSimilarity, 9)));
        Assert.InRange(steps[1].RankCorrelation, -1, 0.99);
        Assert.InRange(steps[2].RankCorrelation, -1, 0.7);
        Assert.InRange(steps[2].StructuralSimilarity, -1, 0.7);
    }

    [Fact]
    public void Guided_back_propagation_notices_less_than_the_gradient_does()
    {
        var (plain, guided) = (Run(SaliencyMethod.Gradient, 4)[0], Run(SaliencyMethod.GuidedBackprop, 4)[0]);
        Assert.True(guided.StructuralSimilarity > plain.StructuralSimilarity + 0.2,
            $"{guided.StructuralSimilarity} against {plain.StructuralSimilarity}");
        Assert.True(guided.RankCorrelation > plain.RankCorrelation, $"{guided.RankCorrelation} against {plain.RankCorrelation}");
    }

    [Fact]
    public void Steps_name_the_layers()
    {
        var names = RandomWeights.Layers(Trained).ToArray();
        var steps = Run(SaliencyMethod.Gradient, 0, 2, names.Length);
        Assert.Equal([null, names[1], names[^1]], steps.Select(step => step.Layer));
        Assert.Equal([0, 2, names.Length], steps.Select(step => step.Layers));
        Assert.All(steps, step => Assert.Equal(1, step.Maps));
    }

    [Theory]
    [InlineData(1, new[] { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 })]
    [InlineData(4, new[] { 0, 4, 8, 9 })]
    [InlineData(3, new[] { 0, 3, 6, 9 })]
    [InlineData(100, new[] { 0, 9 })]
    public void Steps_end_with_all_layers(int every, int[] steps) =>
        Assert.Equal(steps, CascadingRandomization.Steps(Trained, every));

    // A disc of one color on a gradient: edges enough for rectifiers to tell apart.
    private static RgbImage Image()
    {
        var image = new RgbImage(96, 72);
        for (var y = 0; y < 72; y++)
            for (var x = 0; x < 96; x++)
            {
                var inside = (x - 50) * (x - 50) + (y - 34) * (y - 34) < 400;
                (image[x, y][0], image[x, y][1], image[x, y][2]) = inside ? ((byte)200, (byte)(60 + x), (byte)40)
                    : ((byte)(90 + x / 2), (byte)(100 + y), (byte)130);
            }

        return image;
    }

    private static SanityMeasurement[] Run(SaliencyMethod method, params int[] layers)
    {
        var options = new SaliencyOptions { Top = 1, Attribution = new AttributionOptions { Method = method, Samples = 4 } };
        var trained = new TrainedMaps(Scene, [.. new SaliencyAnalyzer(Trained, options).Analyze(Scene.Image, "")]);
        return [.. CascadingRandomization.Run(Trained, options, [trained], layers)];
    }
}
