namespace SaliencyPS.Localization;

// The third stage of the algorithm: nodes whose link to the parent was saturated look for another.
public sealed unsafe partial class GridCut
{
    private void Adopt()
    {
        while (_orphans.Count > 0)
        {
            CountWork();
            var node = _orphans.TakeFirst();
            var (parent, distance) = NearestParent(node);
            if (parent == None) Release(node);
            else Attach(node, parent, _time, distance + 1);
        }
    }

    /// <summary>The neighbour of the same tree that is nearest to the terminal, can carry flow and does not hang on an orphan.</summary>
    private (int Direction, int Distance) NearestParent(int node)
    {
        var mine = _tree[node];
        var (best, bestDistance) = ((int)None, int.MaxValue);
        for (var d = 0; d < GridLinks.Directions; d++)
        {
            var next = node + _offsets[d];
            if (_tree[next] != mine || Carries(mine, next, node, d ^ 1) == 0) continue;
            var distance = DistanceToTerminal(next);
            if (distance < bestDistance) (best, bestDistance) = (d, distance);
        }

        return (best, bestDistance);
    }

    /// <summary>Walks to the terminal or to a node whose distance was already checked in this round, and notes the way's distances.</summary>
    private int DistanceToTerminal(int start)
    {
        int steps = 0, node = start;
        for (; _stamp[node] != _time; steps++)
        {
            var d = _parent[node];
            if (d == Orphan) return int.MaxValue;
            if (d == Terminal)
            {
                (_stamp[node], _distance[node]) = (_time, 1);
                break;
            }

            node += _offsets[d];
        }

        var distance = steps + _distance[node];
        node = start;
        for (var left = distance; _stamp[node] != _time; left--)
        {
            (_stamp[node], _distance[node]) = (_time, left);
            node += _offsets[_parent[node]];
        }

        return distance;
    }

    /// <summary>Gives up a node that found no parent: its children become orphans and its neighbours may claim it again.</summary>
    private void Release(int node)
    {
        var mine = _tree[node];
        for (var d = 0; d < GridLinks.Directions; d++)
        {
            var next = node + _offsets[d];
            if (_tree[next] != mine) continue;
            if (Carries(mine, next, node, d ^ 1) != 0) Activate(next);
            if (_parent[next] == (d ^ 1)) MakeOrphan(next, front: false);
        }

        (_tree[node], _parent[node]) = (Free, None);
    }
}
