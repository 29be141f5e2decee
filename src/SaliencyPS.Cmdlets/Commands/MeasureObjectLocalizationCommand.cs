using System.Management.Automation;
using SaliencyPS.Cmdlets.Abstractions;
using SaliencyPS.Cmdlets.Binding;
using SaliencyPS.Cmdlets.Errors;
using SaliencyPS.Evaluation;
using SaliencyPS.Evaluation.Figures;
using SaliencyPS.Evaluation.GroundTruth;
using SaliencyPS.Evaluation.Predictions;
using SaliencyPS.Options;

namespace SaliencyPS.Cmdlets.Commands;

/// <summary>
/// Measure-ObjectLocalization: maps and boxes, and what is true → one
/// <see cref="LocalizationMeasurement"/> for each way in which they were made.
/// </summary>
[Cmdlet(VerbsDiagnostic.Measure, "ObjectLocalization", DefaultParameterSetName = PathSet)]
[OutputType(typeof(LocalizationMeasurement))]
public sealed class MeasureObjectLocalizationCommand : CancellableCommand
{
    private const string PathSet = "GroundTruth", LiteralPathSet = "LiteralGroundTruth";
    private const string PredictedSet = "Prediction", LiteralPredictedSet = "LiteralPrediction";

    private static readonly MeasureOptions Defaults = new();

    private JudgedResults _judged = null!;
    private GroundTruthSet _truth = null!;
    private MeasureOptions _options = null!;

    /// <summary>The file or folder of true boxes; wildcards must match one.</summary>
    [Parameter(ParameterSetName = PathSet, Mandatory = true, Position = 0)]
    [Parameter(ParameterSetName = PredictedSet, Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string? GroundTruth { get; set; }

    /// <summary>The file or folder of true boxes, taken as it is.</summary>
    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true)]
    [Parameter(ParameterSetName = LiteralPredictedSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string? LiteralGroundTruth { get; set; }

    /// <summary>What Get-ClassSaliency and Find-ObjectBox emit, or boxes that are rows of a table.</summary>
    [Parameter(ParameterSetName = PathSet, Mandatory = true, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    [BoxRow]
    [Revived]
    public LocalizationEvidence[]? InputObject { get; set; }

    /// <summary>A file of boxes, or a folder of maps, that anybody made; taken as it is.</summary>
    [Parameter(ParameterSetName = PredictedSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = LiteralPredictedSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Prediction { get; set; }

    /// <summary>The network whose labels the names in the ground truth are matched with.</summary>
    [Parameter]
    [ValidateNotNull]
    [Revived]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public NetworkArgument? Network { get; set; }

    /// <summary>Only what the ground truth says of this split.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Split { get; set; }

    /// <summary>Least intersection over union of a good box.</summary>
    [Parameter]
    [ValidateRange(MeasureDefinitions.OverlapMinimum, MeasureDefinitions.OverlapMaximum)]
    public double Overlap { get; set; } = Defaults.Overlap;

    /// <summary>How often images are drawn again for the confidence intervals.</summary>
    [Parameter]
    [ValidateRange(MeasureDefinitions.ResamplesMinimum, MeasureDefinitions.ResamplesMaximum)]
    public int Resample { get; set; } = Defaults.Resamples;

    /// <summary>Confidence of the intervals.</summary>
    [Parameter]
    [ValidateRange(MeasureDefinitions.ConfidenceMinimum, MeasureDefinitions.ConfidenceMaximum)]
    public double Confidence { get; set; } = Defaults.Confidence;

    /// <summary>Decides which images are drawn.</summary>
    [Parameter]
    public int Seed { get; set; } = Defaults.Seed;

    /// <summary>Lists each true class of each image in Details.</summary>
    [Parameter]
    public SwitchParameter Detail { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _options = new MeasureOptions
        {
            Overlap = Overlap, Resamples = Resample, Confidence = Confidence, Seed = Seed, Details = Detail
        };
        var path = LiteralGroundTruth ?? GroundTruth!;
        var truth = Try(path,
            () => GroundTruthFile.Read(path = this.ResolveTarget(path, isLiteral: LiteralGroundTruth is not null)));
        IReadOnlyList<string>? known = null;
        if (Network is not null)
        {
            var labels = this.OpenNetwork(Network, null).Labels;
            truth = Try(path, () => truth.WithClasses(labels));
            known = labels;
        }

        _truth = Split is null ? truth : truth.InSplit(Split);
        _judged = new(_truth) { Labels = { Known = known } };
        if (_truth.Boxes.Count == 0) ThrowTerminatingError(ErrorRecords.GroundTruth(
            new GroundTruthException(path, "file",
                Split is null ? "there are no boxes in it." : $"there are no boxes of split '{Split}' in it."), path));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Prediction is null)
        {
            foreach (var evidence in InputObject!) Take(evidence);
            return;
        }

        var file = this.RequireTarget(null, Prediction);
        Try<object?>(file, () =>
        {
            foreach (var (path, evidence, fault) in PredictionFile.Read(file, _truth, _ => null))
                if (fault is not null) WriteError(ErrorRecords.Prediction(fault, path));
                else Take(evidence!);
            return null;
        }, ErrorRecords.Prediction);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var meters = _judged.Meters(_options).ToArray();
        if (meters.Length == 0) WriteWarning("No result came, so nothing was measured.");
        foreach (var meter in meters)
        {
            var measured = meter.Measure();
            Warn(measured);
            WriteObject(measured);
        }
    }

    private void Take(LocalizationEvidence evidence)
    {
        if (Token.IsCancellationRequested) throw new PipelineStoppedException();
        _judged.Add(evidence);
    }

    private T Try<T>(string path, Func<T> work, Func<Exception, string, ErrorRecord>? tell = null)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is GroundTruthException or IOException or UnauthorizedAccessException
            || PathResolution.IsFault(e))
        {
            ThrowTerminatingError((tell ?? ErrorRecords.GroundTruth)(e, path));
            throw; // Not reached.
        }
    }

    // What was not judged is on the object as well; a figure that rests on a part of the data
    // should not look like one that does not.
    private void Warn(LocalizationMeasurement measured)
    {
        if (measured.PicturesWithoutTruth.Count > 0)
            WriteWarning($"{measured.PicturesWithoutTruth.Count} images have no true box and were not judged, such as '"
                + $"{measured.PicturesWithoutTruth[0]}'.");
        if (measured.PicturesOfOtherSize.Count > 0)
            WriteWarning($"{measured.PicturesOfOtherSize.Count} images were not judged since their true boxes do not fit; "
                + $"{measured.PicturesOfOtherSize[0]}");
        if (measured.EmptyTrueBoxes > 0)
            WriteWarning(
                $"{measured.EmptyTrueBoxes} boxes of the ground truth have no width or no height and count for nothing.");
        if (measured.TrueBoxesBeyondImages > 0)
            WriteWarning($"{measured.TrueBoxesBeyondImages} boxes of the ground truth reach beyond their images by more than a "
                + "tenth of a side and count as they are; is the ground truth of images of this size?");
        if (measured.PicturesWithoutResults.Count > 0)
            WriteWarning($"{measured.PicturesWithoutResults.Count} images of the ground truth have no result, such as '"
                + $"{measured.PicturesWithoutResults[0]}'.");
        if (measured.UnmatchedClasses.Count > 0)
            WriteWarning($"No result was of {measured.UnmatchedClasses.Count} classes of the ground truth, such as '"
                + $"{measured.UnmatchedClasses[0]}'.");
        if (measured.TrueClassesWithoutResults > 0)
            WriteVerbose(
                $"{measured.TrueClassesWithoutResults} true classes of judged images have no result; figures for the given "
                    + $"class leave them out.");
        if (measured.IncompleteImages > 0)
            WriteWarning(
                $"{measured.IncompleteImages} images have fewer predictions than others; what is missing counts as wrong.");
    }
}
