namespace SaliencyPS.Networks;

/// <summary>What part of the network's input one element of a layer's result depends on.</summary>
/// <param name="Height">Rows of the input.</param>
/// <param name="Width">Columns of the input.</param>
/// <param name="StepY">Rows between the parts that two neighbours depend on.</param>
/// <param name="StepX">Columns between them.</param>
public readonly record struct ReceptiveField(long Height, long Width, long StepY, long StepX)
{
    /// <summary>That of one element of the input itself.</summary>
    internal static ReceptiveField Point { get; } = new(1, 1, 1, 1);

    /// <summary>That of a layer whose every result depends on all of its input.</summary>
    internal static ReceptiveField Everything { get; } = new(int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue);

    /// <summary>That behind a window which slides over elements with this one.</summary>
    internal ReceptiveField Through(Window2D window) => new(
        Height + (window.KernelHeight - 1L) * window.DilationY * StepY, Width + (window.KernelWidth - 1L) * window.DilationX * StepX,
        StepY * window.StrideY, StepX * window.StrideX);

    /// <summary>The larger of two, for layers with several inputs.</summary>
    internal ReceptiveField Or(ReceptiveField other) =>
        new(Math.Max(Height, other.Height), Math.Max(Width, other.Width), Math.Max(StepY, other.StepY), Math.Max(StepX, other.StepX));

    /// <summary>No more than there is.</summary>
    internal ReceptiveField Within(TensorShape input) =>
        new(Math.Min(Height, input.Height), Math.Min(Width, input.Width), Math.Min(StepY, input.Height), Math.Min(StepX, input.Width));

    /// <summary>For example <c>99×99</c>.</summary>
    public override string ToString() => $"{Height}×{Width}";
}
