namespace SaliencyPS.Localization.Color;

/// <summary>
/// Weight, weighted sums and weighted products of a set of R, G, B values, from which its mean and covariance follow. Sums over
/// bytes stay below 2⁵³, so unit weights give the same result in any order.
/// </summary>
internal struct ColorMoments
{
    public double Weight;
    public double R, G, B;
    public double RR, RG, RB, GG, GB, BB;

    public void Add(double r, double g, double b)
    {
        Weight++;
        (R, G, B) = (R + r, G + g, B + b);
        (RR, RG, RB, GG, GB, BB) = (RR + r * r, RG + r * g, RB + r * b, GG + g * g, GB + g * b, BB + b * b);
    }

    public readonly ColorGaussian ToGaussian()
    {
        double r = R / Weight, g = G / Weight, b = B / Weight;
        return new ColorGaussian(Weight, r, g, b, PrincipalAxes.Of(
            RR / Weight - r * r, RG / Weight - r * g, RB / Weight - r * b,
            GG / Weight - g * g, GB / Weight - g * b, BB / Weight - b * b));
    }
}
