using System.Text.Json;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Results;
using SaliencyPS.Results.Lines;
using SaliencyPS.Results.Merged;
using SaliencyPS.Runs;
using SaliencyPS.Threads;

namespace SaliencyPS.Reporting.Kept;

/// <summary>
/// Makes a report of results that were kept: reads the images again, draws the boxes over them, and computes nothing. Several
/// images are drawn at once, and no more than these are in memory.
/// </summary>
internal sealed class KeptReport : IMergedResults
{
    private const int ImagesAtOnce = 64;

    private readonly string _root;
    private readonly ReportSelectionKind _kind;
    private readonly SampledImages? _sample;
    private readonly ReportOptions _options;
    private readonly ImageLimits _limits;
    private readonly Parallelism _parallel;
    private readonly IReport _report;
    private readonly Action<string, Exception> _fault;
    private readonly List<(string Path, List<ReportRow> Rows, string? Error)> _waiting = [];

    private KeptReport(string root, ReportSelection only, ReportOptions options, ImageLimits limits, Parallelism parallel,
        IReport report, Action<string, Exception> fault)
    {
        (_root, _kind, _options, _limits) = (root, only.Kind, options, limits);
        (_parallel, _report, _fault) = (parallel, report, fault);
        if (_kind == ReportSelectionKind.Sample) _sample = new(only.Count);
    }

    /// <summary>Makes a report.</summary>
    /// <param name="read">Hands all results over, ordered by path; called twice where chance chooses.</param>
    /// <param name="root">The folder below which the images are, in full.</param>
    /// <param name="only">Which images are shown.</param>
    /// <param name="options">How they look.</param>
    /// <param name="limits">Which images are read.</param>
    /// <param name="parallel">Threads, and what stops the work.</param>
    /// <param name="report">The report.</param>
    /// <param name="fault">Told of an image with results that cannot be read any more; its rows come without it.</param>
    /// <exception cref="MergeException">Results are damaged.</exception>
    /// <exception cref="IOException">Results cannot be read, or the report cannot be written.</exception>
    public static void Write(Action<IMergedResults> read, string root, ReportSelection only, ReportOptions options,
        ImageLimits limits, Parallelism parallel, IReport report, Action<string, Exception> fault)
    {
        var kept = new KeptReport(root, only, options, limits, parallel, report, fault);
        if (kept._sample is not null) read(kept._sample);
        read(kept);
    }

    /// <inheritdoc/>
    public void Add(ImageRecord record, ReadOnlySpan<byte> line)
    {
        var path = Path.Combine(_root, record.Key);
        var rows = new List<ReportRow>();
        foreach (var row in new RowReader(line[record.Rows]))
        {
            var (read, made) = Read(record.Key, row);
            if (read.X is null) rows.Add(new(read.ToScore(path, made), read.Method is null ? null : made));
            else if (read.ToBox(path, made) is var box && rows is [.., var last] && last.BelongsTo(box))
                rows[^1] = last.With(box);
            else rows.Add(new(box));
        }

        if (IsShown(record, rows)) _waiting.Add((path, rows, record.Error is null ? null : Reason(record.Key, record.Error)));
        else
        {
            foreach (var row in rows) _report.Count(row);
            if (record.Error is not null) _report.Count(new FailedImage(path, Reason(record.Key, record.Error)));
        }

        if (_waiting.Count == ImagesAtOnce) Draw();
    }

    /// <inheritdoc/>
    public void Complete() => Draw();

    private static (KeptRow Row, MapSettings Made) Read(string key, ReadOnlySpan<byte> row)
    {
        try
        {
            return ResultLines.Read(row);
        }
        catch (JsonException e)
        {
            throw new MergeException($"A result of '{key}' cannot be read: {e.Message}", []);
        }
    }

    private bool IsShown(ImageRecord record, List<ReportRow> rows) => _kind switch
    {
        ReportSelectionKind.All => true,
        ReportSelectionKind.Doubtful => record.Error is null && (rows is not [var best, ..] || best.Probability < 0.5
            || best.IsUnfamiliar == true),
        ReportSelectionKind.Failed => record.Error is not null,
        ReportSelectionKind.Sample => _sample!.Contains(record.Key),
        _ => throw new InvalidOperationException($"There is no choice '{_kind}'."),
    };

    private void Draw()
    {
        var drawn = new (ReportImage? Image, DrawnRow[] Rows, DataUri? Plain, Exception? Fault)[_waiting.Count];
        _parallel.For(drawn.Length, i =>
        {
            var (path, rows, error) = _waiting[i];
            ReportImage? image = null;
            Exception? fault = null;
            try
            {
                var decoded = ImageDecoder.Read(path, _options.Reduction, _limits, _parallel.Token);
                if (rows.FirstOrDefault()?.PictureSize is var (width, height)
                    && (width, height) != (decoded.Width, decoded.Height))
                    throw new ImageFormatException($"The image had {width}×{height} pixels when its results were computed "
                        + $"and has {decoded.Width}×{decoded.Height} now.");
                image = new(decoded, _options);
            }
            catch (Exception e) when (e is ImageFormatException or IOException or UnauthorizedAccessException)
            {
                fault = e is not (FileNotFoundException or DirectoryNotFoundException) ? e : new FileNotFoundException(
                    $"'{path}' is not there; --root (-Root) names the folder below which the images are.", path, e);
            }

            drawn[i] = (image, [.. rows.Select(row => new DrawnRow(row, image))], error is null ? null : image?.Plain(), fault);
        });
        foreach (var ((path, rows, error), (_, all, plain, fault)) in _waiting.Zip(drawn))
        {
            // That one which failed cannot be read is known.
            if (fault is not null && rows.Count > 0) _fault(path, fault);
            foreach (var row in all) _report.Add(row);
            if (error is not null) _report.Add(new FailedImage(path, error, plain));
        }

        _waiting.Clear();
    }

    // Reasons are counted, so that they do without the image's name, which is told anyway.
    private static string Reason(string key, string error) => error.Replace($"'{key}'", "it");
}
