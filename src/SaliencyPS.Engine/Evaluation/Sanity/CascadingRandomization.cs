using SaliencyPS.Imaging;
using SaliencyPS.Networks;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Analysis;
using SaliencyPS.Threads;

namespace SaliencyPS.Evaluation.Sanity;

/// <summary>
/// The cascading randomization of Adebayo et al. 2018 (section 3.1): the maps of a network compared with those for the same
/// classes by networks that have forgotten more and more of their layers.
/// </summary>
internal static class CascadingRandomization
{
    /// <summary>Compares, for one number of layers after the other.</summary>
    /// <param name="network">The trained network.</param>
    /// <param name="options">Method, view and classes; where no classes are given, the best of the
    /// trained network for each image.</param>
    /// <param name="images">The images, at least one.</param>
    /// <param name="layers">How many layers lose their weights; see <see cref="RandomWeights.Randomize"/>.</param>
    /// <param name="token">Stops the computation within one tile of work.</param>
    /// <exception cref="ArgumentException">As for <see cref="SaliencyAnalyzer"/>, or fewer than no layers.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static IEnumerable<RandomizationStep> Run(Network network, SaliencyOptions options,
        IReadOnlyList<DecodedImage> images, IEnumerable<int> layers, CancellationToken token = default)
    {
        var parallel = new Parallelism(options.Threads, token);
        var analyzer = new SaliencyAnalyzer(network, options);
        ClassSaliency[][] trained =
            [.. images.Select(image => analyzer.Analyze(image, "", options.Classes, parallel).ToArray())];
        string[] names = [.. RandomWeights.Layers(network)];
        foreach (var count in layers)
        {
            var forgetful = new SaliencyAnalyzer(RandomWeights.Randomize(network, count, options.Attribution.Seed), options);
            (double Rank, double Structure)[] pairs = [.. trained.Zip(images).SelectMany(pair =>
            {
                var maps = forgetful.Analyze(pair.Second, "", [.. pair.First.Select(map => map.ClassIndex)], parallel);
                return pair.First.Zip(maps, (a, b) => Compare(a.Map, b.Map));
            })];
            var last = count == 0 ? null : names[Math.Min(count, names.Length) - 1];
            yield return new(count, last, pairs.Average(p => p.Rank), pairs.Average(p => p.Structure), pairs.Length);
        }

        static (double Rank, double Structure) Compare(SaliencyMap a, SaliencyMap b) =>
            (MapSimilarity.RankCorrelation(a.Grid, b.Grid), MapSimilarity.StructuralSimilarity(a.Grid, b.Grid, a.GridWidth));
    }
}
