using SaliencyPS.Imaging.Png;

namespace SaliencyPS.Imaging.Codecs;

/// <summary>PNG: read and written exactly, always in full size.</summary>
internal sealed class PngCodec : IImageCodec
{
    public string Name => "PNG";

    public IReadOnlyList<string> Extensions { get; } = [".png"];

    public int LongestSide => int.MaxValue;

    public IReadOnlyList<int> Reductions { get; } = [1];

    public ImageEncoding Encoding { get; } =
        new(ImageFormat.Png, HasQuality: false, (image, stream, _, token) => PngEncoder.Write(image, stream, token));

    public bool Recognizes(ReadOnlySpan<byte> data) => PngDecoder.Recognizes(data);

    public DecodedImage Decode(byte[] data, ImageLimits limits, Func<int, int, int> reduce, CancellationToken token) =>
        PngDecoder.Decode(data, limits, (width, height) => reduce(width, height), token);
}
