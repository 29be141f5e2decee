namespace SaliencyPS.Engines.Managed.Kernels;

/// <summary>
/// Rows cut into as few tiles as hold at most so many each, all equally large or the first ones larger by one.
/// </summary>
/// <param name="rows">Rows in all.</param>
/// <param name="most">Most rows of a tile.</param>
internal readonly struct Tiles(int rows, int most)
{
    private readonly int _size = rows / Math.Max(1, (rows + most - 1) / most), _larger = rows % Math.Max(1, (rows + most - 1) / most);

    /// <summary>Number of tiles.</summary>
    public readonly int Count = (rows + most - 1) / most;

    /// <summary>The first row of one tile.</summary>
    public int Start(int tile) => tile * _size + Math.Min(tile, _larger);

    /// <summary>Rows of one tile.</summary>
    public int Size(int tile) => tile < _larger ? _size + 1 : _size;
}
