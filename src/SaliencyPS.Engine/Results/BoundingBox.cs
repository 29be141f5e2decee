namespace SaliencyPS.Localization;

/// <summary>An axis-parallel box in whole pixels, half-open: it covers X ≤ x &lt; X + Width and Y ≤ y &lt; Y + Height.</summary>
/// <param name="X">First column.</param>
/// <param name="Y">First row.</param>
/// <param name="Width">Number of columns.</param>
/// <param name="Height">Number of rows.</param>
public readonly record struct BoundingBox(int X, int Y, int Width, int Height)
{
    /// <summary>Covered pixels; 0 where a side is not positive.</summary>
    public long Area => Width > 0 && Height > 0 ? (long)Width * Height : 0;

    /// <summary>Common area over united area, 0 … 1; 0 where both boxes are empty.</summary>
    public double IntersectionOverUnion(BoundingBox other) =>
        IntersectionOverUnion(other.X, other.Y, other.Width, other.Height);

    /// <summary>
    /// Common area over united area, 0 … 1, with a box of fractional sides, as annotations of a rescaled image
    /// have them; 0 where both boxes are empty.
    /// </summary>
    public double IntersectionOverUnion(double x, double y, double width, double height) =>
        IntersectionOverUnion(X, Y, Width, Height, x, y, width, height);

    /// <summary>Common area over united area, 0 … 1, of two boxes with fractional sides; 0 where both are empty.</summary>
    internal static double IntersectionOverUnion(
        double x, double y, double width, double height, double otherX, double otherY, double otherWidth, double otherHeight)
    {
        var common = Math.Max(0, Math.Min(x + width, otherX + otherWidth) - Math.Max(x, otherX))
            * Math.Max(0, Math.Min(y + height, otherY + otherHeight) - Math.Max(y, otherY));
        var united = Math.Max(0, width) * Math.Max(0, height) + Math.Max(0, otherWidth) * Math.Max(0, otherHeight) - common;
        return united > 0 ? common / united : 0;
    }

    /// <summary>For example <c>20,12 30×40</c>.</summary>
    public override string ToString() => $"{X},{Y} {Width}×{Height}";
}
