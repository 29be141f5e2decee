using System.Buffers.Binary;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Formats.Numpy;

/// <summary>An array of a NumPy file, row-major.</summary>
/// <param name="Name">What it is called in messages.</param>
/// <param name="Shape">Length of every axis; none for a single number.</param>
/// <param name="Format">Type of the elements.</param>
/// <param name="Data">The elements, little-endian.</param>
internal sealed record NumpyArray(string Name, int[] Shape, NumberFormat Format, ReadOnlyMemory<byte> Data)
{
    /// <summary>The numbers, which must be finite; doubles rounded to nearest.</summary>
    /// <exception cref="NetworkFormatException">They are integers, or one is not finite.</exception>
    public float[] Singles() => Format.IsFloat() ? FiniteNumbers(Format.ToSingle(Data.Span))
        : throw new NetworkFormatException("The elements are of the wrong type.", Name, "floating-point numbers", $"{Format}");

    /// <summary>The integers.</summary>
    /// <exception cref="NetworkFormatException">They are no integers.</exception>
    public long[] Integers()
    {
        if (Format.IsFloat())
            throw new NetworkFormatException("The elements are of the wrong type.", Name, "integers", $"{Format}");
        var values = new long[Data.Length / Format.Size()];
        for (var i = 0; i < values.Length; i++)
            values[i] = Format == NumberFormat.Int32 ? BinaryPrimitives.ReadInt32LittleEndian(Data.Span[(4 * i)..])
                : BinaryPrimitives.ReadInt64LittleEndian(Data.Span[(8 * i)..]);
        return values;
    }

    private float[] FiniteNumbers(float[] values) => Vectors.IndexOfNotFinite(values) is >= 0 and var at
        ? throw new NetworkFormatException("An element is not finite.", Name, "finite numbers",
            FormattableString.Invariant($"{values[at]} as number {at} of {values.Length}"))
        : values;
}
