namespace SaliencyPS.Localization.Color;

/// <summary>One component before it is normalized: weight, mean and the axes of its covariance.</summary>
internal sealed record ColorGaussian(double Weight, double R, double G, double B, PrincipalAxes Axes);
