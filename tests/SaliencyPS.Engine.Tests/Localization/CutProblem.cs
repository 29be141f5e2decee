using SaliencyPS.Localization;

namespace SaliencyPS.Tests.Localization;

/// <summary>A grid with terminal capacities and links, and the cost of any labelling of it.</summary>
internal sealed class CutProblem
{
    private readonly List<(int A, int B, int Capacity)> _links = [];

    public CutProblem(int width, int height, Func<int> terminal, Func<int> link, Connectivity connectivity = Connectivity.Eight)
    {
        Width = width;
        Terminals = [.. Enumerable.Range(0, width * height).Select(_ => terminal())];
        Links = new GridLinks(width, height, (x, y, dx, dy) =>
        {
            var capacity = connectivity == Connectivity.Four && dx * dy != 0 ? 0 : link();
            _links.Add((y * width + x, (y + dy) * width + x + dx, capacity));
            return capacity;
        });
    }

    public int Width { get; }

    public int[] Terminals { get; }

    public GridLinks Links { get; }

    public (long Flow, bool[] Foreground) Solve(GridCut? executor = null)
    {
        var foreground = new bool[Terminals.Length];
        return ((executor ?? new GridCut(Links)).Solve(Terminals, foreground), foreground);
    }

    public long Cost(ReadOnlySpan<bool> foreground)
    {
        long cost = 0;
        for (var i = 0; i < foreground.Length; i++) cost += foreground[i] ? Math.Max(0, -Terminals[i]) : Math.Max(0, Terminals[i]);
        foreach (var (a, b, capacity) in _links)
            if (foreground[a] != foreground[b]) cost += capacity;
        return cost;
    }

    /// <summary>Least cost over all labellings.</summary>
    public long Exhaust()
    {
        var least = long.MaxValue;
        Span<bool> labels = stackalloc bool[Terminals.Length];
        for (var bits = 0; bits < 1 << labels.Length; bits++)
        {
            for (var i = 0; i < labels.Length; i++) labels[i] = (bits >> i & 1) != 0;
            least = Math.Min(least, Cost(labels));
        }

        return least;
    }

    public (long Flow, bool[] Foreground) SolveSlowly()
    {
        var (source, sink) = (Terminals.Length, Terminals.Length + 1);
        var twin = new DinicCut(Terminals.Length + 2);
        for (var i = 0; i < Terminals.Length; i++)
        {
            if (Terminals[i] > 0) twin.Add(source, i, Terminals[i], 0);
            if (Terminals[i] < 0) twin.Add(i, sink, -Terminals[i], 0);
        }

        foreach (var (a, b, capacity) in _links) twin.Add(a, b, capacity, capacity);
        var (flow, side) = twin.Solve(source, sink);
        return (flow, side[..Terminals.Length]);
    }
}
