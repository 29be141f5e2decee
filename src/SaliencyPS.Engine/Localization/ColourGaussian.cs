namespace SaliencyPS.Localization;

/// <summary>One component before it is normalised: weight, mean and the axes of its covariance.</summary>
internal sealed record ColourGaussian(double Weight, double R, double G, double B, PrincipalAxes Axes);
