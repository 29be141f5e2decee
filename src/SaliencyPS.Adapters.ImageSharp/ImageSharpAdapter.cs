using System.Collections.Immutable;
using SaliencyPS.Adapters;
using SaliencyPS.Imaging.Codecs;
using SixLabors.ImageSharp;

[assembly: Adapter(typeof(SaliencyPS.Adapters.ImageSharp.ImageSharpAdapter))]

namespace SaliencyPS.Adapters.ImageSharp;

/// <summary>Formats that ImageSharp reads. JPEG is not one of them: its colors differ from libjpeg's.</summary>
internal sealed class ImageSharpAdapter : ICodecAdapter
{
    /// <inheritdoc/>
    public ImmutableArray<IImageCodec> Codecs { get; } =
        [new WebPCodec(), new TiffCodec(), new GifCodec(), new TgaCodec(), new PbmCodec()];

    /// <inheritdoc/>
    public void Probe() => _ = Configuration.Default;
}
