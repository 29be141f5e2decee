using SaliencyPS.Localization;

namespace SaliencyPS.Evaluation.Figures;

/// <summary>
/// Connected regions of an image to which pixels are added one by one, by union–find: a map's regions at all thresholds, from
/// the highest down, cost little more than those at one. Pixels that touch at a corner are connected.
/// </summary>
internal sealed class GrowingComponents
{
    private readonly int _width;
    private readonly int[] _parents, _areas, _firsts;
    private readonly (int Left, int Top, int Right, int Bottom)[] _extents;
    private readonly List<int> _roots = [];
    private int _largest = -1;

    /// <summary>Begins without a pixel.</summary>
    public GrowingComponents(int width, int height)
    {
        (_width, _parents) = (width, new int[width * height]);
        Array.Fill(_parents, -1);
        (_areas, _firsts, _extents) = (new int[_parents.Length], new int[_parents.Length],
            new (int, int, int, int)[_parents.Length]);
    }

    /// <summary>
    /// The box of the region with the most pixels; of equals the one whose first pixel comes first in row order.
    /// </summary>
    public BoundingBox Largest => _largest < 0 ? default : Box(Find(_largest));

    /// <summary>The boxes of all regions, in no particular order.</summary>
    public IEnumerable<BoundingBox> Boxes
    {
        get
        {
            _roots.RemoveAll(root => _parents[root] != root);
            return _roots.Select(Box);
        }
    }

    /// <summary>Adds a pixel that has not been added before.</summary>
    public void Add(int pixel)
    {
        var (x, y) = (pixel % _width, pixel / _width);
        (_parents[pixel], _areas[pixel], _firsts[pixel], _extents[pixel]) = (pixel, 1, pixel, (x, y, x + 1, y + 1));
        _roots.Add(pixel);
        var root = pixel;
        for (var row = y - 1; row <= y + 1; row++)
            for (var column = x - 1; column <= x + 1; column++)
            {
                var other = row * _width + column;
                if (column < 0 || column >= _width || other < 0 || other >= _parents.Length) continue;
                if (other == pixel || _parents[other] < 0) continue;
                root = Join(root, Find(other));
            }

        // A region only grows, so whatever was the largest before is no match for itself now.
        if (_largest < 0 || (_areas[root], -_firsts[root]).CompareTo((_areas[_largest], -_firsts[_largest])) > 0) _largest = root;
    }

    private int Join(int a, int b)
    {
        if (a == b) return a;
        if (_areas[a] < _areas[b]) (a, b) = (b, a);
        _parents[b] = a;
        _areas[a] += _areas[b];
        _firsts[a] = Math.Min(_firsts[a], _firsts[b]);
        var (one, other) = (_extents[a], _extents[b]);
        _extents[a] = (Math.Min(one.Left, other.Left), Math.Min(one.Top, other.Top), Math.Max(one.Right, other.Right),
            Math.Max(one.Bottom, other.Bottom));
        return a;
    }

    private int Find(int pixel)
    {
        while (_parents[pixel] != pixel) pixel = _parents[pixel] = _parents[_parents[pixel]];
        return pixel;
    }

    private BoundingBox Box(int root)
    {
        var (left, top, right, bottom) = _extents[root];
        return new BoundingBox(left, top, right - left, bottom - top);
    }
}
