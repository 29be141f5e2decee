using SaliencyPS.Evaluation.GroundTruth;

namespace SaliencyPS.Evaluation.Figures;

/// <summary>
/// What boxes of others lack: the index of a class that has a name only, and the rank of a prediction where none is given, which
/// is its place among those of its image.
/// </summary>
internal sealed class RowLabels
{
    private ClassNames? _classes;
    private readonly Dictionary<string, int> _indices = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<string>> _predictions = [];

    /// <summary>The labels of the network whose classes are meant; null where that is not known.</summary>
    public IReadOnlyList<string>? Known
    {
        get;
        set => (field, _classes) = (value, value is null ? null : new(value));
    }

    /// <summary>The index of a class; where no network's labels are known, a number below 0 that no other name has.</summary>
    public int IndexOf(string label)
    {
        if (_indices.TryGetValue(label, out var index)) return index;
        index = _classes?.Find(label) ?? -1;
        return _indices[label] = index >= 0 ? index : -2 - _indices.Count;
    }

    /// <summary>The place of a class among those of an image, from 1.</summary>
    public int RankOf(string path, string label)
    {
        if (!_predictions.TryGetValue(path, out var labels)) _predictions[path] = labels = [];
        if (!labels.Contains(label)) labels.Add(label);
        return labels.IndexOf(label) + 1;
    }
}
