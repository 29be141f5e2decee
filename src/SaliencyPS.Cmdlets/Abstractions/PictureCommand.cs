using System.Management.Automation;
using SaliencyPS.Cmdlets.Errors;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Drawing;
using SaliencyPS.Options;
using SaliencyPS.Reporting.Images;

namespace SaliencyPS.Cmdlets.Abstractions;

/// <summary>A cmdlet that draws results, each as its own picture but for the objects of one map, which share one.</summary>
public abstract class PictureCommand : CancellableCommand
{
    private SaliencyPicture? _pending;

    /// <summary>What Get-ClassSaliency, Get-NeuronSaliency, Find-ObjectBox and New-ClassModelImage emit.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public SaliencyPicture[]? InputObject { get; set; }

    /// <summary>What to show; by default what suits the object.</summary>
    [Parameter]
    public PictureKind? Kind { get; set; }

    /// <summary>Colors of the saliency map.</summary>
    [Parameter]
    public ColorMap ColorMap { get; set; } = new PictureStyle().ColorMap;

    /// <summary>How much of an overlay covers the photograph.</summary>
    [Parameter]
    [ValidateRange(DrawingDefinitions.OpacityMinimum, DrawingDefinitions.OpacityMaximum)]
    public double? Opacity { get; set; }

    private protected PictureStyle Style => new() { ColorMap = ColorMap, Opacity = Opacity };

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var picture in InputObject!)
        {
            if (_pending?.IsContinuedBy(picture) == true)
            {
                _pending = _pending.With(picture);
            }
            else
            {
                ProcessPending();
                if (Kind is { } kind && !picture.Kinds.Contains(kind)) WriteError(ErrorRecords.PictureKind(picture, kind));
                else _pending = picture;
            }

            if (_pending?.IsComplete == true || Kind is PictureKind.Crop) ProcessPending();
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => ProcessPending();

    // A box waits for the other objects of its map; a picture without more of them to come does not wait.
    private void ProcessPending()
    {
        if (_pending is { } picture) Process(picture);
        _pending = null;
    }

    /// <summary>Draws one result; <see cref="Kind"/> is one that it has.</summary>
    private protected abstract void Process(SaliencyPicture picture);
}
