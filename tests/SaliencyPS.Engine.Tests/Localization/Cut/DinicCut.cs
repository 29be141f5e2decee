namespace SaliencyPS.Tests.Localization.Cut;

/// <summary>
/// The slow twin of the grid cut: Dinic's algorithm on an edge list, by breadth-first layers and an explicit stack.
/// </summary>
internal sealed class DinicCut(int nodes)
{
    private readonly List<(int To, long Capacity)> _edges = [];
    private readonly List<int>[] _from = [.. Enumerable.Range(0, nodes).Select(_ => new List<int>())];

    public void Add(int a, int b, long forward, long back)
    {
        _from[a].Add(_edges.Count);
        _edges.Add((b, forward));
        _from[b].Add(_edges.Count);
        _edges.Add((a, back));
    }

    public (long Flow, bool[] SourceSide) Solve(int source, int sink)
    {
        long flow = 0;
        while (true)
        {
            var level = Levels(source);
            if (level[sink] < 0) return (flow, [.. level.Select(l => l >= 0)]);
            var next = new int[nodes];
            for (var path = new Stack<int>(); ;)
            {
                var node = path.Count == 0 ? source : _edges[path.Peek()].To;
                if (node == sink)
                {
                    var amount = path.Min(e => _edges[e].Capacity);
                    foreach (var e in path) Push(e, amount);
                    flow += amount;
                    path.Clear();
                }
                else if (next[node] < _from[node].Count)
                {
                    var e = _from[node][next[node]];
                    if (_edges[e].Capacity > 0 && level[_edges[e].To] == level[node] + 1) path.Push(e);
                    else next[node]++;
                }
                else if (path.Count == 0)
                {
                    break;
                }
                else
                {
                    next[_edges[path.Pop() ^ 1].To]++;
                }
            }
        }
    }

    private int[] Levels(int source)
    {
        var level = new int[nodes];
        Array.Fill(level, -1);
        level[source] = 0;
        for (var queue = new Queue<int>([source]); queue.TryDequeue(out var node);)
            foreach (var e in _from[node])
                if (_edges[e].Capacity > 0 && level[_edges[e].To] < 0)
                {
                    level[_edges[e].To] = level[node] + 1;
                    queue.Enqueue(_edges[e].To);
                }

        return level;
    }

    private void Push(int e, long amount)
    {
        _edges[e] = _edges[e] with { Capacity = _edges[e].Capacity - amount };
        _edges[e ^ 1] = _edges[e ^ 1] with { Capacity = _edges[e ^ 1].Capacity + amount };
    }
}
