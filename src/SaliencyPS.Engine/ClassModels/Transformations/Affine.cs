namespace SaliencyPS.ClassModels.Transformations;

/// <summary>
/// Where a sampled pixel comes from, both counted from the image's middle: x' = XX·x + XY·y + X, y' = YX·x + YY·y + Y.
/// </summary>
internal readonly record struct Affine(double XX, double XY, double X, double YX, double YY, double Y)
{
    /// <summary>Everything stays where it is.</summary>
    public static Affine Identity { get; } = new(1, 0, 0, 0, 1, 0);

    /// <summary>First this one, then the other.</summary>
    public Affine Then(Affine next) => new(
        next.XX * XX + next.XY * YX, next.XX * XY + next.XY * YY, next.XX * X + next.XY * Y + next.X,
        next.YX * XX + next.YY * YX, next.YX * XY + next.YY * YY, next.YX * X + next.YY * Y + next.Y);
}
