using SaliencyPS.Files;

namespace SaliencyPS.Imaging.Codecs;

/// <summary>
/// Decodes image files in any of the known formats, told apart by their first bytes. Color profiles and gamma are ignored:
/// networks were trained on levels as they are stored.
/// </summary>
public static class ImageDecoder
{
    /// <summary>The largest file that is read, in bytes: 1 GiB.</summary>
    public const int MaximumBytes = 1 << 30;

    /// <summary>
    /// What the names of image files end with that are read without a library: in lower case, with the dot; compare in any case.
    /// </summary>
    public static IReadOnlyList<string> Extensions { get; } =
        Array.AsReadOnly<string>([.. ImageCodecs.All.SelectMany(codec => codec.Extensions)]);

    /// <summary>What the names of image files end with that are read, by the libraries that may be used as well.</summary>
    internal static IEnumerable<string> ExtensionsOf(ImageLimits limits) => Extensions.Concat(OptionalCodecs.Extensions(limits));

    /// <summary>Reads and decodes a file.</summary>
    /// <param name="path">Path of the file; its extension does not matter.</param>
    /// <returns>The image: upright by its EXIF orientation; over white where it is transparent.</returns>
    /// <exception cref="ImageFormatException">
    /// The file is above 1 GiB, damaged, truncated, unsupported, or above the default limits of an image.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static RgbImage Read(string path) => Read(path, ImageLimits.Default);

    /// <summary>Decodes an image.</summary>
    /// <param name="data">The whole file.</param>
    /// <returns>The image: upright by its EXIF orientation; over white where it is transparent.</returns>
    /// <exception cref="ImageFormatException">
    /// The data are damaged, truncated, unsupported, or above the default limits of an image.
    /// </exception>
    public static RgbImage Decode(byte[] data) => Decode(data, ImageLimits.Default);

    /// <summary>Reads and decodes a file.</summary>
    /// <param name="path">Path of the file; its extension does not matter.</param>
    /// <param name="limits">Bounds on the image; <see cref="ImageLimits.Default"/> where null.</param>
    /// <param name="token">Stops the work.</param>
    /// <returns>The image, upright.</returns>
    /// <exception cref="ImageFormatException">The file is above 1 GiB or cannot be decoded.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    internal static RgbImage Read(string path, ImageLimits? limits, CancellationToken token = default) =>
        Decode(ReadBytes(path, token), limits, token);

    /// <summary>Reads and decodes a file for somebody who needs no more than some of its detail.</summary>
    /// <param name="path">Path of the file; its extension does not matter.</param>
    /// <param name="reduction">
    /// Given width and height of the upright image: how many of its pixels, along each side, one decoded pixel may stand for. The
    /// format uses the largest factor that it knows and that is not above this: 1, 2, 4 or 8 for a JPEG; 1, which is the full
    /// size, for others.
    /// </param>
    /// <param name="limits">Bounds on the image in full size; <see cref="ImageLimits.Default"/> where null.</param>
    /// <param name="token">Stops the work.</param>
    /// <inheritdoc cref="Read(string, ImageLimits?, CancellationToken)"/>
    internal static DecodedImage Read(
        string path, Func<int, int, double> reduction, ImageLimits? limits = null, CancellationToken token = default) =>
        Decode(ReadBytes(path, token), reduction, limits, token);

    /// <summary>Reads and decodes a file as <see cref="Read(string, Func{int, int, double}, ImageLimits?, CancellationToken)"/>
    /// does, and keeps its bytes with the image.</summary>
    internal static DecodedImage ReadAndKeep(
        string path, Func<int, int, double> reduction, ImageLimits? limits = null, CancellationToken token = default)
    {
        var data = ReadBytes(path, token);
        return Decode(data, reduction, limits, token) with { File = data };
    }

    /// <summary>Decodes an image.</summary>
    /// <param name="data">The whole file.</param>
    /// <param name="limits">Bounds on the image; <see cref="ImageLimits.Default"/> where null.</param>
    /// <param name="token">Stops the work.</param>
    /// <returns>The image: upright by its EXIF orientation; over white where it is transparent.</returns>
    /// <exception cref="ImageFormatException">The data are damaged, truncated, unsupported or above the limits.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    internal static RgbImage Decode(byte[] data, ImageLimits? limits, CancellationToken token = default) =>
        Decode(data, (_, _) => 1, limits, token).Image;

    /// <summary>
    /// The largest factor, of those that any format can be reduced by, that is not above a number; 1 where there is none.
    /// </summary>
    internal static int Reduction(double most) => Largest(ImageCodecs.All.SelectMany(codec => codec.Reductions), most);

    /// <summary>Decodes an image for somebody who needs no more than some of its detail.</summary>
    internal static DecodedImage Decode(
        byte[] data, Func<int, int, double> reduction, ImageLimits? limits, CancellationToken token)
    {
        limits ??= ImageLimits.Default;
        var codec = ImageCodecs.Recognize(data, limits);
        return codec.Decode(data, limits, (w, h) => Largest(codec.Reductions, reduction(w, h)), token)
            with { Codecs = limits.Codecs };
    }

    private static int Largest(IEnumerable<int> factors, double most) =>
        factors.Where(factor => factor <= most).DefaultIfEmpty(1).Max();

    private static byte[] ReadBytes(string path, CancellationToken token)
    {
        if (PlainFile.IsEmpty(path)) return [];
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        if (file.Length > MaximumBytes)
            throw new ImageFormatException($"The file has {file.Length} bytes; the limit is {MaximumBytes}.");
        token.ThrowIfCancellationRequested();
        var data = new byte[file.Length];
        file.ReadExactly(data);
        return data;
    }
}
