using SaliencyPS.Imaging.Resizing;
using SaliencyPS.Options;

namespace SaliencyPS.Localization;

/// <summary>How a saliency map becomes a box. The defaults follow Simonyan et al. 2014 where the paper gives a number
/// and are tuned on annotated photographs elsewhere.</summary>
internal sealed record LocalizationOptions
{
    /// <summary>The settings of the preset <see cref="LocalizationPresets.Paper"/>.</summary>
    public static LocalizationOptions Default { get; } = new();

    /// <summary>
    /// How a map is brought from the resolution at which it was computed to that of the cut. A map that comes
    /// at the image's resolution is averaged.
    /// </summary>
    public MapInterpolation Upsampling { get; init; } = MapInterpolation.Bilinear;

    /// <summary>
    /// Standard deviation of a Gaussian that smooths the map, as seeds and prior see it, as a share of the image's shorter side
    /// at the resolution of the cut; 0 leaves the map as it is. 0 … 0.5.
    /// </summary>
    public double Smoothing { get; init; } = LocalizationDefinitions.SmoothingDefault;

    /// <summary>How seeds are chosen.</summary>
    public SeedRule SeedRule { get; init; } = SeedRule.Quantile;

    /// <summary>Pixels above this quantile of the map are foreground seeds. 0 … 1; the paper's 0.95.</summary>
    public double ForegroundQuantile { get; init; } = LocalizationDefinitions.ForegroundQuantileDefault;

    /// <summary>
    /// Pixels below this quantile of the map are background seeds. 0 … <see cref="ForegroundQuantile"/>; the paper's 0.30.
    /// </summary>
    public double BackgroundQuantile { get; init; } = LocalizationDefinitions.BackgroundQuantileDefault;

    /// <summary>By mass: the foreground seeds are the fewest pixels that hold this share of the map. 0 … 1.</summary>
    public double ForegroundMass { get; init; } = LocalizationDefinitions.ForegroundMassDefault;

    /// <summary>
    /// By mass: the background seeds are all but the fewest pixels that hold this share. <see cref="ForegroundMass"/> … 1.
    /// </summary>
    public double BackgroundMass { get; init; } = LocalizationDefinitions.BackgroundMassDefault;

    /// <summary>The exponent of the map before its mass is taken: above 1, faint parts count less. 0.01 … 10.</summary>
    public double Sharpness { get; init; } = LocalizationDefinitions.SharpnessDefault;

    /// <summary>
    /// How much the map itself speaks beside color and contrast: nats for every factor e by which a pixel's saliency is above (or
    /// below) that at the edge of <see cref="ObjectMass"/>. 0, as in the paper, leaves it to the seeds alone. 0 … 1000.
    /// </summary>
    public double SaliencyWeight { get; init; } = LocalizationDefinitions.SaliencyWeightDefault;

    /// <summary>
    /// Where the map speaks for neither side: at the edge of the fewest pixels that hold this share of it. 0 … 1.
    /// </summary>
    public double ObjectMass { get; init; } = LocalizationDefinitions.ObjectMassDefault;

    /// <summary>No pixel's color speaks for one side by more than this many nats. 0.001 … 1000, which is certainty.</summary>
    public double MaximumEvidence { get; init; } = LocalizationDefinitions.MaximumEvidenceDefault;

    /// <summary>Gaussians per color model, 1 … 16.</summary>
    public int Components { get; init; } = LocalizationDefinitions.ComponentsDefault;

    /// <summary>
    /// EM iterations per color model, 0 … 1000. 0 keeps one Gaussian per cluster of the binary splits, as GrabCut does; more fit
    /// the seeds better but did not make better boxes.
    /// </summary>
    public int MixtureIterations { get; init; } = LocalizationDefinitions.MixtureIterationsDefault;

    /// <summary>The space in which colors are modelled and compared.</summary>
    public ColorSpace ColorSpace { get; init; } = ColorSpace.Rgb;

    /// <summary>
    /// Least variance of a Gaussian along any axis, in squared 8-bit steps of <see cref="ColorSpace"/>; above 0.
    /// </summary>
    public double CovarianceFloor { get; init; } = LocalizationDefinitions.CovarianceFloorDefault;

    /// <summary>λ: cost, in nats, of separating two equal neighbours. 0 … 100 000.</summary>
    public double ContrastWeight { get; init; } = LocalizationDefinitions.ContrastWeightDefault;

    /// <summary>Which pixels are neighbours, to the contrast and to the components.</summary>
    public Connectivity Connectivity { get; init; } = Connectivity.Eight;

    /// <summary>
    /// How often, at most, the color models are estimated again from the two sides of the cut and the cut is done again, as
    /// in GrabCut (Rother et al. 2004). It ends where the cut stays the same or a side is empty. 0, as in the paper, leaves
    /// it at the models of the seeds. 0 … 20.
    /// </summary>
    public int Refinements { get; init; } = LocalizationDefinitions.RefinementsDefault;

    /// <summary>
    /// Whether holes in a component belong to its mask, and what lies in them, unless they touch the border of
    /// the image. The box never depends on it.
    /// </summary>
    public bool FillHoles { get; init; }

    /// <summary>
    /// What the seeds are to the cut. The least salient 30 % are speckled all over the object too, so holding on to them tears
    /// it: by default seeds only train the color models.
    /// </summary>
    public SeedConstraint SeedConstraint { get; init; } = SeedConstraint.None;

    /// <summary>
    /// Largest image that is cut at full size, in pixels, at least 1. A larger one and its map are averaged over blocks of s × s
    /// pixels, s the smallest whole number that fits; mask and box are those of the blocks, s times as large. The
    /// default is about what a network sees: a finer cut costs more and knows no more. Memory while cutting is
    /// about 120 bytes per pixel of the cut.
    /// </summary>
    public int MaximumCutPixels { get; init; } = LocalizationDefinitions.MaximumCutPixelsDefault;

    /// <summary>
    /// Where all objects of a map are asked for: least pixels of one as a share of the largest one's, 0 … 1. A share of the image
    /// would say something else for every distance from the camera, and might leave nothing at all.
    /// </summary>
    public double MinimumArea { get; init; } = LocalizationDefinitions.MinimumAreaDefault;

    /// <summary>
    /// What divides the image by the seeds. A library has color models and a cut of its own, so that what is said of those here
    /// does not apply to it.
    /// </summary>
    public Segmenter Segmenter { get; init; }

    /// <summary>Refuses values out of range.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names it and the range.</exception>
    public void Validate()
    {
        LocalizationDefinitions.ForegroundQuantile.Check(ForegroundQuantile);
        Require(BackgroundQuantile >= 0 && BackgroundQuantile <= ForegroundQuantile,
            BackgroundQuantile, nameof(BackgroundQuantile), $"between 0 and {nameof(ForegroundQuantile)} ({ForegroundQuantile})");
        Require(Enum.IsDefined(SeedRule), SeedRule, nameof(SeedRule), OneOf<SeedRule>());
        LocalizationDefinitions.ForegroundMass.Check(ForegroundMass);
        Require(BackgroundMass >= ForegroundMass && BackgroundMass <= 1, BackgroundMass, nameof(BackgroundMass),
            $"between {nameof(ForegroundMass)} ({ForegroundMass}) and 1");
        LocalizationDefinitions.Sharpness.Check(Sharpness);
        LocalizationDefinitions.SaliencyWeight.Check(SaliencyWeight);
        LocalizationDefinitions.ObjectMass.Check(ObjectMass);
        LocalizationDefinitions.MaximumEvidence.Check(MaximumEvidence);
        LocalizationDefinitions.Components.Check(Components);
        LocalizationDefinitions.MixtureIterations.Check(MixtureIterations);
        LocalizationDefinitions.CovarianceFloor.Check(CovarianceFloor);
        LocalizationDefinitions.ContrastWeight.Check(ContrastWeight);
        Require(Enum.IsDefined(SeedConstraint), SeedConstraint, nameof(SeedConstraint), OneOf<SeedConstraint>());
        Require(Enum.IsDefined(Upsampling), Upsampling, nameof(Upsampling), OneOf<MapInterpolation>());
        LocalizationDefinitions.Smoothing.Check(Smoothing);
        Require(Enum.IsDefined(ColorSpace), ColorSpace, nameof(ColorSpace), OneOf<ColorSpace>());
        Require(Enum.IsDefined(Connectivity), Connectivity, nameof(Connectivity), OneOf<Connectivity>());
        LocalizationDefinitions.Refinements.Check(Refinements);
        LocalizationDefinitions.MaximumCutPixels.Check(MaximumCutPixels);
        LocalizationDefinitions.MinimumArea.Check(MinimumArea);
        Require(Enum.IsDefined(Segmenter), Segmenter, nameof(Segmenter), OneOf<Segmenter>());
    }

    /// <summary>
    /// The closest preset, and what is different from it, such as <c>Layer, ColorSpace=Lab</c>; without
    /// <see cref="MinimumArea"/>, which decides how many boxes there are and changes none.
    /// </summary>
    public override string ToString() =>
        OptionText.Of(this, LocalizationPresets.All, typeof(LocalizationDefinitions), nameof(MinimumArea));

    private static string OneOf<T>() where T : struct, Enum => "one of " + string.Join(", ", Enum.GetNames<T>());

    private static void Require<T>(bool holds, T value, string name, string range)
    {
        if (!holds) throw new ArgumentOutOfRangeException(name, value, $"{name} must be {range}.");
    }
}
