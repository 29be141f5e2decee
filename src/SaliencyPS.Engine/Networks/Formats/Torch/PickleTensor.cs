using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks.Formats.Torch;

/// <summary>
/// A strided view of a storage; offset and strides count elements. The constructor checks that it stays inside.
/// </summary>
internal sealed class PickleTensor
{
    /// <summary>Checks and keeps the view.</summary>
    /// <exception cref="NetworkFormatException">The view leaves its storage, or repeats elements (an expanded
    /// tensor).</exception>
    public PickleTensor(PickleStorage storage, long offset, long[] shape, long[] strides)
    {
        var element = $"Tensor of storage '{storage.Key}'";
        if (shape.Length != strides.Length)
            throw new NetworkFormatException("Sizes and strides differ in number.", element, $"{shape.Length}",
                $"{strides.Length}");
        Length = WeightTensor.CountElements(shape, $"of storage '{storage.Key}'");
        Int128 last = offset;
        for (var i = 0; i < shape.Length; i++)
        {
            if (strides[i] < 0)
                throw new NetworkFormatException("A stride is negative.", element, actual: string.Join(", ", strides));
            if (Length > 0) last += (Int128)(shape[i] - 1) * strides[i];
        }
        if (offset < 0 || Length > storage.Count || Length > 0 && last >= storage.Count)
            throw new NetworkFormatException("The tensor leaves its storage.", element, $"at most {storage.Count} elements",
                $"{WeightTensor.Text(shape)} at {offset}, strides {string.Join(", ", strides)}");
        (Storage, Offset, Shape, Strides) = (storage, offset, [.. shape.Select(s => (int)s)], strides);
        Extent = Length == 0 ? 0 : (long)last - offset + 1;
    }

    /// <summary>Where the values are.</summary>
    public PickleStorage Storage { get; }

    /// <summary>First element.</summary>
    public long Offset { get; }

    /// <summary>Size of every axis.</summary>
    public int[] Shape { get; }

    /// <summary>Elements between neighbours along every axis.</summary>
    public long[] Strides { get; }

    /// <summary>Number of elements.</summary>
    public int Length { get; }

    /// <summary>Number of storage elements from the first to the last, inclusive.</summary>
    public long Extent { get; }

    /// <summary>The values in row-major order.</summary>
    /// <param name="stored">The <see cref="Extent"/> storage elements from <see cref="Offset"/> on.</param>
    public float[] MakeContiguous(float[] stored)
    {
        // The usual case: the strides are those of a row-major tensor.
        long dense = 1;
        var contiguous = true;
        for (var i = Shape.Length - 1; i >= 0; dense *= Shape[i--]) contiguous &= Shape[i] == 1 || Strides[i] == dense;
        if (contiguous || Length == 0) return stored;

        var values = new float[Length];
        var index = new int[Shape.Length];
        long source = 0;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = stored[source];
            for (var axis = Shape.Length - 1; axis >= 0; axis--)
            {
                source += Strides[axis];
                if (++index[axis] < Shape[axis]) break;
                source -= index[axis] * Strides[axis];
                index[axis] = 0;
            }
        }
        return values;
    }
}
