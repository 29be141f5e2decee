using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;

namespace SaliencyPS.Results;

/// <summary>
/// The photograph that results speak of: the decoded one while somebody still holds it (as a pipeline does), otherwise read from
/// its file again. Boxes must depend neither on that nor on whether somebody has looked before: what was decoded to be looked at
/// is never cut, and what was analysed only where reading it again would give the same.
/// </summary>
/// <param name="file">The bytes of its file, which are then read in place of the file; null for none.</param>
/// <param name="codecs">The libraries that may decode it where whoever reads it says nothing.</param>
internal sealed class SourceImage(byte[]? file = null, IReadOnlyList<OptionalCodec>? codecs = null)
{
    private readonly WeakReference<DecodedImage> _analyzed = new(null!);
    private readonly WeakReference<RgbImage> _full = new(null!);

    /// <summary>The bytes of its file; null where they are not known.</summary>
    public byte[]? File => file;

    /// <summary>Lets others use the image that was analysed for as long as somebody holds it.</summary>
    public void Introduce(DecodedImage image) => _analyzed.SetTarget(image);

    /// <summary>The image in full detail.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="size">Its size when the results were computed; null where that is not known.</param>
    /// <param name="limits">Bounds on the image; <see cref="ImageLimits.Default"/> where null.</param>
    /// <param name="token">Stops the work.</param>
    /// <exception cref="ImageFormatException">The file has changed and cannot be decoded, or has another size now.</exception>
    public RgbImage Get(string path, (int Width, int Height)? size, ImageLimits? limits, CancellationToken token)
    {
        if (_analyzed.TryGetTarget(out var analyzed) && analyzed.Reduction == 1) return analyzed.Image;
        if (_full.TryGetTarget(out var full)) return full;
        full = Read(path, size, (_, _) => 1, limits, token).Image;
        _full.SetTarget(full);
        return full;
    }

    /// <summary>The image with exactly so much detail: the same pixels whether it is still in memory or not.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="size">Its size when the results were computed.</param>
    /// <param name="reduction">How many of its pixels, along each side, one decoded pixel stands for: 1, 2, 4
    /// or 8 for a JPEG, 1 for others.</param>
    /// <param name="limits">Bounds on the image; <see cref="ImageLimits.Default"/> where null.</param>
    /// <param name="token">Stops the work.</param>
    /// <exception cref="ImageFormatException">The file has changed and cannot be decoded, or has another size now.</exception>
    public DecodedImage GetToCut(string path, (int Width, int Height) size, int reduction,
        ImageLimits? limits, CancellationToken token)
    {
        if (_analyzed.TryGetTarget(out var image) && image.Reduction == reduction) return image;
        image = Read(path, size, (_, _) => reduction, limits, token);
        _analyzed.SetTarget(image);
        return image;
    }

    /// <summary>The EXIF orientation by which the image was turned upright; 1 where it cannot be read any more.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="size">Its size when the results were computed.</param>
    public int GetOrientation(string path, (int Width, int Height) size)
    {
        if (_analyzed.TryGetTarget(out var image)) return image.Orientation;
        try
        {
            return Read(path, size, (_, _) => ImageDecoder.Reduction(double.PositiveInfinity), null, CancellationToken.None)
                .Orientation;
        }
        catch (Exception e) when (e is ImageFormatException or IOException or UnauthorizedAccessException)
        {
            return 1;
        }
    }

    /// <summary>The image with some of its detail, whether or not somebody holds it.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="size">Its size when the results were computed; null where that is not known.</param>
    /// <param name="reduction">How many of its pixels, along each side, one decoded pixel may stand for.</param>
    /// <param name="limits">Bounds on the image; <see cref="ImageLimits.Default"/> where null.</param>
    /// <param name="token">Stops the work.</param>
    /// <exception cref="ImageFormatException">The file has changed and cannot be decoded, or has another size now.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public DecodedImage Read(
        string path, (int Width, int Height)? size, Func<int, int, double> reduction,
        ImageLimits? limits, CancellationToken token)
    {
        limits ??= ImageLimits.Default;
        limits = limits with { Codecs = limits.Codecs ?? codecs };
        var image = file is null ? ReadFile() : ImageDecoder.Decode(file, reduction, limits, token);
        if (size is var (width, height) && (image.Width, image.Height) != (width, height))
        {
            throw new ImageFormatException(
                $"The image had {width}×{height} pixels when its saliency was computed "
                + $"and has {image.Width}×{image.Height} now.");
        }

        return image;

        // Whoever sees this may never have had the file.
        DecodedImage ReadFile()
        {
            try
            {
                return ImageDecoder.Read(path, reduction, limits, token);
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                throw new FileNotFoundException(
                    "The image of this result is not there: it was moved or removed, or the result was made on another machine. "
                    + "A result that was made with its picture included carries it along.", path, e);
            }
        }
    }
}
