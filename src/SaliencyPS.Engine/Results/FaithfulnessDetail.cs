using SaliencyPS.Results;

namespace SaliencyPS;

/// <summary>How faithful the map of one image and class is to the network.</summary>
public sealed class FaithfulnessDetail
{
    /// <summary>The image's file.</summary>
    public string Path { get; internal init; } = "";

    /// <summary>Index of the class, from 0.</summary>
    public int ClassIndex { get; internal init; }

    /// <summary>Name of the class.</summary>
    public string Label { get; internal init; } = "";

    /// <summary>Place of the class among all classes by score, from 1.</summary>
    public int Rank { get; internal init; }

    /// <summary>Probability of the class for the whole image, 0 … 1.</summary>
    public double Probability { get; internal init; }

    /// <summary>Area under the probability while pixels are removed, the most salient first, 0 … 1; small is good.</summary>
    public double Deletion { get; internal init; }

    /// <summary>Area under the probability while pixels return, the most salient first, 0 … 1; large is good.</summary>
    public double Insertion { get; internal init; }

    /// <summary>
    /// Mean probability once the most salient 10, 30, 50, 70 and 90 % of the pixels are imputed from the others, with noise
    /// (ROAD, Rong et al. 2022, most relevant first); small is good.
    /// </summary>
    public double RoadMostRelevant { get; internal init; }

    /// <summary>
    /// Mean probability once the least salient of the pixels are imputed likewise (ROAD, least relevant first); large is good.
    /// </summary>
    public double RoadLeastRelevant { get; internal init; }

    /// <summary>
    /// <see cref="RoadLeastRelevant"/> less <see cref="RoadMostRelevant"/>, −1 … 1: 0 for a map that tells nothing; large is
    /// good.
    /// </summary>
    public double Road => RoadLeastRelevant - RoadMostRelevant;

    /// <summary>
    /// By how much the score, before it becomes a probability, falls while pixels are removed, the most salient first: the mean
    /// over the steps (pixel flipping, Bach et al. 2015; AOPC, Samek et al. 2017). In the unit of the scores; large is good.
    /// </summary>
    public double PixelFlipping { get; internal init; }

    /// <summary>
    /// Share of the probability that is lost where the image is dimmed by the map, 0 … 1 (Chattopadhay et al. 2018); small is
    /// good.
    /// </summary>
    public double Drop { get; internal init; }

    /// <summary>1 where the probability rises instead, 0 where it does not; the mean is the share of such maps.</summary>
    public double Increase { get; internal init; }

    /// <summary>Share of what was missing to a probability of 1 that is gained instead, 0 … 1 (Zhang et al. 2023).</summary>
    public double Gain { get; internal init; }

    /// <summary>
    /// How alike the map of the dimmed image is: Pearson's correlation, brought to 0 … 1; ½ where a map is constant.
    /// </summary>
    public double Coherency { get; internal init; }

    /// <summary>Mean of the map as a share of its maximum, 0 … 1; small is good.</summary>
    public double Complexity { get; internal init; }

    /// <summary>
    /// Harmonic mean of coherency, 1 − complexity and 1 − drop (Poppi et al. 2021, section 3.3): 0 where one is 0, at most 1;
    /// large is good.
    /// </summary>
    public double Adcc => Math.Min(Coherency, Math.Min(1 - Complexity, 1 - Drop)) is <= 0 ? 0
        : 3 / (1 / Coherency + 1 / (1 - Complexity) + 1 / (1 - Drop));

    /// <summary>
    /// How badly the map's sums over random squares tell by how much the probability falls where they are removed, at the best
    /// scale of the map: the mean squared error (Yeh et al. 2019); 0 where it tells every fall.
    /// </summary>
    public double Infidelity { get; internal init; }

    /// <summary>
    /// By how much the map changes, at most, for noise too weak to be seen, as a share of the map (Yeh et al. 2019); small is
    /// good.
    /// </summary>
    public double MaxSensitivity { get; internal init; }

    /// <summary>
    /// On how few pixels the map's values lie: the Gini index (Chalasani et al. 2020), 0 for equal values, towards 1 for one
    /// pixel alone.
    /// </summary>
    public double Sparseness { get; internal init; }

    /// <summary>
    /// Entropy of the shares that the pixels have of the map's sum (Bhatt et al. 2020), in nats; small for maps that are easily
    /// taken in.
    /// </summary>
    public double Entropy { get; internal init; }

    /// <summary>How the map was made.</summary>
    internal MapSettings Made { get; init; } = new();

    /// <inheritdoc cref="AttributionResult.IsUnfamiliar"/>
    internal bool? IsUnfamiliar { get; init; }

    /// <summary>All figures of which there are means, with their names.</summary>
    internal static IReadOnlyList<(string Name, Func<FaithfulnessDetail, double> Of)> Figures { get; } =
    [
        (nameof(Deletion), one => one.Deletion), (nameof(Insertion), one => one.Insertion),
        (nameof(RoadMostRelevant), one => one.RoadMostRelevant), (nameof(RoadLeastRelevant), one => one.RoadLeastRelevant),
        (nameof(Road), one => one.Road), (nameof(PixelFlipping), one => one.PixelFlipping),
        (nameof(Drop), one => one.Drop), (nameof(Increase), one => one.Increase), (nameof(Gain), one => one.Gain),
        (nameof(Coherency), one => one.Coherency), (nameof(Complexity), one => one.Complexity), (nameof(Adcc), one => one.Adcc),
        (nameof(Infidelity), one => one.Infidelity), (nameof(MaxSensitivity), one => one.MaxSensitivity),
        (nameof(Sparseness), one => one.Sparseness), (nameof(Entropy), one => one.Entropy),
    ];

    /// <summary>For example <c>bird.jpg, goldfinch: deletion 0.12, insertion 0.63, ROAD 0.41</c>.</summary>
    public override string ToString() => $"{System.IO.Path.GetFileName(Path)}, {Label}: deletion {Deletion:0.00}, "
        + $"insertion {Insertion:0.00}, ROAD {Road:0.00}";
}
