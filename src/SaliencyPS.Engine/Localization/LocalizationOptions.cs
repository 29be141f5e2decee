using SaliencyPS.Imaging;
using SaliencyPS.Localization.Color;

namespace SaliencyPS.Localization;

/// <summary>How a saliency map becomes a box. The defaults follow Simonyan et al. 2014 where the paper gives a number
/// and are tuned on annotated photographs elsewhere.</summary>
public sealed record LocalizationOptions
{
    /// <summary>The settings of the preset <see cref="LocalizationPresets.Paper"/>.</summary>
    public static LocalizationOptions Default { get; } = new();

    /// <summary>
    /// How a map is brought from the resolution at which it was computed to that of the cut. A map that comes at the picture's resolution is averaged.
    /// </summary>
    public MapInterpolation Upsampling { get; init; } = MapInterpolation.Bilinear;

    /// <summary>
    /// Standard deviation of a Gaussian that smooths the map, as seeds and prior see it, as a share of the picture's shorter side at the resolution of
    /// the cut; 0 leaves the map as it is. 0 … 0.5.
    /// </summary>
    public double Smoothing { get; init; }

    /// <summary>How seeds are chosen.</summary>
    public SeedRule SeedRule { get; init; } = SeedRule.Quantile;

    /// <summary>Pixels above this quantile of the map are foreground seeds. 0 … 1; the paper's 0.95.</summary>
    public double ForegroundQuantile { get; init; } = 0.95;

    /// <summary>Pixels below this quantile of the map are background seeds. 0 … <see cref="ForegroundQuantile"/>; the paper's 0.30.</summary>
    public double BackgroundQuantile { get; init; } = 0.30;

    /// <summary>By mass: the foreground seeds are the fewest pixels that hold this share of the map. 0 … 1.</summary>
    public double ForegroundMass { get; init; } = 0.5;

    /// <summary>By mass: the background seeds are all but the fewest pixels that hold this share. <see cref="ForegroundMass"/> … 1.</summary>
    public double BackgroundMass { get; init; } = 0.97;

    /// <summary>The exponent of the map before its mass is taken: above 1, faint parts count less. Above 0, at most 10.</summary>
    public double Sharpness { get; init; } = 1.5;

    /// <summary>
    /// How much the map itself speaks beside colour and contrast: nats for every factor e by which a pixel's saliency is above (or below) that at
    /// the edge of <see cref="ObjectMass"/>. 0, as in the paper, leaves it to the seeds alone. 0 … 1000.
    /// </summary>
    public double SaliencyWeight { get; init; }

    /// <summary>Where the map speaks for neither side: at the edge of the fewest pixels that hold this share of it. 0 … 1.</summary>
    public double ObjectMass { get; init; } = 0.9;

    /// <summary>No pixel's colour speaks for one side by more than this many nats. Above 0, at most 1000, which is certainty.</summary>
    public double MaximumEvidence { get; init; } = 1000;

    /// <summary>Gaussians per colour model, 1 … 16.</summary>
    public int Components { get; init; } = 3;

    /// <summary>
    /// EM iterations per colour model, 0 … 1000. 0 keeps one Gaussian per cluster of the binary splits, as GrabCut does; more fit the
    /// seeds better but did not make better boxes.
    /// </summary>
    public int MixtureIterations { get; init; }

    /// <summary>The space in which colours are modelled and compared.</summary>
    public ColorSpace ColorSpace { get; init; } = ColorSpace.Rgb;

    /// <summary>Least variance of a Gaussian along any axis, in squared 8-bit steps of <see cref="ColorSpace"/>; above 0.</summary>
    public double CovarianceFloor { get; init; } = 10;

    /// <summary>λ: cost, in nats, of separating two equal neighbours. 0 … 100 000.</summary>
    public double ContrastWeight { get; init; } = 10;

    /// <summary>Which pixels are neighbours, to the contrast and to the components.</summary>
    public Connectivity Connectivity { get; init; } = Connectivity.Eight;

    /// <summary>
    /// How often, at most, the colour models are estimated again from the two sides of the cut and the cut is done again, as in GrabCut (Rother et al.
    /// 2004). It ends where the cut stays the same or a side is empty. 0, as in the paper, leaves it at the models of the seeds. 0 … 20.
    /// </summary>
    public int Refinements { get; init; }

    /// <summary>Whether holes in a component belong to its mask, and what lies in them, unless they touch the border of the picture. The box never depends on it.</summary>
    public bool FillHoles { get; init; }

    /// <summary>
    /// What the seeds are to the cut. The least salient 30 % are speckled all over the object too, so holding on to them tears it:
    /// by default seeds only train the colour models.
    /// </summary>
    public SeedConstraint SeedConstraint { get; init; } = SeedConstraint.None;

    /// <summary>
    /// Largest picture that is cut at full size, in pixels, at least 1. A larger one and its map are averaged over blocks of s × s
    /// pixels, s the smallest whole number that fits; mask and box are those of the blocks, s times as large. The default is about
    /// what a network sees: a finer cut costs more and knows no more. Memory while cutting is about 120 bytes per pixel of the cut.
    /// </summary>
    public int MaximumCutPixels { get; init; } = 256 * 256;

    /// <summary>
    /// Where all objects of a map are asked for: least pixels of one as a share of the largest one's, 0 … 1. A share of the picture would say
    /// something else for every distance from the camera, and might leave nothing at all.
    /// </summary>
    public double MinimumArea { get; init; } = 0.1;

    /// <summary>Refuses values out of range.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names it and the range.</exception>
    public void Validate()
    {
        Require(ForegroundQuantile is >= 0 and <= 1, ForegroundQuantile, nameof(ForegroundQuantile), "between 0 and 1");
        Require(BackgroundQuantile >= 0 && BackgroundQuantile <= ForegroundQuantile, BackgroundQuantile, nameof(BackgroundQuantile),
            $"between 0 and {nameof(ForegroundQuantile)} ({ForegroundQuantile})");
        Require(Enum.IsDefined(SeedRule), SeedRule, nameof(SeedRule), OneOf<SeedRule>());
        Require(ForegroundMass is >= 0 and <= 1, ForegroundMass, nameof(ForegroundMass), "between 0 and 1");
        Require(BackgroundMass >= ForegroundMass && BackgroundMass <= 1, BackgroundMass, nameof(BackgroundMass), $"between {nameof(ForegroundMass)} ({ForegroundMass}) and 1");
        Require(Sharpness is > 0 and <= 10, Sharpness, nameof(Sharpness), "above 0 and at most 10");
        Require(SaliencyWeight is >= 0 and <= 1000, SaliencyWeight, nameof(SaliencyWeight), "between 0 and 1000");
        Require(ObjectMass is >= 0 and <= 1, ObjectMass, nameof(ObjectMass), "between 0 and 1");
        Require(MaximumEvidence is > 0 and <= 1000, MaximumEvidence, nameof(MaximumEvidence), "above 0 and at most 1000");
        Require(Components is >= 1 and <= GaussianMixture.MaximumComponents, Components, nameof(Components), $"1 to {GaussianMixture.MaximumComponents}");
        Require(MixtureIterations is >= 0 and <= 1000, MixtureIterations, nameof(MixtureIterations), "0 to 1000");
        Require(CovarianceFloor > 0 && double.IsFinite(CovarianceFloor), CovarianceFloor, nameof(CovarianceFloor), "above 0");
        Require(ContrastWeight is >= 0 and <= 100_000, ContrastWeight, nameof(ContrastWeight), "between 0 and 100000");
        Require(Enum.IsDefined(SeedConstraint), SeedConstraint, nameof(SeedConstraint), OneOf<SeedConstraint>());
        Require(Enum.IsDefined(Upsampling), Upsampling, nameof(Upsampling), OneOf<MapInterpolation>());
        Require(Smoothing is >= 0 and <= 0.5, Smoothing, nameof(Smoothing), "between 0 and 0.5");
        Require(Enum.IsDefined(ColorSpace), ColorSpace, nameof(ColorSpace), OneOf<ColorSpace>());
        Require(Enum.IsDefined(Connectivity), Connectivity, nameof(Connectivity), OneOf<Connectivity>());
        Require(Refinements is >= 0 and <= 20, Refinements, nameof(Refinements), "0 to 20");
        Require(MaximumCutPixels >= 1, MaximumCutPixels, nameof(MaximumCutPixels), "at least 1");
        Require(MinimumArea is >= 0 and <= 1, MinimumArea, nameof(MinimumArea), "between 0 and 1");
    }

    private static string OneOf<T>() where T : struct, Enum => "one of " + string.Join(", ", Enum.GetNames<T>());

    private static void Require<T>(bool holds, T value, string name, string range)
    {
        if (!holds) throw new ArgumentOutOfRangeException(name, value, $"{name} must be {range}.");
    }
}
