namespace SaliencyPS.Tests.HouseRules;

/// <summary>Which folder uses which others, with one reference between types as the evidence for each pair.</summary>
internal sealed class FolderGraph
{
    private readonly SortedDictionary<string, SortedDictionary<string, string>> _uses = new(StringComparer.Ordinal);

    /// <summary>Takes every use of one folder by another; a folder's use of itself does not count.</summary>
    public FolderGraph(IEnumerable<FolderUse> uses)
    {
        foreach (var use in uses.Where(use => use.From != use.To))
        {
            if (!_uses.TryGetValue(use.From, out var targets)) _uses[use.From] = targets = new(StringComparer.Ordinal);
            // Of many references the first in the alphabet, so that messages stay the same from run to run.
            if (!targets.TryGetValue(use.To, out var evidence) || string.CompareOrdinal(use.Evidence, evidence) < 0)
                targets[use.To] = use.Evidence;
        }
    }

    /// <summary>One use for each pair of folders, sorted by name.</summary>
    public IEnumerable<FolderUse> Uses =>
        _uses.SelectMany(from => from.Value.Select(to => new FolderUse(from.Key, to.Key, to.Value)));

    /// <summary>
    /// The uses of a shortest cycle, each beginning where the one before it ends; empty where there is no cycle.
    /// </summary>
    public IReadOnlyList<FolderUse> ShortestCycle() =>
        _uses.Keys.Select(CycleThrough).Where(cycle => cycle.Count > 0).MinBy(cycle => cycle.Count) ?? [];

    /// <summary>Breadth-first search from a folder back to itself.</summary>
    private IReadOnlyList<FolderUse> CycleThrough(string start)
    {
        var reachedBy = new Dictionary<string, FolderUse>();
        var queue = new Queue<string>([start]);
        while (queue.TryDequeue(out var folder) && !reachedBy.ContainsKey(start))
            foreach (var (to, evidence) in _uses.GetValueOrDefault(folder) ?? [])
                if (reachedBy.TryAdd(to, new FolderUse(folder, to, evidence))) queue.Enqueue(to);

        if (!reachedBy.TryGetValue(start, out var use)) return [];
        List<FolderUse> cycle = [use];
        while (cycle[^1].From != start) cycle.Add(reachedBy[cycle[^1].From]);
        cycle.Reverse();
        return cycle;
    }
}
