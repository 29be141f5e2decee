using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Layers;

/// <summary>Constant numbers of a layer with their shape, row-major. Nobody can change them once the layer is made.</summary>
public sealed class Weights
{
    private readonly float[] _values;

    /// <summary>Takes numbers over without copying them; whoever made the array must not write to it afterwards.</summary>
    /// <param name="values">The numbers, row-major.</param>
    /// <param name="shape">Their shape.</param>
    /// <exception cref="ArgumentException">There are not as many numbers as the shape has.</exception>
    internal Weights(float[] values, TensorShape shape)
    {
        if (values.Length != shape.Length) throw new ArgumentException($"{values.Length} numbers do not fill the shape {shape}.");
        (_values, Shape) = (values, shape);
    }

    /// <summary>
    /// Their shape, such as 64×3×11×11 for a convolution's weights: outputs × inputs per group × rows × columns.
    /// </summary>
    public TensorShape Shape { get; }

    /// <summary>How many there are.</summary>
    public int Count => _values.Length;

    /// <summary>One of them, by its place in row-major order.</summary>
    public float this[int index] => _values[index];

    /// <summary>All of them, to be read.</summary>
    public ReadOnlySpan<float> Span => _values;

    /// <summary>All of them, to be read.</summary>
    public ReadOnlyMemory<float> Memory => _values;

    /// <summary>Numbers of the same shape, each a function of the one in its place.</summary>
    public Weights Select(Func<float, float> function) => new(Array.ConvertAll(_values, value => function(value)), Shape);

    /// <summary>The shape, for example <c>64×3×11×11</c>.</summary>
    public override string ToString() => Shape.ToString();
}
