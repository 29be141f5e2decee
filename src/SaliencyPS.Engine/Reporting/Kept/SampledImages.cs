using SaliencyPS.Runs;

namespace SaliencyPS.Reporting.Kept;

/// <summary>
/// Chooses so many images of all, each with the same chance: those whose names have the least hashes. They are the same ones
/// every time, whatever their order, and most of them stay when images are added.
/// </summary>
/// <param name="count">How many.</param>
internal sealed class SampledImages(int count) : IMergedResults
{
    private readonly PriorityQueue<UInt128, UInt128> _least = new();

    /// <summary>Whether an image is among them; once all are known.</summary>
    public bool Contains(string key) => _least.TryPeek(out var greatest, out _) && ImageKey.Hash(key) <= greatest;

    /// <inheritdoc/>
    public void Add(ImageRecord record, ReadOnlySpan<byte> line)
    {
        var hash = ImageKey.Hash(record.Key);
        // The greatest comes first.
        if (_least.Count < count) _least.Enqueue(hash, UInt128.MaxValue - hash);
        else _least.EnqueueDequeue(hash, UInt128.MaxValue - hash);
    }

    /// <inheritdoc/>
    public void Complete() { }
}
