using System.Runtime.InteropServices;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats;
using SixLabors.ImageSharp.Memory;
using SixLabors.ImageSharp.Metadata.Profiles.Exif;
using SixLabors.ImageSharp.PixelFormats;
using ImageFormatException = SaliencyPS.Imaging.ImageFormatException;

namespace SaliencyPS.Adapters.ImageSharp;

/// <summary>
/// A format that ImageSharp decodes. It takes a file that ends too soon for a whole one, so whether the file is whole is found
/// out before.
/// </summary>
/// <typeparam name="TDecoder">The library's decoder, which is called directly: no other one is ever tried.</typeparam>
/// <param name="name">Name of the format.</param>
/// <param name="extensions">What file names of the format end with.</param>
/// <param name="decoder">Set up for the first frame only.</param>
internal abstract class ImageSharpCodec<TDecoder>(string name, IReadOnlyList<string> extensions, TDecoder decoder)
    : LibraryCodec(name, extensions)
    where TDecoder : IImageDecoder, IImageInfoDetector
{
    // Nothing of an image is kept for the next one.
    private static readonly Configuration Configuration = new()
    {
        MemoryAllocator = MemoryAllocator.Create(new() { MaximumPoolSizeMegabytes = 0, AllocationLimitMegabytes = 1024 }),
        MaxDegreeOfParallelism = 1,
    };

    /// <summary>Whether the file holds all bytes of the image; may read beyond the end of one that does not.</summary>
    /// <exception cref="ImageFormatException">It holds what is not to be decoded.</exception>
    protected abstract bool IsWhole(ReadOnlySpan<byte> data);

    /// <summary>How the image lies in the file: an EXIF orientation.</summary>
    protected virtual int Orientation(byte[] data, ExifProfile? exif) =>
        exif?.GetValue(ExifTag.Orientation)?.Value is { } value and >= 1 and <= 8 ? value : 1;

    /// <inheritdoc/>
    protected override (int Width, int Height) Measure(byte[] data)
    {
        bool whole;
        try
        {
            whole = IsWhole(data);
        }
        catch (Exception e) when (e is IndexOutOfRangeException or ArgumentOutOfRangeException)
        {
            whole = false;
        }

        if (!whole) throw new ImageFormatException($"{Name}: truncated or damaged: the file does not hold the whole image.");
        using var stream = new MemoryStream(data);
        var info = decoder.Identify(Configuration, stream, CancellationToken.None);
        return (info.Width, info.Height);
    }

    /// <inheritdoc/>
    protected override RgbImage DecodePixels(byte[] data, CancellationToken token)
    {
        using var stream = new MemoryStream(data);
        using var decoded = decoder.Decode<Rgba32>(Configuration, stream, token);
        var image = new RgbImage(decoded.Width, decoded.Height);
        decoded.ProcessPixelRows(rows =>
        {
            for (var y = 0; y < rows.Height; y++)
                Transparency.OverWhite(MemoryMarshal.AsBytes(rows.GetRowSpan(y)),
                    image.Pixels.AsSpan(3 * y * image.Width, 3 * image.Width));
        });
        return image.Orient(Orientation(data, decoded.Metadata.ExifProfile));
    }
}
