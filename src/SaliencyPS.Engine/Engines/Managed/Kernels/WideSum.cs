using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SaliencyPS.Engines.Managed.Kernels;

/// <summary>A sum of floats in double precision, sixteen at a time, in an order that is the same on every machine.</summary>
internal struct WideSum
{
    private Vector512<double> _low, _high;

    /// <summary>Adds each lane to a sum of its own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(Vector512<float> values)
    {
        var (low, high) = Vector512.Widen(values);
        _low += low;
        _high += high;
    }

    /// <summary>The sums of the lanes.</summary>
    public readonly Vector512<float> Lanes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Narrow(_low, _high);
    }

    /// <summary>The sum over all lanes.</summary>
    public readonly double Total
    {
        get
        {
            var eight = _low + _high;
            var four = eight.GetLower() + eight.GetUpper();
            return four[0] + four[2] + (four[1] + four[3]);
        }
    }
}
