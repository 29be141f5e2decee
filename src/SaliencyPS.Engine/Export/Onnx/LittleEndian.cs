using System.Buffers.Binary;

namespace SaliencyPS.Export.Onnx;

/// <summary>Numbers as bytes, the least significant first.</summary>
internal static class LittleEndian
{
    public static byte[] Singles(ReadOnlySpan<float> values)
    {
        var bytes = new byte[checked(4 * values.Length)];
        for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(4 * i), values[i]);
        return bytes;
    }

    /// <summary>Rounded to 16-bit floats.</summary>
    public static byte[] Halves(ReadOnlySpan<float> values)
    {
        var bytes = new byte[checked(2 * values.Length)];
        for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteHalfLittleEndian(bytes.AsSpan(2 * i), (Half)values[i]);
        return bytes;
    }

    public static byte[] Integers(ReadOnlySpan<int> values)
    {
        var bytes = new byte[checked(4 * values.Length)];
        for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4 * i), values[i]);
        return bytes;
    }

    public static byte[] Longs(ReadOnlySpan<long> values)
    {
        var bytes = new byte[checked(8 * values.Length)];
        for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8 * i), values[i]);
        return bytes;
    }
}
