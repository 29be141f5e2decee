using ImageMagick;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;

namespace SaliencyPS.Adapters.MagickNet;

/// <summary>A format that ImageMagick decodes.</summary>
/// <param name="name">Name of the format.</param>
/// <param name="extensions">What file names of the format end with.</param>
/// <param name="format">Its decoder, which is asked for: no other one is ever tried.</param>
internal sealed class MagickCodec(string name, IReadOnlyList<string> extensions, MagickFormat format)
    : LibraryCodec(name, extensions)
{
    private MagickReadSettings Settings => new() { Format = format, FrameIndex = 0, FrameCount = 1 };

    /// <inheritdoc/>
    protected override (int Width, int Height) Measure(byte[] data)
    {
        using var header = new MagickImage();
        header.Ping(data, Settings);
        return (checked((int)header.Width), checked((int)header.Height));
    }

    /// <inheritdoc/>
    // The library turns the image as its file says; an orientation in EXIF data says nothing in these formats.
    protected override RgbImage DecodePixels(byte[] data, CancellationToken token)
    {
        using var decoded = new MagickImage();
        decoded.Progress += (_, progress) => progress.Cancel = token.IsCancellationRequested;
        decoded.Read(data, Settings);
        token.ThrowIfCancellationRequested();
        using var pixels = decoded.GetPixelsUnsafe();
        var image = new RgbImage((int)decoded.Width, (int)decoded.Height);
        Transparency.OverWhite(pixels.ToByteArray(PixelMapping.RGBA)!, image.Pixels);
        return image;
    }
}
