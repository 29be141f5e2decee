using System.Management.Automation;
using SaliencyPS.Cmdlets.Abstractions;
using SaliencyPS.Cmdlets.Binding;
using SaliencyPS.Cmdlets.Errors;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Terminal;
using SaliencyPS.Inputs;
using SaliencyPS.Localization;
using SaliencyPS.Localization.Regions;
using SaliencyPS.Networks;
using SaliencyPS.Options;
using SaliencyPS.Results.Lines;
using SaliencyPS.Runs;
using SaliencyPS.Saliency.Analysis;
using SaliencyPS.Threads;

namespace SaliencyPS.Cmdlets.Commands;

/// <summary>
/// Export-SaliencyResult: images → a folder with the boxes, maps' figures or scores of a shard, which can be gone on with.
/// </summary>
[Cmdlet(VerbsData.Export, "SaliencyResult", DefaultParameterSetName = PathTop, SupportsShouldProcess = true)]
[OutputType(typeof(ResultSummary))]
public sealed class ExportSaliencyResultCommand : MethodCommand
{
    private readonly Dictionary<string, string> _keys = [];
    private string _folder = "";
    private ResultPart? _part;

    /// <summary>Prepares the progress display.</summary>
    public ExportSaliencyResultCommand() : base("Computing results") { }

    /// <summary>The folder of the results.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string? Results { get; set; }

    /// <summary>Goes on with the results that are there.</summary>
    [Parameter]
    public SwitchParameter Resume { get; set; }

    /// <summary>Tries images again that failed.</summary>
    [Parameter]
    public SwitchParameter RetryFailed { get; set; }

    /// <summary>Tells by its bytes whether an image has changed.</summary>
    [Parameter]
    public SwitchParameter ByContent { get; set; }

    /// <summary>Leaves out classes that are less probable.</summary>
    [Parameter]
    [ValidateRange(SaliencyDefinitions.MinimumProbabilityMinimum, SaliencyDefinitions.MinimumProbabilityMaximum)]
    public double MinimumProbability { get; set; } = SaliencyDefinitions.MinimumProbabilityDefault;

    /// <summary>Keeps scores and makes no maps.</summary>
    [Parameter]
    public SwitchParameter NoMap { get; set; }

    /// <summary>Keeps the figures of maps and looks for no boxes.</summary>
    [Parameter]
    public SwitchParameter NoBox { get; set; }

    /// <summary>How maps become boxes; by default as suits the method.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(LocalizationPresetCompleter))]
    public string? Preset { get; set; }

    /// <summary>Keeps the boxes of all objects of a map; otherwise only of the largest.</summary>
    [Parameter]
    public SwitchParameter AllInstances { get; set; }

    /// <summary>Where all objects are asked for: least pixels of one as a share of the largest one's.</summary>
    [Parameter]
    [ValidateRange(LocalizationDefinitions.MinimumAreaMinimum, LocalizationDefinitions.MinimumAreaMaximum)]
    public double? MinimumArea { get; set; }

    /// <summary>Keeps the pixels of objects.</summary>
    [Parameter]
    public SwitchParameter IncludeMask { get; set; }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _part?.Dispose();
    }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _folder = this.RequireTarget(null, Results);
        base.BeginProcessing();
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (_part is null) return;
        var manifest = Kept(_part.Complete);
        WriteObject(new ResultSummary
        {
            Path = _folder, Shard = $"{manifest.Header.Part}", Images = manifest.Own.Images, Failed = manifest.Failed,
            DoneBefore = _part.Skipped, IsComplete = manifest.IsComplete,
        });
    }

    private protected override NetworkAnalysis<object> Prepare(Network network)
    {
        var options = Options(network) with { MinimumProbability = MinimumProbability };
        var command = NoMap ? ResultLines.Scores : NoBox ? ResultLines.Maps : ResultLines.Boxes;
        var localization = Localization();
        var analysis = Prepare(network, options, (analyzer, images, parallel, progress) =>
        {
            if (NoMap)
                return Array.ConvertAll(analyzer.Score(images, _ => options.Classes, parallel),
                    scores => (IReadOnlyList<object>)[.. scores.Select(ScoreLine.From)]);
            var maps = analyzer.Analyze(images, _ => options.Classes, parallel, progress);
            return [.. images.Zip(maps, (image, found) => NoBox ? (IReadOnlyList<object>)[.. found.Select(MapLine.From)]
                : [.. Boxes(image.Image, [.. found], localization, parallel)])];
        });
        if (_part is not null) throw Refuse("-Results takes the results of one network; each takes a folder of its own.");
        if (!ShouldProcess(_folder, "Keep results")) return analysis;
        var header = RunSettings.Describe(command, Part, network, options, Limits,
            command == ResultLines.Boxes ? BoxFinder.Describe(localization, AllInstances, IncludeMask) : []);
        _part = Kept(() => ResultPart.Open(_folder, header, new(Resume, RetryFailed, ByContent), DateTimeOffset.UtcNow));
        if (_part.Mended is { } mended) WriteWarning($"'{_folder}': {mended}");
        return analysis;
    }

    // Under -WhatIf there is no part, and nothing is computed.
    private protected override bool TakesKey(string key, ImageInput image)
    {
        if (_part is null || !Kept(() => _part.Take(key, image.Stamp))) return false;
        _keys[image.Path] = key;
        return true;
    }

    private protected override FileStamp Look(AnalysisInput input) =>
        new ImageInput(input.Path) { Source = input.Source }.Stamp(ByContent);

    private protected override void Begin(AnalyzedImage<object> image)
    {
        if (_part is null) return;
        if (!_keys.Remove(image.File, out var key)) _part.Take(key = image.File, _ => FileStamp.None); // in no file
        _part.Begin(key, image.Stamp);
    }

    private protected override void Notice(object first) { }

    private protected override void Take(object result)
    {
        if (_part is not { Key: { } key } part) return;
        switch (result)
        {
            case BoxLine line: part.Add(writer => ResultLines.Write(writer, line with { Path = key })); break;
            case MapLine line: part.Add(writer => ResultLines.Write(writer, line with { Path = key })); break;
            case ScoreLine line: part.Add(writer => ResultLines.Write(writer, line with { Path = key })); break;
            case LocalizationException nothing: WriteError(Fault(nothing, key)); break;
            default: throw new ArgumentException($"There is no line for {result}.", nameof(result));
        }
    }

    private protected override ErrorRecord Fault(Exception e, string file)
    {
        var error = e is LocalizationException ? ErrorRecords.Unlocated(e, file) : base.Fault(e, file);
        _part?.Fail(file, PlainText.OneLine(PlainText.Of(e)));
        return error;
    }

    private protected override void Finish(AnalyzedImage<object> image) => Kept<object?>(() =>
    {
        _part?.End();
        return null;
    });

    private protected override void LeaveUnlisted(string folder) => _part?.LeaveUnlisted(folder);

    private protected override void FindNothing(string path, string what)
    {
        if (IsNamed(path)) RefuseNamed(what);
        base.FindNothing(path, what);
    }

    // What comes in the pipeline, or was found, and is no image stands for one that failed.
    private protected override void Refuse(ErrorRecord error)
    {
        var (path, what) = ((string)error.TargetObject, error.Exception.Message);
        if (IsNamed(path)) RefuseNamed(what);
        base.Refuse(error);
        var file = InFull(path);
        if (_part is null || (!_keys.Remove(file, out var key) && !(Takes(file) && _keys.Remove(file, out key)))) return;
        _part.Begin(key, FileStamp.None);
        _part.Fail(file, PlainText.OneLine(what));
        Kept<object?>(() =>
        {
            _part.End();
            return null;
        });
    }

    // A path that leads nowhere may be mistyped: then the images that are meant are not known, and those that were done before
    // would be taken for gone.
    private bool IsNamed(string path) => _part is not null && !MyInvocation.ExpectingInput
        && (LiteralPath ?? Path ?? []).Any(named => named == path || InFull(named) == path);

    private void RefuseNamed(string what) => Kept<object?>(() => throw new RunRefusedException(
        $"{what} Nothing is done where a path that is named leads to no image; put it right, or leave it out."));

    private string InFull(string path)
    {
        try
        {
            return this.ResolveLiteral(path);
        }
        catch (Exception e) when (PathResolution.IsFault(e))
        {
            return path;
        }
    }

    private LocalizationOptions Localization()
    {
        var preset = Preset is null ? LocalizationPresets.For(Method)
            : LocalizationPresets.All.TryGetValue(Preset, out var named) ? named
            : throw Refuse($"There is no preset '{Preset}'; there are {string.Join(", ", LocalizationPresets.All.Keys)}.");
        return preset with { MinimumArea = MinimumArea ?? preset.MinimumArea };
    }

    private IEnumerable<object> Boxes(DecodedImage image, ClassSaliency[] maps, LocalizationOptions options, Parallelism parallel)
    {
        var (boxes, faults) = BoxFinder.Find(image, maps, options, AllInstances, Limits, parallel);
        return boxes.SelectMany(box => box.Found.Select(one => (object)BoxLine.From(box.Map, one, IncludeMask)))
            .Concat(faults.Select(fault => new LocalizationException(fault)));
    }

    private PipelineStoppedException Refuse(string why)
    {
        ThrowTerminatingError(ErrorRecords.LocalizationOption(new ArgumentException(why)));
        return new PipelineStoppedException(); // Not reached.
    }

    private T Kept<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is RunRefusedException or IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(ErrorRecords.Results(e, _folder));
            throw; // Not reached.
        }
    }
}
