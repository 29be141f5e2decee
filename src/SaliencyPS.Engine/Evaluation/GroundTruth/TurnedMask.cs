namespace SaliencyPS.Evaluation.GroundTruth;

/// <summary>A mask of an image as it is stored, seen in the image as it is shown: rows are columns there.</summary>
/// <param name="stored">The mask.</param>
/// <param name="width">Width of the image as it is shown.</param>
/// <param name="height">Its height.</param>
/// <param name="right">Whether its first column is the last row of what is stored.</param>
/// <param name="bottom">Whether its first row is the last column of what is stored.</param>
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
