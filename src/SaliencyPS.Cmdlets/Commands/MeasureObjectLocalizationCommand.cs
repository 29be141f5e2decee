using System.Management.Automation;
using SaliencyPS.Cmdlets.Abstractions;
using SaliencyPS.Cmdlets.Binding;
using SaliencyPS.Cmdlets.Errors;
using SaliencyPS.Evaluation;
using SaliencyPS.Evaluation.Figures;
using SaliencyPS.Evaluation.GroundTruth;
using SaliencyPS.Options;
using SaliencyPS.Results;

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

    private static readonly MeasureOptions Defaults = new();

    // What was judged, by how the maps were made: that of the maps, and that of boxes by how they became boxes.
    private readonly OrderedDictionary<MapSettings, (List<ClassJudgement> Maps,
        OrderedDictionary<string, List<ClassJudgement>> Boxes)> _judged = [];
    private readonly RowLabels _labels = new();
    private GroundTruthSet _truth = null!;
    private MeasureOptions _options = null!;

    /// <summary>The file or folder of true boxes; wildcards must match one.</summary>
    [Parameter(ParameterSetName = PathSet, Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string? GroundTruth { get; set; }

    /// <summary>The file or folder of true boxes, taken as it is.</summary>
    [Parameter(ParameterSetName = LiteralPathSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string? LiteralGroundTruth { get; set; }

    /// <summary>What Get-ClassSaliency and Find-ObjectBox emit, or boxes that are rows of a table.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    [BoxRow]
    [Revived]
    public LocalizationEvidence[]? InputObject { get; set; }

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
        if (Network is not null)
        {
            var labels = this.OpenNetwork(Network, null).Labels;
            truth = Try(path, () => truth.WithClasses(labels));
            _labels.Known = labels;
        }

        _truth = Split is null ? truth : truth.InSplit(Split);
        if (_truth.Boxes.Count == 0) ThrowTerminatingError(ErrorRecords.GroundTruth(
            new GroundTruthException(path, "file",
                Split is null ? "there are no boxes in it." : $"there are no boxes of split '{Split}' in it."), path));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var evidence in InputObject!)
        {
            if (Token.IsCancellationRequested) throw new PipelineStoppedException();
            evidence.Complete(_labels);
            JudgedLike(evidence).Add(evidence.Judge(_truth));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_judged.Count == 0) WriteWarning("No result came, so nothing was measured.");
        foreach (var meter in _judged.SelectMany(way => Meters(way.Key, way.Value.Maps, way.Value.Boxes)))
        {
            var measured = meter.Measure();
            Warn(measured);
            WriteObject(measured);
        }
    }

    private GroundTruthSet Try(string path, Func<GroundTruthSet> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is GroundTruthException or IOException or UnauthorizedAccessException
            || PathResolution.IsFault(e))
        {
            ThrowTerminatingError(ErrorRecords.GroundTruth(e, path));
            throw; // Not reached.
        }
    }

    private List<ClassJudgement> JudgedLike(LocalizationEvidence evidence)
    {
        if (!_judged.TryGetValue(evidence.Settings, out var judged)) _judged.Add(evidence.Settings, judged = ([], []));
        if (!evidence.IsBox) return judged.Maps;
        var localization = evidence.Localization ?? "";
        if (!judged.Boxes.TryGetValue(localization, out var boxes)) judged.Boxes.Add(localization, boxes = []);
        return boxes;
    }

    // The maps go with the boxes of each way to find boxes.
    private IEnumerable<LocalizationMeter> Meters(MapSettings settings, List<ClassJudgement> maps,
        OrderedDictionary<string, List<ClassJudgement>> boxes)
    {
        foreach (var (localization, found) in boxes.Count > 0 ? boxes : new() { [""] = [] })
        {
            var meter = new LocalizationMeter(_truth, settings, localization.Length > 0 ? localization : null, _options);
            foreach (var judgement in found.Concat(maps)) meter.Add(judgement);
            yield return meter;
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
