using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using SaliencyPS.Engines.Managed.Steps;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Engines.Managed.Blocked;

/// <summary>The piecewise linear activation and its masked gradient, 16 floats at a time.</summary>
internal static class RectifierKernel
{
    private static readonly Vector512<int> LaneBits =
        Vector512.Create(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768);

    /// <summary>
    /// y = x inside (minimum, maximum), maximum above, minimum + slope · (x − minimum) below; bits
    /// of <paramref name="mask"/> = where the derivative is 1.
    /// </summary>
    /// <remarks>x and y may be the same memory. The mask may be empty.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(Span<float> x, Span<float> y, Span<byte> mask, Rectifier layer)
    {
        var (minimum, maximum, slope, includesBounds) = (layer.Minimum, layer.Maximum, layer.Slope, layer.IncludesBounds);
        var words = MemoryMarshal.Cast<byte, ushort>(mask);
        // No more constants than these: with 256-bit registers each takes two of the sixteen.
        Vector512<float> low = Vector512.Create(minimum), high = Vector512.Create(maximum), outside = Vector512.Create(slope);
        var i = 0;
        for (; i <= x.Length - 16; i += 16)
        {
            var v = Vector512.LoadUnsafe(ref x[i]);
            Vector512<float> under = Vector512.LessThanOrEqual(v, low), over = Vector512.GreaterThanOrEqual(v, high);
            var below = slope == 0 ? low : low + outside * (v - low);
            Vector512.ConditionalSelect(under, below, Vector512.ConditionalSelect(over, high, v)).StoreUnsafe(ref y[i]);
            if (words.IsEmpty) continue;
            if (includesBounds) (under, over) = (Vector512.LessThan(v, low), Vector512.GreaterThan(v, high));
            words[i >> 4] = (ushort)~(under | over).ExtractMostSignificantBits();
        }

        if (i == x.Length) return;
        if (!words.IsEmpty) words[i >> 4] = 0;
        for (; i < x.Length; i++)
        {
            bool under = x[i] <= minimum, over = x[i] >= maximum;
            y[i] = under ? slope == 0 ? minimum : minimum + slope * (x[i] - minimum) : over ? maximum : x[i];
            if (includesBounds) (under, over) = (x[i] < minimum, x[i] > maximum);
            if (!mask.IsEmpty && !(under || over)) BitMask.Set(mask, i);
        }
    }

    /// <summary>
    /// gx = a · b · gy: a is 1 where the mask is set and <paramref name="slope"/> elsewhere (1 everywhere for DeconvNet's rule),
    /// b the same by the sign of gy (1 everywhere for back-propagation). gx and gy may be the same memory.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void InputGradient(Span<float> gy, Span<float> gx, ReadOnlySpan<byte> mask, float slope, GradientRule rule)
    {
        var (byInput, bySignal) = (rule != GradientRule.Deconvnet, rule != GradientRule.Backpropagation);
        var words = MemoryMarshal.Cast<byte, ushort>(mask);
        var outside = Vector512.Create(slope);
        var i = 0;
        for (; i <= gy.Length - 16; i += 16)
        {
            var signal = Vector512.LoadUnsafe(ref gy[i]);
            var result = signal;
            if (byInput)
            {
                var inside = Vector512.Equals(Vector512.Create((int)words[i >> 4]) & LaneBits, LaneBits).AsSingle();
                result = Vector512.ConditionalSelect(inside, result, outside * result);
            }

            if (bySignal)
                result = Vector512.ConditionalSelect(Vector512.GreaterThan(signal, Vector512<float>.Zero), result,
                    outside * result);
            result.StoreUnsafe(ref gx[i]);
        }

        for (; i < gy.Length; i++)
        {
            var signal = gy[i];
            var result = byInput && !BitMask.Get(mask, i) ? slope * signal : signal;
            gx[i] = bySignal && !(signal > 0) ? slope * result : result;
        }
    }
}
