using System.Management.Automation;
using SaliencyPS.Cmdlets.Binding;
using SaliencyPS.Imaging.Resizing;
using SaliencyPS.Localization;
using SaliencyPS.Localization.Cut;
using SaliencyPS.Options;

namespace SaliencyPS.Cmdlets.Abstractions;

/// <summary>A cmdlet that makes boxes of maps: a preset, and what is to be different from it.</summary>
public abstract class LocalizationCommand : CancellableCommand
{
    /// <summary>Settings by name; by default those that suit the method of each map.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(LocalizationPresetCompleter))]
    public string? Preset { get; set; }

    /// <summary>How a map is brought to the resolution of the cut.</summary>
    [Parameter]
    public MapInterpolation? Upsampling { get; set; }

    /// <summary>Standard deviation of a Gaussian over the map, as a share of the image's shorter side.</summary>
    [Parameter]
    [ValidateRange(LocalizationDefinitions.SmoothingMinimum, LocalizationDefinitions.SmoothingMaximum)]
    public double? Smoothing { get; set; }

    /// <summary>How seeds are chosen.</summary>
    [Parameter]
    public SeedRule? SeedRule { get; set; }

    /// <summary>Pixels above this quantile of the map are foreground seeds.</summary>
    [Parameter]
    [ValidateRange(LocalizationDefinitions.ForegroundQuantileMinimum, LocalizationDefinitions.ForegroundQuantileMaximum)]
    public double? ForegroundQuantile { get; set; }

    /// <summary>Pixels below this quantile of the map are background seeds.</summary>
    [Parameter]
    [ValidateRange(LocalizationDefinitions.BackgroundQuantileMinimum, LocalizationDefinitions.BackgroundQuantileMaximum)]
    public double? BackgroundQuantile { get; set; }

    /// <summary>The fewest pixels with this share of the map are foreground seeds.</summary>
    [Parameter]
    [ValidateRange(LocalizationDefinitions.ForegroundMassMinimum, LocalizationDefinitions.ForegroundMassMaximum)]
    public double? ForegroundMass { get; set; }

    /// <summary>All but the fewest pixels with this share of the map are background seeds.</summary>
    [Parameter]
    [ValidateRange(LocalizationDefinitions.BackgroundMassMinimum, LocalizationDefinitions.BackgroundMassMaximum)]
    public double? BackgroundMass { get; set; }

    /// <summary>The map speaks for the object within the fewest pixels with this share.</summary>
    [Parameter]
    [ValidateRange(LocalizationDefinitions.ObjectMassMinimum, LocalizationDefinitions.ObjectMassMaximum)]
    public double? ObjectMass { get; set; }

    /// <summary>Exponent of the map before its mass is taken.</summary>
    [Parameter]
    [ValidateRange(LocalizationDefinitions.SharpnessMinimum, LocalizationDefinitions.SharpnessMaximum)]
    public double? Sharpness { get; set; }

    /// <summary>How much the map itself speaks in the cut, in nats.</summary>
    [Parameter]
    [ValidateRange(LocalizationDefinitions.SaliencyWeightMinimum, LocalizationDefinitions.SaliencyWeightMaximum)]
    public double? SaliencyWeight { get; set; }

    /// <summary>How much a pixel's color may speak in the cut, in nats.</summary>
    [Parameter]
    [ValidateRange(LocalizationDefinitions.MaximumEvidenceMinimum, LocalizationDefinitions.MaximumEvidenceMaximum)]
    public double? MaximumEvidence { get; set; }

    /// <summary>Gaussians per color model.</summary>
    [Parameter]
    [ValidateRange(LocalizationDefinitions.ComponentsMinimum, LocalizationDefinitions.ComponentsMaximum)]
    public int? Component { get; set; }

    /// <summary>EM iterations per color model.</summary>
    [Parameter]
    [ValidateRange(LocalizationDefinitions.MixtureIterationsMinimum, LocalizationDefinitions.MixtureIterationsMaximum)]
    public int? Iteration { get; set; }

    /// <summary>The space in which colors are modelled and compared.</summary>
    [Parameter]
    public ColorSpace? ColorSpace { get; set; }

    /// <summary>Least variance of a Gaussian along any axis, in squared 8-bit steps.</summary>
    [Parameter]
    [ValidateRange(LocalizationDefinitions.CovarianceFloorMinimum, LocalizationDefinitions.CovarianceFloorMaximum)]
    public double? CovarianceFloor { get; set; }

    /// <summary>Cost, in nats, of separating two equal neighbours.</summary>
    [Parameter]
    [ValidateRange(LocalizationDefinitions.ContrastWeightMinimum, LocalizationDefinitions.ContrastWeightMaximum)]
    public double? ContrastWeight { get; set; }

    /// <summary>Which pixels are neighbours.</summary>
    [Parameter]
    public Connectivity? Connectivity { get; set; }

    /// <summary>How often, at most, the color models are taken from the two sides of the cut.</summary>
    [Parameter]
    [ValidateRange(LocalizationDefinitions.RefinementsMinimum, LocalizationDefinitions.RefinementsMaximum)]
    public int? Refinement { get; set; }

    /// <summary>Whether holes belong to the object.</summary>
    [Parameter]
    public SwitchParameter FillHoles { get; set; }

    /// <summary>Which seeds keep their label in the cut.</summary>
    [Parameter]
    public SeedConstraint? SeedConstraint { get; set; }

    /// <summary>Largest image that is cut at full size, in pixels.</summary>
    [Parameter]
    [ValidateRange(LocalizationDefinitions.MaximumCutPixelsMinimum, LocalizationDefinitions.MaximumCutPixelsMaximum)]
    public int? MaximumCutPixels { get; set; }

    /// <summary>Where all objects are asked for: least pixels of one as a share of the largest one's.</summary>
    [Parameter]
    [ValidateRange(LocalizationDefinitions.MinimumAreaMinimum, LocalizationDefinitions.MinimumAreaMaximum)]
    public double? MinimumArea { get; set; }

    /// <summary>What divides an image by the seeds.</summary>
    [Parameter]
    public Segmenter? Segmenter { get; set; }

    /// <summary>Refuses a segmenter that cannot be used here, or not with the parameters given.</summary>
    /// <exception cref="ArgumentException">A parameter says nothing to it.</exception>
    private protected void RequireSegmenter() => Segmenters.Require(Segmenter ?? default,
        definition => MyInvocation.BoundParameters.ContainsKey(definition.Parameter!));

    /// <summary>The engine's options for a map of one method.</summary>
    /// <exception cref="ArgumentException">There is no such preset.</exception>
    private protected LocalizationOptions Options(SaliencyMethod method)
    {
        var preset = Preset is null ? LocalizationPresets.For(method)
            : LocalizationPresets.All.TryGetValue(Preset, out var named) ? named
            : throw new ArgumentException(
                $"There is no preset '{Preset}'; there are {string.Join(", ", LocalizationPresets.All.Keys)}.");
        return preset with
        {
            Upsampling = Upsampling ?? preset.Upsampling,
            Smoothing = Smoothing ?? preset.Smoothing,
            SeedRule = SeedRule ?? preset.SeedRule,
            ForegroundQuantile = ForegroundQuantile ?? preset.ForegroundQuantile,
            BackgroundQuantile = BackgroundQuantile ?? preset.BackgroundQuantile,
            ForegroundMass = ForegroundMass ?? preset.ForegroundMass,
            BackgroundMass = BackgroundMass ?? preset.BackgroundMass,
            ObjectMass = ObjectMass ?? preset.ObjectMass,
            Sharpness = Sharpness ?? preset.Sharpness,
            SaliencyWeight = SaliencyWeight ?? preset.SaliencyWeight,
            MaximumEvidence = MaximumEvidence ?? preset.MaximumEvidence,
            Components = Component ?? preset.Components,
            MixtureIterations = Iteration ?? preset.MixtureIterations,
            ColorSpace = ColorSpace ?? preset.ColorSpace,
            CovarianceFloor = CovarianceFloor ?? preset.CovarianceFloor,
            ContrastWeight = ContrastWeight ?? preset.ContrastWeight,
            Connectivity = Connectivity ?? preset.Connectivity,
            Refinements = Refinement ?? preset.Refinements,
            FillHoles = FillHoles || preset.FillHoles,
            SeedConstraint = SeedConstraint ?? preset.SeedConstraint,
            MaximumCutPixels = MaximumCutPixels ?? preset.MaximumCutPixels,
            MinimumArea = MinimumArea ?? preset.MinimumArea,
            Segmenter = Segmenter ?? preset.Segmenter,
        };
    }
}
