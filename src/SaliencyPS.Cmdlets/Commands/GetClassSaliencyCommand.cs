using System.Management.Automation;
using SaliencyPS.Cmdlets.Abstractions;
using SaliencyPS.Networks;
using SaliencyPS.Options;

namespace SaliencyPS.Cmdlets.Commands;

/// <summary>
/// Get-ClassSaliency: images → one <see cref="ClassSaliency"/>, or without maps <see cref="ClassScore"/>, per image and class.
/// </summary>
[Cmdlet(VerbsCommon.Get, "ClassSaliency", DefaultParameterSetName = PathTop)]
[OutputType(typeof(ClassSaliency), typeof(ClassScore))]
public sealed class GetClassSaliencyCommand : MethodCommand
{
    /// <summary>Prepares the progress display.</summary>
    public GetClassSaliencyCommand() : base("Computing class saliency") { }

    /// <summary>Leaves out classes that are less probable, before anything is computed for them.</summary>
    [Parameter]
    [ValidateRange(SaliencyDefinitions.MinimumProbabilityMinimum, SaliencyDefinitions.MinimumProbabilityMaximum)]
    public double MinimumProbability { get; set; } = SaliencyDefinitions.MinimumProbabilityDefault;

    /// <summary>Emits scores and makes no maps.</summary>
    [Parameter]
    public SwitchParameter NoMap { get; set; }

    /// <summary>Keeps the images' files with the results, for where the files themselves are not.</summary>
    [Parameter]
    public SwitchParameter IncludePicture { get; set; }

    private protected override NetworkAnalysis<object> Prepare(Network network)
    {
        var options = Options(network) with { MinimumProbability = MinimumProbability, IncludePicture = IncludePicture };
        return Prepare(network, options, (analyzer, images, parallel, progress) =>
            NoMap ? analyzer.Score(images, _ => options.Classes, parallel)
                : analyzer.Analyze(images, _ => options.Classes, parallel, progress));
    }
}
