namespace SaliencyPS.Evaluation.GroundTruth;

/// <summary>An annotated object's pixels.</summary>
internal abstract class GroundTruthMask
{
    /// <summary>Width and height, in pixels, of the image that the mask says to belong to; null where it does not say.</summary>
    public abstract (int Width, int Height)? Size { get; }

    /// <summary>Marks those pixels of a column that are the object's.</summary>
    /// <param name="column">The column.</param>
    /// <param name="rows">Rows to look at, ascending.</param>
    /// <param name="inside">For each of them: set to true where the pixel is the object's, else left as it is.</param>
    public abstract void Mark(int column, ReadOnlySpan<int> rows, Span<bool> inside);

    /// <summary>The mask of an image as it is stored, in the image as it is shown: rows are columns there.</summary>
    /// <param name="width">Width of the image as it is shown.</param>
    /// <param name="height">Its height.</param>
    /// <param name="right">Whether its first column is the last row of what is stored.</param>
    /// <param name="bottom">Whether its first row is the last column of what is stored.</param>
    public virtual GroundTruthMask Turn(int width, int height, bool right, bool bottom) =>
        new TurnedMask(this, width, height, right, bottom);
}
