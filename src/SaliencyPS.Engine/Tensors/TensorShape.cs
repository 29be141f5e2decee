namespace SaliencyPS.Tensors;

/// <summary>
/// The shape of one sample, row-major, of any number of axes: channels × height × width of a convolutional layer, tokens ×
/// channels, heads × tokens × tokens, or a vector. The batch axis is kept apart.
/// </summary>
public readonly struct TensorShape : IEquatable<TensorShape>
{
    // One reference, so that a shape is passed in a register: kernels ask for sizes again and again.
    private readonly Axes? _axes;

    /// <summary>A shape of these axes; without any, that of a single number.</summary>
    /// <param name="sizes">Length of each axis, the outermost first, each at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A length is below 0.</exception>
    /// <exception cref="OverflowException">There would be more than 2³¹ − 1 values.</exception>
    public TensorShape(params ReadOnlySpan<int> sizes)
    {
        var length = 1;
        foreach (var size in sizes)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(size, nameof(sizes));
            length = checked(length * size);
        }

        _axes = new(sizes.ToArray(), length);
    }

    /// <summary>Number of axes.</summary>
    public int Rank => Sizes.Length;

    /// <summary>Length of each axis, the outermost first.</summary>
    public ReadOnlySpan<int> Sizes => _axes is null ? [] : _axes.Sizes;

    /// <summary>Length of an axis, counted from 0; 1 for axes beyond the last.</summary>
    public int this[int axis] => axis < Rank ? Sizes[axis] : 1;

    /// <summary>Number of values in one sample.</summary>
    public int Length => _axes is null ? 0 : _axes.Length;

    /// <summary>Length of axis 0: the channels of channels × height × width.</summary>
    public int Channels => _axes is null ? 0 : _axes.Channels;

    /// <summary>Length of axis 1: the rows of channels × height × width; 1 for a vector.</summary>
    public int Height => _axes is null ? 0 : _axes.Height;

    /// <summary>Length of axis 2: the columns of channels × height × width; 1 for a vector.</summary>
    public int Width => _axes is null ? 0 : _axes.Width;

    /// <summary>Number of values of one index of axis 0: of one channel.</summary>
    public int Plane => _axes is null ? 0 : _axes.Plane;

    /// <summary>This shape with another length of axis 0.</summary>
    public TensorShape WithChannels(int channels) => Rank == 0 ? new(channels) : new([channels, .. Sizes[1..]]);

    /// <summary>Whether both have equally many axes of equal lengths.</summary>
    public bool Equals(TensorShape other) => Sizes.SequenceEqual(other.Sizes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TensorShape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var size in Sizes) hash.Add(size);
        return hash.ToHashCode();
    }

    /// <summary>Whether both have equally many axes of equal lengths.</summary>
    public static bool operator ==(TensorShape left, TensorShape right) => left.Equals(right);

    /// <summary>Whether they differ in the number of axes or in a length.</summary>
    public static bool operator !=(TensorShape left, TensorShape right) => !left.Equals(right);

    /// <summary>For example <c>64×55×55</c>; axes of length 1 at the end are left out: <c>1000</c> for 1000×1×1.</summary>
    public override string ToString()
    {
        var shown = Rank;
        while (shown > 1 && Sizes[shown - 1] == 1) shown--;
        return shown == 0 ? "1" : string.Join('×', Sizes[..shown].ToArray());
    }

    private sealed class Axes(int[] sizes, int length)
    {
        public readonly int[] Sizes = sizes;

        public readonly int Length = length, Channels = At(sizes, 0), Height = At(sizes, 1), Width = At(sizes, 2);

        public readonly int Plane = sizes.Skip(1).Aggregate(1, (product, size) => product * size);

        private static int At(int[] sizes, int axis) => axis < sizes.Length ? sizes[axis] : 1;
    }
}
