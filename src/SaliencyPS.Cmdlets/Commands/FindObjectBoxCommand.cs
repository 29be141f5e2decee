using System.Management.Automation;
using SaliencyPS.Cmdlets.Abstractions;
using SaliencyPS.Cmdlets.Errors;
using SaliencyPS.Localization;

namespace SaliencyPS.Cmdlets.Commands;

/// <summary>Find-ObjectBox: class saliency → one <see cref="ObjectBox"/> each.</summary>
[Cmdlet(VerbsCommon.Find, "ObjectBox")]
[OutputType(typeof(ObjectBox))]
public sealed class FindObjectBoxCommand : CancellableCommand
{
    private ObjectFinder? _finder;

    /// <summary>What Get-ClassSaliency emits.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public ClassSaliency[]? InputObject { get; set; }

    /// <summary>Pixels above this quantile of the map are foreground seeds.</summary>
    [Parameter]
    [ValidateRange(0.0, 1.0)]
    public double ForegroundQuantile { get; set; } = LocalizationOptions.Default.ForegroundQuantile;

    /// <summary>Pixels below this quantile of the map are background seeds.</summary>
    [Parameter]
    [ValidateRange(0.0, 1.0)]
    public double BackgroundQuantile { get; set; } = LocalizationOptions.Default.BackgroundQuantile;

    /// <summary>Gaussians per colour model.</summary>
    [Parameter]
    [ValidateRange(1, 16)]
    public int Component { get; set; } = LocalizationOptions.Default.Components;

    /// <summary>EM iterations per colour model.</summary>
    [Parameter]
    [ValidateRange(0, 1000)]
    public int Iteration { get; set; } = LocalizationOptions.Default.MixtureIterations;

    /// <summary>Least variance of a Gaussian along any axis, in squared 8-bit steps.</summary>
    [Parameter]
    public double CovarianceFloor { get; set; } = LocalizationOptions.Default.CovarianceFloor;

    /// <summary>Cost, in nats, of separating two equal neighbours.</summary>
    [Parameter]
    [ValidateRange(0.0, 100_000.0)]
    public double ContrastWeight { get; set; } = LocalizationOptions.Default.ContrastWeight;

    /// <summary>Which seeds keep their label in the cut.</summary>
    [Parameter]
    public SeedConstraint SeedConstraint { get; set; } = LocalizationOptions.Default.SeedConstraint;

    /// <summary>Largest picture that is cut at full size, in pixels.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int MaximumCutPixels { get; set; } = LocalizationOptions.Default.MaximumCutPixels;

    /// <summary>Maps of a picture that are cut at once.</summary>
    [Parameter]
    [ValidateRange(1, 1024)]
    public int ThrottleLimit { get; set; } = Environment.ProcessorCount;

    /// <inheritdoc/>
    public override void Dispose()
    {
        _finder?.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        var options = new LocalizationOptions
        {
            ForegroundQuantile = ForegroundQuantile,
            BackgroundQuantile = BackgroundQuantile,
            Components = Component,
            MixtureIterations = Iteration,
            CovarianceFloor = CovarianceFloor,
            ContrastWeight = ContrastWeight,
            SeedConstraint = SeedConstraint,
            MaximumCutPixels = MaximumCutPixels,
        };
        try
        {
            _finder = new ObjectFinder(options, ThrottleLimit, Token);
        }
        catch (ArgumentException e)
        {
            ThrowTerminatingError(ErrorRecords.LocalizationOption(e));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var saliency in InputObject!) Emit(Find(saliency), e => ErrorRecords.Localization(e, saliency));
    }

    private IEnumerable<ObjectBox> Find(ClassSaliency saliency)
    {
        var result = _finder!.Find(saliency);
        if (result.FromSeeds) WriteVerbose($"'{saliency.Path}', {saliency.Label}: the colours do not tell object and background apart; the box is that of the seeds.");
        yield return ObjectBox.From(saliency, result);
    }
}
