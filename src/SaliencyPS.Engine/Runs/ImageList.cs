using System.Globalization;

namespace SaliencyPS.Runs;

/// <summary>What identifies a list of images, whatever its order: how many there are, and the sum of their hashes.</summary>
/// <param name="Images">How many there are.</param>
/// <param name="Fingerprint">The sum of <see cref="ImageKey.Hash"/> over all, modulo 2^128, as 32 hexadecimal digits.</param>
internal sealed record ImageList(long Images, string Fingerprint)
{
    /// <summary>No image.</summary>
    public static ImageList Empty { get; } = Of(0, 0);

    /// <summary>A list by its numbers.</summary>
    public static ImageList Of(long images, UInt128 sum) => new(images, sum.ToString("x32", CultureInfo.InvariantCulture));

    /// <summary>The list of all images of two lists without an image in common.</summary>
    public ImageList With(ImageList other) => Of(Images + other.Images, unchecked(Sum + other.Sum));

    private UInt128 Sum => UInt128.TryParse(Fingerprint, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture,
        out var sum)
        ? sum : throw new FormatException($"'{Fingerprint}' is no fingerprint.");
}
