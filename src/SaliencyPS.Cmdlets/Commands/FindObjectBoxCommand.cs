using System.Management.Automation;
using SaliencyPS.Cmdlets.Abstractions;
using SaliencyPS.Cmdlets.Binding;
using SaliencyPS.Cmdlets.Errors;
using SaliencyPS.Localization.Regions;
using SaliencyPS.Options;

namespace SaliencyPS.Cmdlets.Commands;

/// <summary>Find-ObjectBox: class saliency → one <see cref="ObjectBox"/> each, or one for each object.</summary>
[Cmdlet(VerbsCommon.Find, "ObjectBox")]
[OutputType(typeof(ObjectBox))]
public sealed class FindObjectBoxCommand : LocalizationCommand
{
    private ObjectFinder? _finder;

    /// <summary>What Get-ClassSaliency emits.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    [Revived]
    public ClassSaliency[]? InputObject { get; set; }

    /// <summary>Emits all objects of a map, the largest first; otherwise only that one.</summary>
    [Parameter]
    public SwitchParameter AllInstances { get; set; }

    /// <summary>Maps of an image that are cut at once.</summary>
    [Parameter]
    [ValidateRange(ReadingDefinitions.ThreadsMinimum, ReadingDefinitions.ThreadsMaximum)]
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
        try
        {
            this.RequireEngine(RequireSegmenter, Segmenter);
            _finder = new ObjectFinder(Options, ThrottleLimit, AllInstances, Token);
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
        var results = _finder!.Find(saliency);
        if (results[0].FromSeeds) WriteVerbose(
            $"'{saliency.Path}', {saliency.Label}: the colors do not tell object and background apart; the box is that of the "
                + $"seeds.");
        foreach (var result in results) yield return ObjectBox.From(saliency, result);
    }
}
