using System.Collections.Immutable;
using System.Runtime.InteropServices;
using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Layers;

/// <summary>
/// Each element of the result is one element of the input, or zero: a transposition, slice, roll, repetition, or any sequence of
/// such movements in one step.
/// </summary>
public sealed record Gather : Layer
{
    private readonly TensorShape _shape;

    /// <summary>A movement given element by element.</summary>
    /// <param name="shape">Shape of the result.</param>
    /// <param name="indices">
    /// For each element of the result, row-major, the place of its source in the input, row-major; −1 for zero.
    /// </param>
    /// <exception cref="ArgumentException">There are not as many indices as the shape has elements.</exception>
    internal Gather(TensorShape shape, ReadOnlySpan<int> indices)
    {
        if (indices.Length != shape.Length) throw new ArgumentException($"{indices.Length} indices do not fill {shape}.");
        (_shape, Run) = (shape, Math.Max(1, LongestRun(indices)));
        var starts = new int[indices.Length / Run];
        for (var i = 0; i < starts.Length; i++) starts[i] = indices[i * Run];
        Starts = ImmutableCollectionsMarshal.AsImmutableArray(starts);
        Needed = starts.Length == 0 ? 0 : starts.Max() + Run;
    }

    /// <summary>Elements that lie side by side in the input and in the result, at least 1.</summary>
    public int Run { get; }

    /// <summary>Where in the input each run of the result begins, row-major; −1 for a run of zeros.</summary>
    public ImmutableArray<int> Starts { get; }

    /// <inheritdoc/>
    internal override RelevanceKind Relevance => RelevanceKind.Selection;

    // Elements that the input has at least.
    private int Needed { get; }

    /// <summary>Place in the input of one element of the result; −1 for zero.</summary>
    public int Source(int element) => Starts[element / Run] is >= 0 and var start ? start + element % Run : -1;

    /// <inheritdoc/>
    public override TensorShape OutputShape(ReadOnlySpan<TensorShape> inputs) => Needed <= inputs[0].Length ? _shape
        : throw new NetworkFormatException("The input is shorter than what is moved from it.",
            expected: $"at least {Needed} values", actual: $"{inputs[0].Length}");

    // A movement among channels leaves every element at its row and column.
    /// <inheritdoc/>
    public override ReceptiveField Field(ReceptiveField input, TensorShape shape)
    {
        if (_shape.Rank != 3 || shape.Rank != 3 || (_shape.Height, _shape.Width) != (shape.Height, shape.Width))
            return ReceptiveField.Everything;
        for (var i = 0; i < _shape.Length; i++)
            if (Source(i) is >= 0 and var source && source % shape.Plane != i % shape.Plane) return ReceptiveField.Everything;
        return input;
    }

    /// <inheritdoc/>
    public override long MultiplyAdds(TensorShape output) => 0;

    // The largest number that divides the distances of all places where a run ends.
    private static int LongestRun(ReadOnlySpan<int> indices)
    {
        var run = indices.Length;
        for (var i = 1; i < indices.Length && run > 1; i++)
            if (indices[i] != (indices[i - 1] < 0 ? -1 : indices[i - 1] + 1)) run = Divisor(run, i);
        return run;
    }

    private static int Divisor(int a, int b) => b == 0 ? a : Divisor(b, a % b);

    /// <summary>Whether both move the same elements to the same places.</summary>
    public bool Equals(Gather? other) =>
        other is not null && _shape == other._shape && Run == other.Run && Starts.AsSpan().SequenceEqual(other.Starts.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_shape, Run, Starts.Length);
}
