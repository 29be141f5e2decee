using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SaliencyPS.Tensors;

/// <summary>
/// Elementwise arithmetic on spans, vectorised for any number type. Sums have a fixed order, whatever the vector width.
/// </summary>
internal static class Vectors
{
    /// <summary>target += source.</summary>
    public static void Add<T>(Span<T> target, ReadOnlySpan<T> source)
        where T : unmanaged, INumber<T> => Add<T>(target, source, target);

    /// <summary>target = left + right; the target may be one of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right, Span<T> target) where T : unmanaged, INumber<T>
    {
        var a = MemoryMarshal.Cast<T, Vector<T>>(left);
        var b = MemoryMarshal.Cast<T, Vector<T>>(right);
        var c = MemoryMarshal.Cast<T, Vector<T>>(target);
        for (var i = 0; i < c.Length; i++) c[i] = a[i] + b[i];
        for (var i = c.Length * Vector<T>.Count; i < target.Length; i++) target[i] = left[i] + right[i];
    }

    /// <summary>target += value.</summary>
    public static void Add<T>(Span<T> target, T value) where T : unmanaged, INumber<T>
    {
        foreach (ref var element in target) element += value;
    }

    /// <summary>target *= source.</summary>
    public static void Multiply<T>(Span<T> target, ReadOnlySpan<T> source)
        where T : unmanaged, INumber<T> => Multiply<T>(target, source, target);

    /// <summary>target = left · right; the target may be one of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right, Span<T> target) where T : unmanaged, INumber<T>
    {
        var a = MemoryMarshal.Cast<T, Vector<T>>(left);
        var b = MemoryMarshal.Cast<T, Vector<T>>(right);
        var c = MemoryMarshal.Cast<T, Vector<T>>(target);
        for (var i = 0; i < c.Length; i++) c[i] = a[i] * b[i];
        for (var i = c.Length * Vector<T>.Count; i < target.Length; i++) target[i] = left[i] * right[i];
    }

    /// <summary>target *= value.</summary>
    public static void Multiply<T>(Span<T> target, T value) where T : unmanaged, INumber<T>
    {
        foreach (ref var element in target) element *= value;
    }

    /// <summary>Index of the first element that is infinite or not a number; −1 where all are finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int IndexOfNotFinite(ReadOnlySpan<float> values)
    {
        var exponent = new Vector<int>(0x7f800000);
        var start = 0;
        for (; start <= values.Length - Vector<float>.Count; start += Vector<float>.Count)
            if (Vector.EqualsAny(Vector.AsVectorInt32(new Vector<float>(values[start..])) & exponent, exponent)) break;
        for (; start < values.Length; start++)
            if (!float.IsFinite(values[start])) return start;
        return -1;
    }

    /// <summary>Sum from the first element to the last.</summary>
    public static T Sum<T>(ReadOnlySpan<T> values) where T : unmanaged, INumber<T>
    {
        var sum = T.Zero;
        foreach (var value in values) sum += value;
        return sum;
    }

    /// <summary>Σ a·b in double precision, from the first element to the last.</summary>
    public static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) sum += (double)a[i] * b[i];
        return sum;
    }
}
