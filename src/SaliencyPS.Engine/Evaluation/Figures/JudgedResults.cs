using SaliencyPS.Evaluation.GroundTruth;
using SaliencyPS.Results;

namespace SaliencyPS.Evaluation.Figures;

/// <summary>
/// Judges results, and keeps apart what was made in different ways: maps by how they were made, boxes by how they became boxes,
/// too.
/// </summary>
/// <param name="truth">What is true.</param>
internal sealed class JudgedResults(GroundTruthSet truth)
{
    private readonly OrderedDictionary<MapSettings, (List<ClassJudgement> Maps,
        OrderedDictionary<string, List<ClassJudgement>> Boxes)> _judged = [];

    /// <summary>What results of others lack.</summary>
    public RowLabels Labels { get; } = new();

    /// <summary>Judges a result.</summary>
    public void Add(LocalizationEvidence evidence)
    {
        evidence.Complete(Labels);
        JudgedLike(evidence).Add(evidence.Judge(truth));
    }

    /// <summary>A meter for each way in which results were made; the maps go with the boxes of each way to find boxes.</summary>
    /// <param name="options">How to measure.</param>
    public IEnumerable<LocalizationMeter> Meters(MeasureOptions options)
    {
        foreach (var (settings, (maps, boxes)) in _judged)
            foreach (var (localization, found) in boxes.Count > 0 ? boxes : new() { [""] = [] })
            {
                var meter = new LocalizationMeter(truth, settings, localization.Length > 0 ? localization : null, options);
                foreach (var judgement in found.Concat(maps)) meter.Add(judgement);
                yield return meter;
            }
    }

    private List<ClassJudgement> JudgedLike(LocalizationEvidence evidence)
    {
        if (!_judged.TryGetValue(evidence.Settings, out var judged)) _judged.Add(evidence.Settings, judged = ([], []));
        if (!evidence.IsBox) return judged.Maps;
        var localization = evidence.Localization ?? "";
        if (!judged.Boxes.TryGetValue(localization, out var boxes)) judged.Boxes.Add(localization, boxes = []);
        return boxes;
    }
}
