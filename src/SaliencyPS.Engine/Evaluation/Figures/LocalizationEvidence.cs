using SaliencyPS.Evaluation.GroundTruth;
using SaliencyPS.Results;

namespace SaliencyPS.Evaluation.Figures;

/// <summary>A result that can be judged: a map or a box.</summary>
public sealed class LocalizationEvidence
{
    private readonly ClassSaliency? _map;
    private readonly ObjectBox? _box;

    /// <summary>A map.</summary>
    public LocalizationEvidence(ClassSaliency map) => (_map, Settings) = (map, map.Settings);

    /// <summary>A box.</summary>
    public LocalizationEvidence(ObjectBox box) =>
        (_box, Settings, ClassIndex, Rank) = (box, box.Settings, box.ClassIndex, box.Rank);

    /// <summary>How the map was made.</summary>
    internal MapSettings Settings { get; }

    /// <summary>It is a box.</summary>
    internal bool IsBox => _box is not null;

    /// <summary>How the map became a box; null for a map, and where that is not known.</summary>
    internal string? Localization => _box?.Localization;

    private int ClassIndex { get; set; }

    private int Rank { get; set; }

    /// <summary>Adds class and rank to a box that lacks them.</summary>
    internal void Complete(RowLabels labels)
    {
        if (_box is null) return;
        if (ClassIndex < 0) ClassIndex = labels.IndexOf(_box.Label);
        if (Rank == 0) Rank = labels.RankOf(_box.Path, $"{ClassIndex}");
    }

    /// <summary>What it is worth.</summary>
    internal ClassJudgement Judge(GroundTruthSet truth) =>
        _map is not null ? ClassJudgement.Of(truth, _map) : ClassJudgement.Of(truth, _box!, ClassIndex, Rank);
}
