namespace SaliencyPS.Evaluation.Faithfulness;

/// <summary>How faithful the map of one image and class is to the network.</summary>
internal sealed record FaithfulnessFigures
{
    /// <summary>Area under the probability while pixels are removed, the most salient first; small is good.</summary>
    public required double Deletion { get; init; }

    /// <summary>Area under the probability while pixels return, the most salient first; large is good.</summary>
    public required double Insertion { get; init; }

    /// <summary>
    /// Share of the probability that is lost where the image is dimmed by the map, 0 … 1 (Chattopadhay et al. 2018).
    /// </summary>
    public required double Drop { get; init; }

    /// <summary>1 where the probability rises instead, 0 where it does not; the mean is the share of such images.</summary>
    public required double Increase { get; init; }

    /// <summary>Share of what was missing to a probability of 1 that is gained instead, 0 … 1 (Zhang et al. 2023).</summary>
    public required double Gain { get; init; }

    /// <summary>
    /// How alike the map of the dimmed image is: Pearson's correlation, brought to 0 … 1; ½ where a map is constant.
    /// </summary>
    public required double Coherency { get; init; }

    /// <summary>Mean of the map as a share of its maximum, 0 … 1; small is good.</summary>
    public required double Complexity { get; init; }

    /// <summary>How badly the map tells what removed squares cost; see <see cref="Faithfulness.Infidelity"/>.</summary>
    public required double Infidelity { get; init; }

    /// <summary>
    /// By how much the map changes, at most, for noise too weak to be seen, as a share of the map (Yeh et al. 2019); small is
    /// good.
    /// </summary>
    public required double MaxSensitivity { get; init; }

    /// <summary>The Gini index of the map; see <see cref="MapConcentration.Gini"/>.</summary>
    public required double Sparseness { get; init; }

    /// <summary>The entropy of the map; see <see cref="MapConcentration.Entropy"/>.</summary>
    public required double Entropy { get; init; }

    /// <summary>
    /// Harmonic mean of coherency, 1 − complexity and 1 − drop (Poppi et al. 2021, section 3.3): 0 where one is 0, at most 1.
    /// </summary>
    public double Adcc => Math.Min(Coherency, Math.Min(1 - Complexity, 1 - Drop)) is <= 0 ? 0
        : 3 / (1 / Coherency + 1 / (1 - Complexity) + 1 / (1 - Drop));

    /// <summary>All figures, with their names.</summary>
    public static IReadOnlyList<(string Name, Func<FaithfulnessFigures, double> Of)> All { get; } =
    [
        (nameof(Deletion), one => one.Deletion), (nameof(Insertion), one => one.Insertion), (nameof(Drop), one => one.Drop),
        (nameof(Increase), one => one.Increase), (nameof(Gain), one => one.Gain), (nameof(Coherency), one => one.Coherency),
        (nameof(Complexity), one => one.Complexity), (nameof(Adcc), one => one.Adcc),
        (nameof(Infidelity), one => one.Infidelity), (nameof(MaxSensitivity), one => one.MaxSensitivity),
        (nameof(Sparseness), one => one.Sparseness), (nameof(Entropy), one => one.Entropy),
    ];
}
