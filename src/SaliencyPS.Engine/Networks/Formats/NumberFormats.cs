using System.Buffers.Binary;
using System.Runtime.InteropServices;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks.Formats;

/// <summary>Sizes and conversion of <see cref="NumberFormat"/>.</summary>
internal static class NumberFormats
{
    /// <summary>Bytes per element.</summary>
    public static int Size(this NumberFormat format) => format switch
    {
        NumberFormat.Int8 => 1,
        NumberFormat.Float16 or NumberFormat.BFloat16 or NumberFormat.Int16 => 2,
        NumberFormat.Float32 or NumberFormat.Int32 => 4,
        NumberFormat.Float64 or NumberFormat.Int64 or NumberFormat.Complex64 => 8,
        NumberFormat.Complex128 => 16,
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Unknown format."),
    };

    /// <summary>True for the formats that <see cref="ToSingle"/> takes.</summary>
    public static bool IsFloat(this NumberFormat format) => format switch
    {
        NumberFormat.Float32 or NumberFormat.Float16 or NumberFormat.BFloat16 or NumberFormat.Float64 => true,
        NumberFormat.Int8 or NumberFormat.Int16 or NumberFormat.Int32 or NumberFormat.Int64
            or NumberFormat.Complex64 or NumberFormat.Complex128 => false,
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Unknown format."),
    };

    /// <summary>Converts stored elements to float32: halves are widened exactly, doubles rounded to nearest.</summary>
    public static float[] ToSingle(this NumberFormat format, ReadOnlySpan<byte> source)
    {
        var values = new float[source.Length / format.Size()];
        if (format == NumberFormat.Float32 && BitConverter.IsLittleEndian)
        {
            MemoryMarshal.Cast<byte, float>(source)[..values.Length].CopyTo(values);
            return values;
        }
        for (var i = 0; i < values.Length; i++)
            values[i] = format switch
            {
                NumberFormat.Float32 => BinaryPrimitives.ReadSingleLittleEndian(source[(4 * i)..]),
                NumberFormat.Float16 => (float)BinaryPrimitives.ReadHalfLittleEndian(source[(2 * i)..]),
                NumberFormat.BFloat16 =>
                    BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadInt16LittleEndian(source[(2 * i)..]) << 16),
                NumberFormat.Float64 => (float)BinaryPrimitives.ReadDoubleLittleEndian(source[(8 * i)..]),
                _ => throw new NetworkFormatException($"{format} elements cannot be weights."),
            };
        return values;
    }
}
