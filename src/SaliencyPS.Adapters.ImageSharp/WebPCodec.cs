using System.Buffers.Binary;
using SixLabors.ImageSharp.Formats.Webp;

namespace SaliencyPS.Adapters.ImageSharp;

/// <summary>WebP, lossy or lossless. The library decodes no animation, and says so.</summary>
internal sealed class WebPCodec() : ImageSharpCodec<WebpDecoder>("WebP", [".webp"], new())
{
    /// <inheritdoc/>
    // RIFF's header says how many bytes follow it.
    protected override bool IsWhole(ReadOnlySpan<byte> data) =>
        8L + BinaryPrimitives.ReadUInt32LittleEndian(data[4..]) <= data.Length;
}
