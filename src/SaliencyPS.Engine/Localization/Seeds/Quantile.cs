namespace SaliencyPS.Localization.Seeds;

/// <summary>Exact order statistics of a float array, without sorting or copying it.</summary>
internal static class Quantile
{
    /// <summary>
    /// The value below which the fraction <paramref name="fraction"/> of <paramref name="values"/> lies: with the
    /// values sorted and p = fraction · (n − 1), the straight line between elements ⌊p⌋ and ⌊p⌋ + 1 (numpy's
    /// default, Hyndman &amp; Fan's type 7).
    /// </summary>
    /// <param name="values">At least one value, all finite.</param>
    /// <param name="fraction">0 … 1.</param>
    /// <exception cref="ArgumentException">No values, or a fraction outside 0 … 1.</exception>
    public static double Of(ReadOnlySpan<float> values, double fraction)
    {
        if (values.IsEmpty) throw new ArgumentException("No values have no quantile.", nameof(values));
        if (!(fraction is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "A quantile lies between 0 and 1.");
        var position = fraction * (values.Length - 1);
        var rank = (int)position;
        double low = Select(values, rank), part = position - rank;
        return part == 0 ? low : low + part * (Following(values, rank, (float)low) - low);
    }

    /// <summary>The value at rank + 1, where the one at <paramref name="rank"/> is known.</summary>
    private static float Following(ReadOnlySpan<float> values, int rank, float known)
    {
        var (upToKnown, next) = (0, float.PositiveInfinity);
        foreach (var value in values)
        {
            if (value <= known) upToKnown++;
            else next = Math.Min(next, value);
        }

        return upToKnown > rank + 1 ? known : next;
    }

    /// <summary>
    /// The value with <paramref name="rank"/> values before it in sorted order; radix selection, O(n) for any input.
    /// </summary>
    internal static float Select(ReadOnlySpan<float> values, int rank)
    {
        Span<int> counts = stackalloc int[1 << 11];
        uint prefix = 0;
        foreach (var (shift, bits) in (ReadOnlySpan<(int, int)>)[(21, 11), (10, 11), (0, 10)])
        {
            counts.Clear();
            foreach (var value in values)
            {
                var key = Key(value);
                if ((ulong)key >> (shift + bits) == prefix) counts[(int)(key >> shift) & ((1 << bits) - 1)]++;
            }

            var digit = 0;
            for (; rank >= counts[digit]; digit++) rank -= counts[digit];
            prefix = prefix << bits | (uint)digit;
        }

        return Value(prefix);
    }

    // Unsigned order of the key is the order of the floats: flip the sign bit of positives, all bits of negatives.
    private static uint Key(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        return (bits & 0x8000_0000) != 0 ? ~bits : bits | 0x8000_0000;
    }

    private static float Value(uint key) =>
        BitConverter.UInt32BitsToSingle((key & 0x8000_0000) != 0 ? key & 0x7FFF_FFFF : ~key);
}
