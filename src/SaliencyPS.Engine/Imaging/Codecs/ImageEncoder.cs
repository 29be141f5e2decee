using SaliencyPS.Imaging.Jpeg;
using SaliencyPS.Imaging.Png;

namespace SaliencyPS.Imaging.Codecs;

/// <summary>Encodes pictures in the format asked for; what <see cref="ImageDecoder"/> reads again.</summary>
public static class ImageEncoder
{
    /// <summary>The format that a file's name asks for: .png, .jpg or .jpeg in any case; null for all others.</summary>
    public static PictureFormat? FormatOf(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".png" => PictureFormat.Png,
        ".jpg" or ".jpeg" => PictureFormat.Jpeg,
        _ => null,
    };

    /// <summary>The usual extension of a format, with its dot.</summary>
    public static string Extension(PictureFormat format) => format is PictureFormat.Jpeg ? ".jpg" : ".png";

    /// <summary>Writes a picture.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="stream">Where the bytes go; stays open.</param>
    /// <param name="format">The format.</param>
    /// <param name="quality">Of a JPEG picture, 1 to 100; without meaning for others.</param>
    /// <param name="token">Stops the work.</param>
    /// <exception cref="ArgumentOutOfRangeException">The quality is out of range.</exception>
    /// <exception cref="ImageFormatException">The picture is too large for the format.</exception>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static void Write(RgbImage image, Stream stream, PictureFormat format, int quality = JpegEncoder.StandardQuality, CancellationToken token = default)
    {
        if (format is PictureFormat.Jpeg) JpegEncoder.Write(image, stream, quality, token);
        else PngEncoder.Write(image, stream, token);
    }

    /// <summary>The bytes of a picture file.</summary>
    /// <inheritdoc cref="Write"/>
    public static byte[] Encode(RgbImage image, PictureFormat format, int quality = JpegEncoder.StandardQuality, CancellationToken token = default)
    {
        using var stream = new MemoryStream();
        Write(image, stream, format, quality, token);
        return stream.ToArray();
    }
}
