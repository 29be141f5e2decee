namespace SaliencyPS.Localization;

/// <summary>A double-ended queue of node numbers in a ring that never grows: a node is in it at most once.</summary>
internal sealed class NodeQueue(int nodes)
{
    private readonly int[] _ring = new int[nodes];
    private int _first;

    public int Count { get; private set; }

    public void Clear() => Count = 0;

    public void Prepend(int node)
    {
        _first = _first == 0 ? _ring.Length - 1 : _first - 1;
        _ring[_first] = node;
        Count++;
    }

    public void Append(int node)
    {
        var last = _first + Count++;
        _ring[last < _ring.Length ? last : last - _ring.Length] = node;
    }

    public int TakeFirst()
    {
        var node = _ring[_first];
        if (++_first == _ring.Length) _first = 0;
        Count--;
        return node;
    }
}
