using SaliencyPS.Imaging.Bmp;
using SaliencyPS.Imaging.Jpeg;
using SaliencyPS.Imaging.Png;

namespace SaliencyPS.Imaging.Codecs;

/// <summary>
/// Decodes picture files: JPEG, PNG and BMP, told apart by their first bytes. Colour profiles and gamma are ignored: networks
/// were trained on levels as they are stored.
/// </summary>
public static class ImageDecoder
{
    /// <summary>The largest file that is read.</summary>
    public const int MaximumBytes = 1 << 30;

    /// <summary>What the names of pictures in a folder end with, in any case.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [".jpg", ".jpeg", ".png", ".bmp"];

    /// <summary>Reads and decodes a file.</summary>
    /// <param name="path">Path of the file; its extension does not matter.</param>
    /// <param name="limits">Bounds on the picture; <see cref="ImageLimits.Default"/> where null.</param>
    /// <param name="token">Stops the work.</param>
    /// <returns>The picture, upright.</returns>
    /// <exception cref="ImageFormatException">The file is above 1 GiB or cannot be decoded.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static RgbImage Read(string path, ImageLimits? limits = null, CancellationToken token = default) => Decode(ReadBytes(path, token), limits, token);

    /// <summary>Reads and decodes a file for somebody who needs no more than some of its detail.</summary>
    /// <param name="path">Path of the file; its extension does not matter.</param>
    /// <param name="reduction">
    /// Given width and height of the upright picture: how many of its pixels, along each side, one decoded pixel may stand for. A JPEG is
    /// reduced by the largest of 1, 2, 4 and 8 that is not above this; others are decoded in full.
    /// </param>
    /// <param name="limits">Bounds on the picture in full size; <see cref="ImageLimits.Default"/> where null.</param>
    /// <param name="token">Stops the work.</param>
    /// <inheritdoc cref="Read(string, ImageLimits?, CancellationToken)"/>
    public static DecodedImage Read(string path, Func<int, int, double> reduction, ImageLimits? limits = null, CancellationToken token = default)
    {
        var data = ReadBytes(path, token);
        return JpegDecoder.Recognizes(data)
            ? JpegDecoder.Decode(data, limits ?? ImageLimits.Default, (w, h) => Reduction(reduction(w, h)), token)
            : new(Decode(data, limits, token));
    }

    /// <summary>By how much a JPEG is reduced where so much may be.</summary>
    internal static int Reduction(double most) => most switch { >= 8 => 8, >= 4 => 4, >= 2 => 2, _ => 1 };

    private static byte[] ReadBytes(string path, CancellationToken token)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        if (file.Length > MaximumBytes)
            throw new ImageFormatException($"The file has {file.Length} bytes; the limit is {MaximumBytes}.");
        token.ThrowIfCancellationRequested();
        var data = new byte[file.Length];
        file.ReadExactly(data);
        return data;
    }

    /// <summary>Decodes a picture.</summary>
    /// <param name="data">The whole file.</param>
    /// <param name="limits">Bounds on the picture; <see cref="ImageLimits.Default"/> where null.</param>
    /// <param name="token">Stops the work.</param>
    /// <returns>The picture: upright by its EXIF orientation; a PNG over white where it is transparent.</returns>
    /// <exception cref="ImageFormatException">The data are damaged, truncated, unsupported or above the limits.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static RgbImage Decode(byte[] data, ImageLimits? limits = null, CancellationToken token = default)
    {
        limits ??= ImageLimits.Default;
        if (JpegDecoder.Recognizes(data)) return JpegDecoder.Decode(data, limits, (_, _) => 1, token).Image;
        if (PngDecoder.Recognizes(data)) return PngDecoder.Decode(data, limits, token);
        if (BmpDecoder.Recognizes(data)) return BmpDecoder.Decode(data, limits, token);
        throw new ImageFormatException(data.Length == 0
            ? "The file is empty."
            : $"Not a JPEG, PNG or BMP picture (starts with {string.Join(' ', data.Take(4).Select(b => b.ToString("X2")))}).");
    }
}
