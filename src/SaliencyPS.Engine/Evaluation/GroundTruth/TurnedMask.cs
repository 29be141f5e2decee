namespace SaliencyPS.Evaluation.GroundTruth;

/// <summary>What <see cref="GroundTruthMask.Turn"/> makes of a mask, looked up pixel by pixel.</summary>
internal sealed class TurnedMask(GroundTruthMask stored, int width, int height, bool right, bool bottom) : GroundTruthMask
{
    /// <inheritdoc/>
    public override (int Width, int Height)? Size => (width, height);

    /// <inheritdoc/>
    public override void Mark(int column, ReadOnlySpan<int> rows, Span<bool> inside)
    {
        var row = right ? width - 1 - column : column;
        for (var i = 0; i < rows.Length; i++) stored.Mark(bottom ? height - 1 - rows[i] : rows[i], [row], inside[i..]);
    }
}
