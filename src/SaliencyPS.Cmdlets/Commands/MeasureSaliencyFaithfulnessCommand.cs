using System.Management.Automation;
using SaliencyPS.Cmdlets.Abstractions;
using SaliencyPS.Cmdlets.Errors;
using SaliencyPS.Evaluation.Faithfulness;
using SaliencyPS.Networks;
using SaliencyPS.Options;
using SaliencyPS.Saliency;

namespace SaliencyPS.Cmdlets.Commands;

/// <summary>
/// Measure-SaliencyFaithfulness: images → one <see cref="FaithfulnessMeasurement"/> per network and method.
/// </summary>
[Cmdlet(VerbsDiagnostic.Measure, "SaliencyFaithfulness", DefaultParameterSetName = PathTop)]
[OutputType(typeof(FaithfulnessMeasurement))]
public sealed class MeasureSaliencyFaithfulnessCommand : AttributionCommand
{
    private static readonly FaithfulnessOptions Defaults = new();

    private readonly List<FaithfulnessStudy> _studies = [];

    /// <summary>Prepares the progress display.</summary>
    public MeasureSaliencyFaithfulnessCommand() : base("Measuring faithfulness") => Top = FaithfulnessDefinitions.TopDefault;

    /// <summary>How maps are made; one or several methods.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public SaliencyMethod[] Method { get; set; } = [new AttributionOptions().Method];

    /// <summary>Measures all methods that suit the network.</summary>
    [Parameter]
    public SwitchParameter AllMethods { get; set; }

    /// <summary>What takes the place of removed pixels.</summary>
    [Parameter]
    public RemovalBaseline RemovalBaseline { get; set; } = Defaults.RemovalBaseline;

    /// <summary>Steps of the curves of deletion and insertion.</summary>
    [Parameter]
    [ValidateRange(FaithfulnessDefinitions.CurveStepMinimum, FaithfulnessDefinitions.CurveStepMaximum)]
    public int CurveStep { get; set; } = Defaults.CurveStep;

    /// <summary>How often images are drawn again for the confidence intervals.</summary>
    [Parameter]
    [ValidateRange(MeasureDefinitions.ResamplesMinimum, MeasureDefinitions.ResamplesMaximum)]
    public int Resample { get; set; } = Defaults.Resamples;

    /// <summary>Confidence of the intervals.</summary>
    [Parameter]
    [ValidateRange(MeasureDefinitions.ConfidenceMinimum, MeasureDefinitions.ConfidenceMaximum)]
    public double Confidence { get; set; } = Defaults.Confidence;

    /// <summary>Lists each map in Details.</summary>
    [Parameter]
    public SwitchParameter Detail { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (AllMethods && MyInvocation.BoundParameters.ContainsKey(nameof(Method)))
            ThrowTerminatingError(ErrorRecords.MeasureOption(
                new ArgumentException("-Method and -AllMethods exclude each other.", nameof(AllMethods))));
        base.BeginProcessing();
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        foreach (var measurement in _studies.SelectMany(study => study.Summarize())) WriteObject(measurement);
    }

    private protected override NetworkAnalysis<object> Prepare(Network network)
    {
        var study = Study(network, [.. Methods(network).Select(method => Options(network, method))]);
        _studies.Add(study);
        return new(study.Plan, plan => new((input, token) => study.Read(input, Limits, token), (images, parallel, progress) =>
            [.. images.Select(one => (object[])[new Measured(study,
                study.Measure(one.Image.Image, one.Path, plan, parallel, progress))])]));
    }

    private protected override void Notice(object first)
    {
        if (((Measured)first).Image[0] is [var map, ..]) base.Notice(map);
    }

    private protected override void Take(object result)
    {
        var measured = (Measured)result;
        measured.Study.Add(measured.Image);
    }

    private IReadOnlyList<SaliencyMethod> Methods(Network network)
    {
        if (!AllMethods) return [.. Method.Distinct()];
        var (suitable, others) = FaithfulnessStudy.AllMethods(network, Options(network, Method[0]).Attribution);
        foreach (var (method, reason) in others) WriteVerbose($"{method} is left out: {reason}");
        return suitable;
    }

    private FaithfulnessStudy Study(Network network, IReadOnlyList<SaliencyOptions> methods)
    {
        try
        {
            return new(network, methods, new()
            {
                RemovalBaseline = RemovalBaseline, CurveStep = CurveStep, Resamples = Resample, Confidence = Confidence,
                Details = Detail,
            });
        }
        catch (ArgumentException e)
        {
            ThrowTerminatingError(ErrorRecords.NetworkUnsuitable(e, network));
            throw; // Not reached.
        }
    }

    private sealed record Measured(FaithfulnessStudy Study, IReadOnlyList<IReadOnlyList<FaithfulnessDetail>> Image);
}
