namespace SaliencyPS.Imaging.Codecs;

/// <summary>Encodes images in the format asked for; <see cref="ImageDecoder"/> reads what it writes.</summary>
public static class ImageEncoder
{
    /// <summary>
    /// The format that a file's name asks for by its extension, in any case; null where no format that is written has it.
    /// </summary>
    public static ImageFormat? FormatOf(string path)
    {
        var extension = Path.GetExtension(path).ToLowerInvariant();
        return ImageCodecs.All.FirstOrDefault(codec => codec.Extensions.Contains(extension))?.Encoding?.Format;
    }

    /// <summary>The extensions of a format: in lower case, with the dot, the usual one first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such format.</exception>
    public static IReadOnlyList<string> Extensions(ImageFormat format) => ImageCodecs.Writing(format).Codec.Extensions;

    /// <summary>The usual extension of a format, in lower case with the dot.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such format.</exception>
    public static string Extension(ImageFormat format) => Extensions(format)[0];

    /// <summary>Writes an image; the same image gives the same bytes on one version of .NET, whatever the machine.</summary>
    /// <param name="image">The image.</param>
    /// <param name="stream">Where the bytes go; stays open.</param>
    /// <param name="format">The format.</param>
    /// <param name="quality">
    /// From <see cref="ImageQuality.Lowest"/> to <see cref="ImageQuality.Highest"/>; ignored by formats that keep images exactly.
    /// </param>
    /// <param name="token">Stops the work.</param>
    /// <exception cref="ArgumentOutOfRangeException">The quality is out of range, or there is no such format.</exception>
    /// <exception cref="ImageFormatException">The image is too large for the format.</exception>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static void Write(
        RgbImage image, Stream stream, ImageFormat format, int quality = ImageQuality.Standard,
        CancellationToken token = default)
    {
        var (codec, encoding) = ImageCodecs.Writing(format);
        if (encoding.HasQuality && quality is < ImageQuality.Lowest or > ImageQuality.Highest)
            throw new ArgumentOutOfRangeException(nameof(quality), quality, $"{ImageQuality.Lowest} to {ImageQuality.Highest}.");
        if (Math.Max(image.Width, image.Height) > codec.LongestSide)
        {
            var size = $"{image.Width}×{image.Height}";
            throw new ImageFormatException(
                $"{size} pixels do not fit into a {codec.Name} file; {codec.LongestSide} is the longest side.");
        }

        encoding.Write(image, stream, quality, token);
    }

    /// <summary>The bytes of an image file.</summary>
    /// <inheritdoc cref="Write"/>
    public static byte[] Encode(
        RgbImage image, ImageFormat format, int quality = ImageQuality.Standard, CancellationToken token = default)
    {
        using var stream = new MemoryStream();
        Write(image, stream, format, quality, token);
        return stream.ToArray();
    }
}
