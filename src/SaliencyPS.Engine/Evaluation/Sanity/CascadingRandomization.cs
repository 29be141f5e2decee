using SaliencyPS.Networks;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Analysis;
using SaliencyPS.Saliency.Methods;
using SaliencyPS.Threads;

namespace SaliencyPS.Evaluation.Sanity;

/// <summary>
/// The cascading randomization of Adebayo et al. 2018 (section 3.1): the maps of a network compared with those for the same
/// classes by networks that have forgotten more and more of their layers.
/// </summary>
internal static class CascadingRandomization
{
    /// <summary>Numbers of layers to compare for: none, every so many, and all that the network has.</summary>
    public static IReadOnlyList<int> Steps(Network network, int every)
    {
        var all = RandomWeights.Layers(network).Count();
        return [.. Enumerable.Range(0, all).Where(count => count % every == 0), all];
    }

    /// <summary>Compares, for one number of layers after the other.</summary>
    /// <param name="network">The trained network.</param>
    /// <param name="options">The method, the view and the rest by which the trained network's maps were made.</param>
    /// <param name="images">The trained network's maps, of one image at least.</param>
    /// <param name="layers">How many layers lose their weights; see <see cref="RandomWeights.Randomize"/>.</param>
    /// <param name="progress">Told of each image that is done, once for each number of layers.</param>
    /// <param name="token">Stops the computation within one tile of work.</param>
    /// <exception cref="ArgumentException">As for <see cref="SaliencyAnalyzer"/>, or fewer than no layers.</exception>
    /// <exception cref="NotFiniteNumberException">A score or a map is not finite.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static IEnumerable<SanityMeasurement> Run(Network network, SaliencyOptions options, IReadOnlyList<TrainedMaps> images,
        IReadOnlyList<int> layers, IProgress<WorkProgress>? progress = null, CancellationToken token = default)
    {
        var (parallel, settings) = (new Parallelism(options.Threads, token), MethodCatalog.Describe(network, options));
        string[] names = [.. RandomWeights.Layers(network)];
        var done = 0;
        foreach (var count in layers)
        {
            var forgetful = new SaliencyAnalyzer(RandomWeights.Randomize(network, count, options.Attribution.Seed), options);
            var pairs = new List<(double Rank, double Structure)>();
            foreach (var (image, trained) in images)
            {
                var maps = forgetful.Analyze(image, "", [.. trained.Select(map => map.ClassIndex)], parallel);
                pairs.AddRange(trained.Zip(maps, (a, b) => Compare(a.Map, b.Map)));
                progress?.Report(new(++done, layers.Count * images.Count));
            }

            yield return new()
            {
                Layers = count,
                Layer = count == 0 ? null : names[Math.Min(count, names.Length) - 1],
                RankCorrelation = pairs.Average(pair => pair.Rank),
                StructuralSimilarity = pairs.Average(pair => pair.Structure),
                Maps = pairs.Count,
                Made = settings,
            };
        }

        static (double Rank, double Structure) Compare(SaliencyMap a, SaliencyMap b) =>
            (MapSimilarity.RankCorrelation(a.Grid, b.Grid), MapSimilarity.StructuralSimilarity(a.Grid, b.Grid, a.GridWidth));
    }
}
