namespace SaliencyPS.Files;

/// <summary>
/// Compares keys that a file chose. Numbers hash differently in every process, as texts do anyway, so that no file can be made
/// whose keys all fall into one bucket.
/// </summary>
internal sealed class KeyComparer : IEqualityComparer<long>, IEqualityComparer<object>
{
    /// <summary>The one instance.</summary>
    public static KeyComparer Instance { get; } = new();

    /// <inheritdoc/>
    public bool Equals(long one, long other) => one == other;

    /// <inheritdoc/>
    public int GetHashCode(long key) => HashCode.Combine((int)key, (int)(key >> 32));

    bool IEqualityComparer<object>.Equals(object? one, object? other) => Equals(one, other);

    int IEqualityComparer<object>.GetHashCode(object key) => key switch
    {
        long number => GetHashCode(number),
        // Equal numbers of other bits: the two zeros.
        double number => GetHashCode(number == 0 ? 0 : BitConverter.DoubleToInt64Bits(number)),
        _ => key.GetHashCode(),
    };
}
