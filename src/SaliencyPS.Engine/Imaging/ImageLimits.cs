namespace SaliencyPS.Imaging;

/// <summary>
/// Which images are read: bounds checked against an image's header before any memory is taken for its pixels, and libraries that
/// may decode what is otherwise not read.
/// </summary>
/// <param name="MaximumPixels">Largest accepted width × height; 100 million by default (a 100-megapixel photograph).</param>
internal sealed record ImageLimits(long MaximumPixels = 100_000_000)
{
    /// <summary>The default bounds.</summary>
    public static ImageLimits Default { get; } = new();

    /// <summary>
    /// The libraries that may decode formats besides JPEG, PNG and BMP; null for those that the environment variable
    /// SALIENCYPS_CODEC names, which are none where it is not set.
    /// </summary>
    public IReadOnlyList<OptionalCodec>? Codecs { get; init; }

    /// <summary>Refuses a size that has no area or is above the limit.</summary>
    /// <exception cref="ImageFormatException">The size is refused; the message gives it and the limit.</exception>
    public void Check(long width, long height)
    {
        if (width < 1 || height < 1) throw new ImageFormatException($"The image claims a size of {width}×{height} pixels.");
        if (width * height > Math.Min(MaximumPixels, Array.MaxLength / 3))
            throw new ImageFormatException($"The image has {width}×{height} pixels; the limit is {MaximumPixels} pixels.");
    }
}
