using SaliencyPS.Evaluation.GroundTruth;

namespace SaliencyPS.Evaluation.Figures;

/// <summary>A result that can be judged: a map or a box.</summary>
public sealed class LocalizationEvidence
{
    private readonly ClassSaliency? _map;
    private readonly ObjectBox? _box;

    /// <summary>A map.</summary>
    public LocalizationEvidence(ClassSaliency map) => (_map, Network, View, Method) = (map, map.Network, map.View, map.Method);

    /// <summary>A box.</summary>
    public LocalizationEvidence(ObjectBox box) => (_box, Network, View, Method) = (box, box.Network, box.View, box.Method);

    /// <summary>Name of the network.</summary>
    public string Network { get; }

    /// <summary>The view of the image the network was shown.</summary>
    public SaliencyView View { get; }

    /// <summary>How the map was computed.</summary>
    public SaliencyMethod Method { get; }

    /// <summary>What it is worth.</summary>
    internal ClassJudgement Judge(GroundTruthSet truth) =>
        _map is not null ? ClassJudgement.Of(truth, _map) : ClassJudgement.Of(truth, _box!);
}
