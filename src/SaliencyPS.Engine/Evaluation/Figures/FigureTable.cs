namespace SaliencyPS.Evaluation.Figures;

/// <summary>
/// All figures of a set of images, each counted as often as a weight says: once for the figures
/// themselves, as drawn for the bootstrap.
/// </summary>
internal sealed class FigureTable
{
    private const int Row = MapSweep.Thresholds + 1;

    /// <summary>The names of the figures, in the order of <see cref="Compute()"/>.</summary>
    public static readonly string[] Names =
    [
        nameof(LocalizationFigures.Top1ClassificationError), nameof(LocalizationFigures.Top5ClassificationError),
        nameof(LocalizationFigures.Top1LocalizationError), nameof(LocalizationFigures.Top5LocalizationError),
        nameof(LocalizationFigures.TrueClassLocalizationError), nameof(LocalizationFigures.MeanIntersectionOverUnion),
        nameof(LocalizationFigures.MaxBoxAccuracy), nameof(LocalizationFigures.MaxBoxAccuracyV2),
        nameof(LocalizationFigures.PointingAccuracy), nameof(LocalizationFigures.DifficultPointingAccuracy),
        nameof(LocalizationFigures.PixelAveragePrecision), nameof(LocalizationMeasurement.MeanClassPointingAccuracy),
    ];

    private readonly IReadOnlyList<ImageTally> _images;
    private readonly EvidenceKinds _kinds;
    private readonly double _overlap;
    private readonly int[]? _thresholds;
    private readonly Dictionary<string, int> _classes = [];

    /// <summary>Prepares.</summary>
    /// <param name="images">The images, in an order that does not depend on that of the results.</param>
    /// <param name="kinds">What the results are good for.</param>
    /// <param name="overlap">Least intersection over union of a good box.</param>
    /// <param name="thresholds">For each of <see cref="MapSweep.Overlaps"/>, at which threshold
    /// to look; null for the best.</param>
    public FigureTable(IReadOnlyList<ImageTally> images, EvidenceKinds kinds, double overlap, int[]? thresholds = null)
    {
        (_images, _kinds, _overlap, _thresholds) = (images, kinds, overlap, thresholds);
        foreach (var pair in images.SelectMany(image => image.Pairs)) _classes.TryAdd(pair.TrueClass, _classes.Count);
    }

    /// <summary>The best threshold for each of <see cref="MapSweep.Overlaps"/>; the least of equals.</summary>
    public int[] BestThresholds()
    {
        var good = Good(Once());
        return [.. Enumerable.Range(0, MapSweep.Overlaps.Length).Select(k => Best(good, k))];
    }

    /// <summary>The figures with every image counted once.</summary>
    public double[] Compute() => Compute(Once());

    /// <summary>The figures, see <see cref="Names"/>.</summary>
    public double[] Compute(int[] weights)
    {
        long images = 0, right1 = 0, right5 = 0, located1 = 0, located5 = 0, pairs = 0, located = 0, maps = 0,
            hits = 0, hard = 0, hardHits = 0;
        var overlap = 0.0;
        var (classHits, classMaps) = (new long[_classes.Count], new long[_classes.Count]);
        var pixels = new long[2 * MapSweep.Thresholds];
        for (var i = 0; i < weights.Length; i++)
        {
            if (weights[i] is not (> 0 and var weight)) continue;
            var (best, bestLocated) = (int.MaxValue, int.MaxValue);
            foreach (var pair in _images[i].Pairs)
            {
                pairs += weight;
                best = Math.Min(best, pair.Rank);
                if (IsLocated(pair))
                {
                    located += weight;
                    bestLocated = Math.Min(bestLocated, pair.Rank);
                }

                overlap += weight * (pair.Overlap ?? 0);
                if (pair.PointingHit is not { } hit) continue;
                var (of, hitWeight) = (_classes[pair.TrueClass], hit ? weight : 0);
                maps += weight;
                hits += hitWeight;
                classMaps[of] += weight;
                classHits[of] += hitWeight;
                if (pair.IsDifficult == true)
                {
                    hard += weight;
                    hardHits += hitWeight;
                }

                if (pair.Pixels is not { } counts) continue;
                for (var l = 0; l < counts.Length; l++) pixels[l] += (long)weight * counts[l];
            }

            images += weight;
            right1 += best <= 1 ? weight : 0;
            right5 += best <= 5 ? weight : 0;
            located1 += bestLocated <= 1 ? weight : 0;
            located5 += bestLocated <= 5 ? weight : 0;
        }

        var good = Good(weights);
        var (accuracy, classes) = (0.0, 0);
        for (var c = 0; c < classMaps.Length; c++)
            if (classMaps[c] > 0) (accuracy, classes) = (accuracy + (double)classHits[c] / classMaps[c], classes + 1);
        return
        [
            _kinds.Top1 ? Share(images - right1, images) : double.NaN, _kinds.Top5 ? Share(images - right5, images) : double.NaN,
            _kinds.Top1 && _kinds.Boxes ? Share(images - located1, images) : double.NaN,
            _kinds.Top5 && _kinds.Boxes ? Share(images - located5, images) : double.NaN,
            _kinds.Boxes ? Share(pairs - located, pairs) : double.NaN, _kinds.Boxes && pairs > 0 ? overlap / pairs : double.NaN,
            Share(At(good, 0), maps), (Share(At(good, 1), maps) + Share(At(good, 2), maps) + Share(At(good, 3), maps)) / 3,
            Share(hits, maps), Share(hardHits, hard), AveragePrecision(pixels), classes == 0 ? double.NaN : accuracy / classes,
        ];
    }

    /// <summary>Whether a pair's box is good.</summary>
    public bool IsLocated(PairTally pair) => pair.Overlap >= _overlap;

    /// <summary>How often boxes are good at each threshold, see <see cref="PairTally.Changes"/>.</summary>
    private long[] Good(int[] weights)
    {
        var good = new long[MapSweep.Overlaps.Length * Row];
        for (var i = 0; i < weights.Length; i++)
        {
            if (weights[i] == 0) continue;
            foreach (var pair in _images[i].Pairs)
                foreach (var change in pair.Changes ?? [])
                    good[change < 0 ? ~change : change] += change < 0 ? -weights[i] : weights[i];
        }

        for (var i = 1; i < good.Length; i++) good[i] += good[i - 1];
        return good;
    }

    private long At(long[] good, int k) => good[k * Row + (_thresholds?[k] ?? Best(good, k))];

    private static int Best(long[] good, int k)
    {
        var best = 0;
        for (var i = 1; i < MapSweep.Thresholds; i++)
            if (good[k * Row + i] > good[k * Row + best]) best = i;
        return best;
    }

    // Σ P(i) (R(i) − R(i + 1)), from the highest level down.
    private static double AveragePrecision(long[] pixels)
    {
        long all = 0, of = 0, others = 0;
        for (var l = 0; l < MapSweep.Thresholds; l++) all += pixels[l];
        if (all == 0) return double.NaN;
        var sum = 0.0;
        for (var l = MapSweep.Thresholds - 1; l >= 0; l--)
        {
            of += pixels[l];
            others += pixels[MapSweep.Thresholds + l];
            if (pixels[l] > 0) sum += (double)of / (of + others) * pixels[l] / all;
        }

        return sum;
    }

    private int[] Once()
    {
        var weights = new int[_images.Count];
        Array.Fill(weights, 1);
        return weights;
    }

    private static double Share(long part, long all) => all == 0 ? double.NaN : (double)part / all;
}
