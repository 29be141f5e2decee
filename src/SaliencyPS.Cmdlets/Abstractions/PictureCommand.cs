using System.Management.Automation;
using SaliencyPS.Cmdlets.Errors;
using SaliencyPS.Imaging;
using SaliencyPS.Pictures;

namespace SaliencyPS.Cmdlets.Abstractions;

/// <summary>A cmdlet that draws results, each as its own picture.</summary>
public abstract class PictureCommand : CancellableCommand
{
    /// <summary>What Get-ClassSaliency, Get-NeuronSaliency, Find-ObjectBox and New-ClassModelImage emit.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public SaliencyPicture[]? InputObject { get; set; }

    /// <summary>What to show; by default what suits the object.</summary>
    [Parameter]
    public PictureKind? Kind { get; set; }

    /// <summary>Colours of the saliency map.</summary>
    [Parameter]
    public ColorMap ColorMap { get; set; } = new PictureStyle().ColorMap;

    /// <summary>How much of an overlay covers the photograph.</summary>
    [Parameter]
    [ValidateRange(0.0, 1.0)]
    public double? Opacity { get; set; }

    private protected PictureStyle Style => new() { ColorMap = ColorMap, Opacity = Opacity };

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var picture in InputObject!)
        {
            if (Kind is { } kind && !picture.Kinds.Contains(kind)) WriteError(ErrorRecords.PictureKind(picture, kind));
            else Process(picture);
        }
    }

    /// <summary>Draws one result; <see cref="Kind"/> is one that it has.</summary>
    private protected abstract void Process(SaliencyPicture picture);
}
