using SaliencyPS.Evaluation.GroundTruth;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Imaging.Drawing;
using SaliencyPS.Imaging.Resizing;
using SaliencyPS.Localization;

namespace SaliencyPS.Reporting;

/// <summary>
/// An image in the size in which it goes into a report, for any number of rows; keeps nothing of the original.
/// </summary>
internal sealed class ReportImage
{
    private static readonly RgbColor BoxColor = new(255, 64, 64), TruthColor = new(64, 224, 96);

    private readonly RgbImage _small;
    private readonly ColorMap _colors;
    private readonly int? _bytes;
    private readonly double _scaleX, _scaleY;

    /// <summary>
    /// Shrinks an image, which may have been decoded with as little detail as <see cref="ReportOptions.Reduction"/> says.
    /// </summary>
    public ReportImage(DecodedImage image, ReportOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaximumImageSide, 1);
        var scale = Math.Min(1, (double)options.MaximumImageSide / Math.Max(image.Width, image.Height));
        _small = Resampler.Bilinear(image.Image, Side(image.Width), Side(image.Height));
        (_scaleX, _scaleY) = ((double)_small.Width / image.Width, (double)_small.Height / image.Height);
        (_colors, _bytes) = (options.Colors, options.MaximumImageBytes);
        if (!options.IsDrawnOnly) Source = Plain();

        int Side(int side) => Math.Max(1, (int)Math.Round(side * scale));
    }

    /// <summary>Shrinks an image that is at hand; where it has less detail than a report shows, reads its file again.</summary>
    /// <inheritdoc cref="ImageDecoder.Read(string, Func{int, int, double}, ImageLimits?, CancellationToken)" path="exception"/>
    internal static ReportImage From(
        DecodedImage image, string path, ReportOptions options, ImageLimits limits, CancellationToken token) =>
        new(image.Reduction > options.Reduction(image.Width, image.Height)
            ? ImageDecoder.Read(path, options.Reduction, limits, token)
            : image, options);

    /// <summary>Width in the report, in pixels.</summary>
    internal int Width => _small.Width;

    /// <summary>Height in the report, in pixels.</summary>
    internal int Height => _small.Height;

    /// <summary>The image itself; null where only what is drawn is shown.</summary>
    internal DataUri? Source { get; }

    /// <summary>The image with nothing drawn over it.</summary>
    internal DataUri Plain() => new(_small, _bytes);

    /// <summary>The image with a row's map (or, without one, its masks) and boxes over it.</summary>
    internal DataUri Draw(ReportRow row)
    {
        var drawn =
            row.Saliency is { } saliency ? Overlay.Blend(_small, HeatMap.Levels(saliency.Map.Resize(Width, Height)), _colors)
            : row.Boxes.Aggregate(_small,
                (below, box) => box.Mask is { } mask ? Overlay.TintMask(below, Shrink(mask), BoxColor) : below);
        foreach (var box in row.Truth) drawn = Draw(drawn, box);
        foreach (var box in row.Boxes) drawn = Draw(drawn, new BoundingBox(box.X, box.Y, box.Width, box.Height));
        return new DataUri(drawn, _bytes);
    }

    /// <summary>The image with true boxes in green and found ones in red over them.</summary>
    public RgbImage Draw(IEnumerable<GroundTruthBox> truth, IEnumerable<BoundingBox> found) =>
        found.Aggregate(truth.Aggregate(_small, (below, box) => Draw(below, box)), (below, box) => Draw(below, box));

    private RgbImage Draw(RgbImage below, GroundTruthBox box) =>
        Draw(below, box.X, box.Y, box.X + box.Width, box.Y + box.Height, TruthColor);

    private RgbImage Draw(RgbImage below, BoundingBox box) =>
        Draw(below, box.X, box.Y, box.X + (double)box.Width, box.Y + (double)box.Height, BoxColor);

    private RgbImage Draw(RgbImage below, double x0, double y0, double x1, double y1, RgbColor color)
    {
        // True boxes may lie anywhere; what is far outside is as good as just outside.
        var (left, top) = ((int)Math.Clamp(x0 * _scaleX, -9, Width), (int)Math.Clamp(y0 * _scaleY, -9, Height));
        var (right, bottom) = ((int)Math.Clamp(Math.Ceiling(x1 * _scaleX), 0, Width + 9),
            (int)Math.Clamp(Math.Ceiling(y1 * _scaleY), 0, Height + 9));
        return Overlay.DrawBox(below, left, top, Math.Max(0, right - left), Math.Max(0, bottom - top), color,
            Math.Max(2, Math.Min(Width, Height) / 100));
    }

    private bool[] Shrink(ObjectMask mask)
    {
        var small = new bool[Width * Height];
        for (var i = 0; i < small.Length; i++)
            small[i] = mask[(int)((i % Width + 0.5) * mask.Width / Width), (int)((i / Width + 0.5) * mask.Height / Height)];
        return small;
    }
}
