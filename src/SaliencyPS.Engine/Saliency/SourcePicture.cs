using SaliencyPS.Imaging;

namespace SaliencyPS.Saliency;

/// <summary>The photograph that results speak of: the decoded one while somebody still holds it (as a pipeline does), otherwise read from its file again.</summary>
internal sealed class SourcePicture
{
    private readonly WeakReference<RgbImage> _picture = new(null!);

    /// <summary>Lets others use the decoded picture for as long as somebody holds it.</summary>
    public void Introduce(RgbImage picture) => _picture.SetTarget(picture);

    /// <summary>The picture.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="size">Its size when the results were computed; null where that is not known.</param>
    /// <param name="limits">Bounds on the picture; <see cref="ImageLimits.Default"/> where null.</param>
    /// <param name="token">Stops the work.</param>
    /// <exception cref="ImageFormatException">The file has changed and cannot be decoded, or has another size now.</exception>
    public RgbImage Get(string path, (int Width, int Height)? size, ImageLimits? limits, CancellationToken token)
    {
        if (_picture.TryGetTarget(out var picture)) return picture;
        picture = ImageDecoder.Read(path, limits, token);
        if (size is var (width, height) && (picture.Width, picture.Height) != (width, height))
            throw new ImageFormatException($"The picture had {width}×{height} pixels when its saliency was computed and has {picture.Width}×{picture.Height} now.");
        _picture.SetTarget(picture);
        return picture;
    }
}
