using SaliencyPS.Tensors;

namespace SaliencyPS.Networks.Layers;

/// <summary>Adds rows and columns of a constant value around every channel.</summary>
/// <param name="Top">Rows added above, at least 0.</param>
/// <param name="Left">Columns added on the left, at least 0.</param>
/// <param name="Bottom">Rows added below, at least 0.</param>
/// <param name="Right">Columns added on the right, at least 0.</param>
/// <param name="Value">The constant.</param>
public sealed record Pad(int Top, int Left, int Bottom, int Right, float Value = 0) : Layer
{
    /// <summary>Rows added above, at least 0.</summary>
    public int Top { get; } = Top;

    /// <summary>Columns added on the left, at least 0.</summary>
    public int Left { get; } = Left;

    /// <summary>Rows added below, at least 0.</summary>
    public int Bottom { get; } = Bottom;

    /// <summary>Columns added on the right, at least 0.</summary>
    public int Right { get; } = Right;

    /// <summary>The constant.</summary>
    public float Value { get; } = Value;

    /// <inheritdoc/>
    internal override RelevanceKind Relevance => RelevanceKind.Selection;

    /// <inheritdoc/>
    public override TensorShape OutputShape(ReadOnlySpan<TensorShape> inputs) =>
        Math.Min(Math.Min(Top, Left), Math.Min(Bottom, Right)) < 0
            ? throw new NetworkFormatException("Padding must not be negative.", actual: $"{Top}, {Left}, {Bottom}, {Right}")
            : new(inputs[0].Channels, checked(inputs[0].Height + Top + Bottom), checked(inputs[0].Width + Left + Right));

    /// <inheritdoc/>
    public override ReceptiveField Field(ReceptiveField input, TensorShape shape) =>
        input.Through(new Window2D(1, 1) { PadTop = Top, PadLeft = Left });

    /// <inheritdoc/>
    public override long MultiplyAdds(TensorShape output) => 0;
}
