namespace SaliencyPS.Engines.Managed.Steps;

/// <summary>One bit per element, least significant bit first.</summary>
internal static class BitMask
{
    /// <summary>Bytes that hold so many bits, in whole 64-bit words so that vector kernels never split one.</summary>
    public static int Bytes(int bits) => (int)(((long)bits + 63) / 64 * 8);

    public static bool Get(ReadOnlySpan<byte> mask, int index) => (mask[index >> 3] >> (index & 7) & 1) != 0;

    public static void Set(Span<byte> mask, int index) => mask[index >> 3] |= (byte)(1 << (index & 7));
}
