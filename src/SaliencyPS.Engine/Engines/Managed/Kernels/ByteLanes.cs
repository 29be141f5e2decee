using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SaliencyPS.Engines.Managed.Kernels;

/// <summary>Sixteen small numbers, as bytes in memory and as integers in the lanes of a register.</summary>
internal static unsafe class ByteLanes
{
    /// <summary>Bytes to integers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Load(byte* source)
    {
        var bytes = Vector128.Load(source);
        if (Avx512F.IsSupported) return Avx512F.ConvertToVector512Int32(bytes);
        var (low, high) = Vector128.Widen(bytes);
        return Vector512.Create(Vector256.Create(Vector128.WidenLower(low), Vector128.WidenUpper(low)),
            Vector256.Create(Vector128.WidenLower(high), Vector128.WidenUpper(high))).AsInt32();
    }

    /// <summary>Integers 0 … 255 to bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(byte* target, Vector512<int> value)
    {
        if (Avx512F.IsSupported)
        {
            Avx512F.ConvertToVector128Byte(value).Store(target);
            return;
        }

        Vector256<int> low = value.GetLower(), high = value.GetUpper();
        Vector128.Narrow(Vector128.Narrow(low.GetLower(), low.GetUpper()), Vector128.Narrow(high.GetLower(), high.GetUpper()))
            .AsByte().Store(target);
    }
}
