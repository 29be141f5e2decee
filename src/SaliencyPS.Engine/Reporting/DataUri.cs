using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Imaging.Resizing;

namespace SaliencyPS.Reporting;

/// <summary>An image, encoded as JPEG, as the address of an image element.</summary>
internal sealed class DataUri
{
    // Small rather than perfect: a page has hundreds, and the files themselves are at hand.
    private const int Quality = 80;

    private const int LeastQuality = 20, QualityStep = 20;

    /// <summary>Encodes an image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="mostBytes">Most bytes; it gets coarser, and then smaller, until it has no more.</param>
    public DataUri(RgbImage image, int? mostBytes = null)
    {
        (Width, Height) = (image.Width, image.Height);
        for (var quality = Quality; ; quality -= QualityStep)
        {
            if (quality < LeastQuality)
            {
                image = Resampler.Bilinear(image, Math.Max(1, image.Width / 2), Math.Max(1, image.Height / 2));
                quality = Quality;
            }

            Bytes = ImageEncoder.Encode(image, ImageFormat.Jpeg, quality);
            if (mostBytes is null || Bytes.Length <= mostBytes || image is { Width: 1, Height: 1 }) return;
        }
    }

    /// <summary>Width at which it is shown, in pixels.</summary>
    public int Width { get; }

    /// <summary>Height at which it is shown, in pixels.</summary>
    public int Height { get; }

    /// <summary>The file.</summary>
    public byte[] Bytes { get; }

    /// <summary>The address; all of its characters stand for themselves in HTML.</summary>
    public Html ToHtml() => new($"data:image/jpeg;base64,{Convert.ToBase64String(Bytes)}");
}
