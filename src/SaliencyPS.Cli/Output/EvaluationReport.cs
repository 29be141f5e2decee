using SaliencyPS.Evaluation.GroundTruth;
using SaliencyPS.Files;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Imaging.Drawing;
using SaliencyPS.Localization;
using SaliencyPS.Reporting;

namespace SaliencyPS.Cli.Output;

/// <summary>
/// Images of an evaluation with true boxes in green and found ones in red: one image of the first of them where the file's name
/// ends in that of an image, otherwise a page of all, or a folder of pages.
/// </summary>
internal sealed class EvaluationReport : IDisposable
{
    // More would make no image that one can look at.
    private const int MostOnSheet = 40, SheetSide = 240;

    private readonly string _path;
    private readonly ContactSheet? _sheet;
    private readonly IReport? _page;
    private readonly ReportOptions _options;

    /// <summary>Begins the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Heading and looks of a page.</param>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public EvaluationReport(string path, ReportOptions options)
    {
        _path = Path.GetFullPath(path);
        if (ImageEncoder.FormatOf(_path) is null)
        {
            _options = Reports.Looks(_path, options);
            _page = Reports.Begin(_path, _options, replace: true);
        }
        else (_options, _sheet) = (options with { MaximumImageSide = SheetSide }, new ContactSheet());
    }

    /// <summary>Draws an image, on any thread, and returns how to add it.</summary>
    /// <param name="image">The image with any detail.</param>
    /// <param name="maps">Its maps.</param>
    /// <param name="found">What was found by them.</param>
    /// <param name="truth">What is there.</param>
    /// <param name="limits">Bounds on the image, should it have to be read again.</param>
    /// <param name="token">Stops the work.</param>
    public Action Draw(
        DecodedImage image, IReadOnlyList<ClassSaliency> maps, IReadOnlyDictionary<ClassSaliency, LocalizationResult> found,
        IReadOnlyList<GroundTruthBox> truth, ImageLimits limits, CancellationToken token)
    {
        var small = ReportImage.From(image, maps[0].Path, _options, limits, token);
        if (_sheet is not null)
        {
            if (PlainFile.Replaces(_path, Path.GetFullPath(maps[0].Path)))
                return () => throw new UsageException($"{_path}: {ImageFiles.Photograph}");
            var drawn = small.Draw(truth, maps.Where(found.ContainsKey).Select(map => found[map].Box));
            return () =>
            {
                if (_sheet.Count < MostOnSheet) _sheet.Add(drawn);
            };
        }

        DrawnRow[] rows = [.. maps.Select(map => new DrawnRow(Row(map), small))];
        return () =>
        {
            foreach (var row in rows) _page!.Add(row);
        };

        ReportRow Row(ClassSaliency map)
        {
            GroundTruthBox[] boxes = [.. truth.Where(box => box.IsOf(map.ClassIndex, map.Label))];
            return found.TryGetValue(map, out var box) ? new(map, ObjectBox.From(map, box)) { Truth = boxes }
                : new(map) { Truth = boxes };
        }
    }

    /// <summary>Ends the file and puts it in its place.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public void Complete()
    {
        _page?.Complete();
        if (_sheet?.Count > 0)
            WholeFile.Write(_path, stream => ImageEncoder.Write(_sheet.Render(), stream, ImageEncoder.FormatOf(_path)!.Value));
    }

    /// <summary>Removes what is not complete.</summary>
    public void Dispose() => _page?.Dispose();
}
