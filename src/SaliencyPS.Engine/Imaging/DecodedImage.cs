namespace SaliencyPS.Imaging;

/// <summary>An image in memory, perhaps with less detail than its file has.</summary>
/// <param name="Image">The pixels.</param>
/// <param name="Width">Width of the image in its file, upright.</param>
/// <param name="Height">Height of the image in its file, upright.</param>
/// <param name="Reduction">
/// How many pixels of the file, along each side, one in memory stands for; the last ones of a side may stand for fewer.
/// </param>
internal sealed record DecodedImage(RgbImage Image, int Width, int Height, int Reduction)
{
    /// <summary>The bytes of the image's file; null where nobody asked for them.</summary>
    internal byte[]? File { get; init; }

    /// <summary>The libraries that could be used to decode it: see <see cref="ImageLimits.Codecs"/>.</summary>
    internal IReadOnlyList<OptionalCodec>? Codecs { get; init; }

    /// <summary>An image in full detail.</summary>
    public DecodedImage(RgbImage image) : this(image, image.Width, image.Height, Reduction: 1) { }
}
