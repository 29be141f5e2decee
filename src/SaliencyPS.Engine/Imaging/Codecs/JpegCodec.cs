using SaliencyPS.Imaging.Jpeg;

namespace SaliencyPS.Imaging.Codecs;

/// <summary>JPEG: read in full or reduced, written with a quality.</summary>
internal sealed class JpegCodec : IImageCodec
{
    public string Name => "JPEG";

    public IReadOnlyList<string> Extensions { get; } = [".jpg", ".jpeg"];

    public int LongestSide => JpegEncoder.LongestSide;

    public IReadOnlyList<int> Reductions { get; } = [1, 2, 4, 8];

    public ImageEncoding Encoding { get; } = new(ImageFormat.Jpeg, HasQuality: true, JpegEncoder.Write);

    public bool Recognizes(ReadOnlySpan<byte> data) => JpegDecoder.Recognizes(data);

    public DecodedImage Decode(byte[] data, ImageLimits limits, Func<int, int, int> reduce, CancellationToken token) =>
        JpegDecoder.Decode(data, limits, reduce, token);
}
