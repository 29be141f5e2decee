using System.Management.Automation;
using SaliencyPS.Cmdlets.Binding;
using SaliencyPS.Cmdlets.Errors;
using SaliencyPS.Imaging.Drawing;
using SaliencyPS.Options;
using SaliencyPS.Reporting.Images;

namespace SaliencyPS.Cmdlets.Abstractions;

/// <summary>A cmdlet that draws results, each as its own image but for the objects of one map, which share one.</summary>
public abstract class ImageCommand : CancellableCommand
{
    private SaliencyImage? _pending;

    /// <summary>What Get-ClassSaliency, Get-NeuronSaliency, Find-ObjectBox and New-ClassModelImage emit.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    [Revived]
    public SaliencyImage[]? InputObject { get; set; }

    /// <summary>What to show; by default what suits the object.</summary>
    [Parameter]
    public ImageKind? Kind { get; set; }

    /// <summary>Colors of the saliency map.</summary>
    [Parameter]
    public ColorMap ColorMap { get; set; } = new ImageStyle().ColorMap;

    /// <summary>How much of an overlay covers the photograph.</summary>
    [Parameter]
    [ValidateRange(DrawingDefinitions.OpacityMinimum, DrawingDefinitions.OpacityMaximum)]
    public double? Opacity { get; set; }

    private protected ImageStyle Style => new() { ColorMap = ColorMap, Opacity = Opacity };

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var image in InputObject!)
        {
            if (_pending?.IsContinuedBy(image) == true)
            {
                _pending = _pending.With(image);
            }
            else
            {
                ProcessPending();
                if (Kind is { } kind && !image.Kinds.Contains(kind)) WriteError(ErrorRecords.ImageKind(image, kind));
                else _pending = image;
            }

            if (_pending?.IsComplete == true || Kind is ImageKind.Crop) ProcessPending();
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => ProcessPending();

    // A box waits for the other objects of its map; an image without more of them to come does not wait.
    private void ProcessPending()
    {
        if (_pending is { } image) Process(image);
        _pending = null;
    }

    /// <summary>Draws one result; <see cref="Kind"/> is one that it has.</summary>
    private protected abstract void Process(SaliencyImage image);
}
