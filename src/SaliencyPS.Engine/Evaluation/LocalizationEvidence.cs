namespace SaliencyPS.Evaluation;

/// <summary>A result that can be judged: a map or a box.</summary>
public sealed class LocalizationEvidence
{
    private readonly ClassSaliency? _map;
    private readonly ObjectBox? _box;

    /// <summary>A map.</summary>
    public LocalizationEvidence(ClassSaliency map) => (_map, Network, View) = (map, map.Network, map.View);

    /// <summary>A box.</summary>
    public LocalizationEvidence(ObjectBox box) => (_box, Network, View) = (box, box.Network, box.View);

    /// <summary>Name of the network.</summary>
    public string Network { get; }

    /// <summary>The view of the picture the network was shown.</summary>
    public SaliencyView View { get; }

    /// <summary>What it is worth.</summary>
    public ClassJudgement Judge(GroundTruth truth) => _map is not null ? truth.Judge(_map) : truth.Judge(_box!);
}
