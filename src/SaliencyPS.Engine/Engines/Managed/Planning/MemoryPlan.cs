namespace SaliencyPS.Engines.Managed.Planning;

/// <summary>
/// Places buffers with known lifetimes into one arena, so that buffers that are never alive together share memory.
/// </summary>
internal sealed class MemoryPlan
{
    // One 64-byte cache line of floats; keeps every buffer aligned for the widest vectors.
    private const int Alignment = 16;

    private readonly List<Buffer> _buffers = [];

    /// <summary>Elements that the arena needs; valid after <see cref="Place"/>.</summary>
    public long Length { get; private set; }

    /// <summary>Declares a buffer that is written at step <paramref name="first"/>; returns its index.</summary>
    public int Add(long length, int first)
    {
        _buffers.Add(new Buffer((length + Alignment - 1) / Alignment * Alignment, first));
        return _buffers.Count - 1;
    }

    /// <summary>Keeps a buffer alive up to and including this step.</summary>
    public void Extend(int buffer, int step) => _buffers[buffer].Last = Math.Max(_buffers[buffer].Last, step);

    /// <summary>Where a buffer begins; valid after <see cref="Place"/>.</summary>
    public long Offset(int buffer) => _buffers[buffer].Offset;

    /// <summary>
    /// Gives every buffer its place: the largest first, each into the lowest gap that is free during its whole life.
    /// </summary>
    public void Place()
    {
        var placed = new List<Buffer>();
        foreach (var buffer in _buffers.OrderByDescending(b => b.Length).ThenBy(b => b.First))
        {
            var offset = 0L;
            foreach (var other in placed.Where(o => o.First <= buffer.Last && buffer.First <= o.Last).OrderBy(o => o.Offset))
            {
                if (offset + buffer.Length <= other.Offset) break;
                offset = Math.Max(offset, other.Offset + other.Length);
            }

            buffer.Offset = offset;
            Length = Math.Max(Length, offset + buffer.Length);
            placed.Add(buffer);
        }
    }

    private sealed class Buffer(long length, int first)
    {
        public long Length => length;

        public int First { get; } = first;

        public int Last { get; set; } = first;

        public long Offset { get; set; }
    }
}
