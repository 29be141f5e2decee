using System.Collections.Immutable;
using ImageMagick;
using SaliencyPS.Adapters;
using SaliencyPS.Imaging.Codecs;

[assembly: Adapter(typeof(SaliencyPS.Adapters.MagickNet.MagickAdapter))]

namespace SaliencyPS.Adapters.MagickNet;

/// <summary>The formats of telephones, which ImageMagick reads by libheif. What else it reads is not asked of it.</summary>
internal sealed class MagickAdapter : ICodecAdapter
{
    private const ulong MostBytes = 2UL << 30;

    /// <inheritdoc/>
    public ImmutableArray<IImageCodec> Codecs { get; } =
    [
        new MagickCodec("HEIC", [".heic", ".heif"], MagickFormat.Heic), new MagickCodec("AVIF", [".avif"], MagickFormat.Avif),
    ];

    /// <inheritdoc/>
    public void Probe()
    {
        MagickNET.Initialize();
        // For all images of the process: nothing is ever put on disk, and no image is larger than what is accepted of any format.
        ResourceLimits.Disk = 0;
        ResourceLimits.Memory = MostBytes;
        ResourceLimits.MaxMemoryRequest = MostBytes;
        (ResourceLimits.Width, ResourceLimits.Height) = (ushort.MaxValue, ushort.MaxValue);
        ResourceLimits.ListLength = 16;
        ResourceLimits.Thread = 1;
    }
}
