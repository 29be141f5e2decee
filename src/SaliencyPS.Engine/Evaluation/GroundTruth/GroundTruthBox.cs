using SaliencyPS.Localization;

namespace SaliencyPS.Evaluation.GroundTruth;

/// <summary>One annotated object: image, class and box.</summary>
/// <param name="Path">The image, as the file wrote it.</param>
/// <param name="ClassIndex">Index of the class, from 0; −1 where the file gives a name whose index is not known.</param>
/// <param name="X">Left side in pixels; fractional where the image was rescaled.</param>
/// <param name="Y">Upper side in pixels.</param>
/// <param name="Width">Width in pixels, not below 0.</param>
/// <param name="Height">Height in pixels, not below 0.</param>
/// <param name="Split">The part of the data the image belongs to, or an empty string.</param>
internal sealed record GroundTruthBox(
    string Path, int ClassIndex, double X, double Y, double Width, double Height, string Split = "")
{
    private const double Excess = 0.1;

    /// <summary>The class as the file names it: a label or a WordNet id; empty where it gives an index only.</summary>
    public string ClassName { get; init; } = "";

    /// <summary>The object's pixels, where the file has them.</summary>
    internal GroundTruthMask? Mask { get; init; }

    /// <summary>Width and height of the image, in pixels, as the file states them; null where it does not.</summary>
    internal (int Width, int Height)? ImageSize { get; init; }

    /// <summary>Whether there is nothing in the box.</summary>
    public bool IsEmpty => Width == 0 || Height == 0;

    /// <summary>Whether it has nothing in common with an image, not even a side, give or take a pixel.</summary>
    public bool IsOutside(int width, int height) => X > width + 1 || Y > height + 1 || X + Width < -1 || Y + Height < -1;

    /// <summary>
    /// Whether it reaches beyond an image by more than a tenth of the image's side: not for a rounded number, nor a careless
    /// annotator, but since the annotation goes on where the image does not, or is of another size.
    /// </summary>
    public bool IsBeyond(int width, int height) => Math.Max(-X, X + Width - width) > Excess * width
        || Math.Max(-Y, Y + Height - height) > Excess * height;

    /// <summary>Common area over united area, 0 … 1.</summary>
    public double IntersectionOverUnion(BoundingBox box) => box.IntersectionOverUnion(X, Y, Width, Height);

    /// <summary>
    /// Whether this is an object of a network's class. Indices decide where both sides have one, otherwise the names do.
    /// </summary>
    /// <param name="classIndex">Index of the class; below 0 where it is not known.</param>
    /// <param name="label">Name of the class.</param>
    public bool IsOf(int classIndex, string label) =>
        ClassIndex >= 0 && classIndex >= 0 ? ClassIndex == classIndex
            : ClassName.Length > 0 && ClassNames.Means(ClassName, classIndex, label);

    /// <summary>What tells the classes of one file apart.</summary>
    internal string ClassKey => ClassIndex >= 0 ? $"#{ClassIndex}" : ClassName;
}
