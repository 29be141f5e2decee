using SixLabors.ImageSharp.Formats.Gif;
using SixLabors.ImageSharp.Metadata;

namespace SaliencyPS.Adapters.ImageSharp;

/// <summary>GIF: of an animation the first frame.</summary>
internal sealed class GifCodec()
    : ImageSharpCodec<GifDecoder>("GIF", [".gif"], new() { DecodingMode = FrameDecodingMode.First })
{
    private const byte Extension = 0x21, Image = 0x2C, Trailer = 0x3B;

    /// <inheritdoc/>
    protected override bool IsWhole(ReadOnlySpan<byte> data)
    {
        for (var at = 13 + Colors(data[10]); ;)
        {
            switch (data[at])
            {
                case Trailer: return true;
                case Extension: at = SkipBlocks(data, at + 2); break;
                case Image: at = SkipBlocks(data, at + 11 + Colors(data[at + 9])); break;
                default: return false;
            }
        }
    }

    // Bytes of a table of colors, by the flags that announce it.
    private static int Colors(byte flags) => (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);

    private static int SkipBlocks(ReadOnlySpan<byte> data, int at)
    {
        while (data[at] != 0) at += 1 + data[at];
        return at + 1;
    }
}
