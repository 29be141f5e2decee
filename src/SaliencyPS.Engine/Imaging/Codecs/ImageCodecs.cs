using System.Collections.Immutable;

namespace SaliencyPS.Imaging.Codecs;

/// <summary>The formats of image files that can be read or written.</summary>
internal static class ImageCodecs
{
    /// <summary>One codec per format, in the order in which messages name them and a file is tried.</summary>
    public static ImmutableArray<IImageCodec> All { get; } = [new JpegCodec(), new PngCodec(), new BmpCodec()];

    /// <summary>The codec for a file, judged by its first bytes.</summary>
    /// <param name="data">The file; its name does not matter.</param>
    /// <param name="limits">Which libraries may read it where no codec of <see cref="All"/> does.</param>
    /// <exception cref="ImageFormatException">No codec knows the file.</exception>
    public static IImageCodec Recognize(ReadOnlySpan<byte> data, ImageLimits limits)
    {
        foreach (var codec in All)
            if (codec.Recognizes(data)) return codec;
        if (data.IsEmpty) throw new ImageFormatException("The file is empty, or no file but a pipe or a device.");
        if (ForeignImages.Name(data) is { } format) return OptionalCodecs.For(format, limits);
        var start = data[..Math.Min(4, data.Length)].ToArray().Select(value => value.ToString("X2"));
        throw new ImageFormatException($"Not a {Names()} image (starts with {string.Join(' ', start)}).");
    }

    /// <summary>The codec that writes a format.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No codec writes it.</exception>
    public static (IImageCodec Codec, ImageEncoding Encoding) Writing(ImageFormat format)
    {
        foreach (var codec in All)
            if (codec.Encoding is { } encoding && encoding.Format == format) return (codec, encoding);
        throw new ArgumentOutOfRangeException(nameof(format), format, "No codec writes this format.");
    }

    // Such as "JPEG, PNG or BMP".
    private static string Names() => $"{string.Join(", ", All[..^1].Select(codec => codec.Name))} or {All[^1].Name}";
}
