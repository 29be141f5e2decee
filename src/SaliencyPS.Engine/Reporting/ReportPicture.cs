using SaliencyPS.Imaging;
using SaliencyPS.Localization;

namespace SaliencyPS.Reporting;

/// <summary>A picture in the size in which it goes into a report, for any number of rows; keeps nothing of the original.</summary>
public sealed class ReportPicture
{
    private static readonly RgbColor BoxColor = new(255, 64, 64);

    private readonly RgbImage _small;
    private readonly ColorMap _colors;
    private readonly double _scaleX, _scaleY;

    /// <summary>Shrinks a picture, which may have been decoded with as little detail as <see cref="ReportOptions.Reduction"/> says.</summary>
    public ReportPicture(DecodedImage picture, ReportOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaximumImageSide, 1);
        var scale = Math.Min(1, (double)options.MaximumImageSide / Math.Max(picture.Width, picture.Height));
        _small = Resampler.Bilinear(picture.Image, Side(picture.Width), Side(picture.Height));
        (_scaleX, _scaleY) = ((double)_small.Width / picture.Width, (double)_small.Height / picture.Height);
        _colors = options.Colors;
        Source = new DataUri(_small);

        int Side(int side) => Math.Max(1, (int)Math.Round(side * scale));
    }

    /// <summary>Width in the report, in pixels.</summary>
    internal int Width => _small.Width;

    /// <summary>Height in the report, in pixels.</summary>
    internal int Height => _small.Height;

    /// <summary>The picture itself.</summary>
    internal DataUri Source { get; }

    /// <summary>The picture with a row's map (or, without one, its mask) and box over it.</summary>
    internal DataUri Draw(ReportRow row)
    {
        var drawn =
            row.Saliency is { } saliency ? Overlay.Blend(_small, HeatMap.Levels(saliency.Map.Resize(Width, Height)), _colors)
            : row.Box!.Mask is { } mask ? Overlay.TintMask(_small, Shrink(mask), BoxColor)
            : _small;
        return new DataUri(row.Box is { } box ? Draw(drawn, box) : drawn);
    }

    private RgbImage Draw(RgbImage below, ObjectBox box)
    {
        var (left, top) = ((int)(box.X * _scaleX), (int)(box.Y * _scaleY));
        var (right, bottom) = ((int)Math.Ceiling((box.X + (double)box.Width) * _scaleX), (int)Math.Ceiling((box.Y + (double)box.Height) * _scaleY));
        return Overlay.DrawBox(below, left, top, Math.Max(0, right - left), Math.Max(0, bottom - top), BoxColor, Math.Max(2, Math.Min(Width, Height) / 100));
    }

    private bool[] Shrink(ObjectMask mask)
    {
        var small = new bool[Width * Height];
        for (var i = 0; i < small.Length; i++)
            small[i] = mask[(int)((i % Width + 0.5) * mask.Width / Width), (int)((i / Width + 0.5) * mask.Height / Height)];
        return small;
    }
}
