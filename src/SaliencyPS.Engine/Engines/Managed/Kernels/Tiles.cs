namespace SaliencyPS.Engines.Managed.Kernels;

/// <summary>Rows cut into tiles: as few as can be, all equally large or the first ones larger by one.</summary>
internal readonly struct Tiles
{
    private readonly int _size, _larger;

    /// <summary>Cuts them.</summary>
    /// <param name="rows">Rows in all.</param>
    /// <param name="most">Most rows of a tile.</param>
    public Tiles(int rows, int most)
    {
        Count = (rows + most - 1) / most;
        if (Count > 0) (_size, _larger) = Math.DivRem(rows, Count);
    }

    /// <summary>Number of tiles.</summary>
    public int Count { get; }

    /// <summary>The first row of one tile.</summary>
    public int Start(int tile) => tile * _size + Math.Min(tile, _larger);

    /// <summary>Rows of one tile.</summary>
    public int Size(int tile) => tile < _larger ? _size + 1 : _size;
}
