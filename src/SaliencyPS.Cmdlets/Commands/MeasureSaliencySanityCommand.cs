using System.Globalization;
using System.Management.Automation;
using SaliencyPS.Cmdlets.Abstractions;
using SaliencyPS.Cmdlets.Errors;
using SaliencyPS.Evaluation.Sanity;
using SaliencyPS.Networks;
using SaliencyPS.Options;
using SaliencyPS.Saliency;
using SaliencyPS.Threads;

namespace SaliencyPS.Cmdlets.Commands;

/// <summary>
/// Measure-SaliencySanity: images → one <see cref="SanityMeasurement"/> per network and number of layers that it has forgotten.
/// </summary>
[Cmdlet(VerbsDiagnostic.Measure, "SaliencySanity", DefaultParameterSetName = PathTop)]
[OutputType(typeof(SanityMeasurement))]
public sealed class MeasureSaliencySanityCommand : MethodCommand
{
    private readonly List<Cascade> _cascades = [];

    /// <summary>Prepares the progress display.</summary>
    public MeasureSaliencySanityCommand() : base("Computing class saliency") { }

    /// <summary>Layers between two comparisons.</summary>
    [Parameter]
    [ValidateRange(MeasureDefinitions.StepMinimum, MeasureDefinitions.StepMaximum)]
    public int Step { get; set; } = MeasureDefinitions.StepDefault;

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        foreach (var cascade in _cascades.Where(cascade => cascade.Images.Count > 0))
        {
            var progress = new DelayedProgress(this, 1, $"Comparing maps of network '{cascade.Network.Name}'");
            Emit(CascadingRandomization.Run(cascade.Network, cascade.Options, cascade.Images,
                CascadingRandomization.Steps(cascade.Network, Step), new Shares(progress), Token),
                e => ErrorRecords.Sanity(e, cascade.Network, MemoryLimit));
            progress.Complete();
        }
    }

    private protected override NetworkAnalysis<object> Prepare(Network network)
    {
        var cascade = new Cascade(network, Options(network) with { MemoryLimit = MemoryLimit });
        _cascades.Add(cascade);
        return Prepare(network, cascade.Options, (analyzer, images, parallel, progress) =>
            [.. analyzer.Analyze(images, _ => cascade.Options.Classes, parallel, progress).Zip(images,
                (maps, one) => (object[])[new Trained(cascade, new(one.Image, maps))])]);
    }

    private protected override void Notice(object first) => base.Notice(((Trained)first).Maps.Maps[0]);

    // All images are held: each is compared once for every number of layers.
    private protected override void Take(object result)
    {
        var trained = (Trained)result;
        trained.Cascade.Images.Add(trained.Maps);
    }

    private sealed record Cascade(Network Network, SaliencyOptions Options)
    {
        public List<TrainedMaps> Images { get; } = [];
    }

    private sealed record Trained(Cascade Cascade, TrainedMaps Maps);

    private sealed class Shares(DelayedProgress progress) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) =>
            progress.Report(string.Create(CultureInfo.CurrentCulture, $"{value.Share:P0} done"), value.Share);
    }
}
