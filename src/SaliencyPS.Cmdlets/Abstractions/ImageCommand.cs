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
    [ValidateNotNullOrEmpty]
    public ImageKind[]? Kind { get; set; }

    /// <summary>Colors of the saliency map.</summary>
    [Parameter]
    public ColorMap ColorMap { get; set; } = new ImageStyle().ColorMap;

    /// <summary>How much of an overlay covers the photograph.</summary>
    [Parameter]
    [ValidateRange(DrawingDefinitions.OpacityMinimum, DrawingDefinitions.OpacityMaximum)]
    public double? Opacity { get; set; }

    /// <summary>Writes label and probability into the images.</summary>
    [Parameter]
    public SwitchParameter Caption { get; set; }

    private protected ImageStyle Style => new() { ColorMap = ColorMap, Opacity = Opacity, Caption = Caption };

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
                _pending = image;
            }

            if (_pending.IsComplete) ProcessPending();
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => ProcessPending();

    // A box waits for the other objects of its map; an image without more of them to come does not wait.
    private void ProcessPending()
    {
        if (_pending is { } image)
            foreach (var kind in Kind?.Distinct() ?? [Best(image)])
                if (!image.Kinds.Contains(kind)) WriteError(ErrorRecords.ImageKind(image, kind));
                else foreach (var part in image.Split(kind)) Process(part, kind);
        _pending = null;
    }

    /// <summary>What suits a result where nothing is asked for.</summary>
    private protected virtual ImageKind Best(SaliencyImage image) => image.Kinds[0];

    /// <summary>Draws one result.</summary>
    /// <param name="image">The result.</param>
    /// <param name="kind">What to show of it, one of its kinds.</param>
    private protected abstract void Process(SaliencyImage image, ImageKind kind);
}
