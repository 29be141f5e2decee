using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks.Formats;

/// <summary>
/// A tensor in a weights file. The shape is known at once; the values are read when asked for, so that a hostile file cannot
/// make us allocate more than the network that is being built needs, and so that no tensor is in memory twice.
/// </summary>
internal sealed class WeightTensor
{
    private readonly Func<float[]> _read;

    /// <summary>Describes a tensor whose values, row-major, <paramref name="read"/> delivers as float32.</summary>
    public WeightTensor(IReadOnlyList<int> shape, Func<float[]> read) => (Shape, _read) = (shape, read);

    /// <summary>Size of every axis; empty for a scalar.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>Reads the values.</summary>
    /// <exception cref="NetworkFormatException">The file does not hold them, or they are not floating-point numbers.</exception>
    public float[] Read() => _read();

    /// <summary>For example <c>64×3×11×11</c>.</summary>
    public override string ToString() => Text(Shape);

    /// <summary>The shape as it appears in messages.</summary>
    public static string Text<T>(IReadOnlyCollection<T> shape) => shape.Count == 0 ? "a scalar" : string.Join('×', shape);

    /// <summary>Checks stored sizes and gives the number of elements.</summary>
    /// <exception cref="NetworkFormatException">A size is negative, or there are more elements than an array can
    /// hold.</exception>
    public static int CountElements(IReadOnlyCollection<long> shape, string tensor)
    {
        long count = 1;
        var empty = false;
        foreach (var size in shape)
        {
            if (size < 0) throw new NetworkFormatException("A size is negative.", $"Tensor '{tensor}'", actual: Text(shape));
            empty |= size == 0;
            // An axis of 0 makes the tensor empty, but the other axes must still be sane: they end up as ints.
            if (size > MaximumElements || (count *= Math.Max(size, 1)) > MaximumElements)
                throw new NetworkFormatException("The tensor is too large.", $"Tensor '{tensor}'",
                    $"at most {MaximumElements} elements",
                    Text(shape));
        }
        return empty ? 0 : (int)count;
    }

    /// <summary>Largest number of elements: float32 arrays stay below 2 GiB.</summary>
    public const int MaximumElements = int.MaxValue / sizeof(float);
}
