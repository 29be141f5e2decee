using SaliencyPS.Imaging.Bmp;

namespace SaliencyPS.Imaging.Codecs;

/// <summary>Windows bitmaps: only read, always in full size.</summary>
internal sealed class BmpCodec : IImageCodec
{
    public string Name => "BMP";

    public IReadOnlyList<string> Extensions { get; } = [".bmp"];

    public int LongestSide => int.MaxValue;

    public IReadOnlyList<int> Reductions { get; } = [1];

    public ImageEncoding? Encoding => null;

    public bool Recognizes(ReadOnlySpan<byte> data) => BmpDecoder.Recognizes(data);

    public DecodedImage Decode(byte[] data, ImageLimits limits, Func<int, int, int> reduce, CancellationToken token) =>
        new(BmpDecoder.Decode(data, limits, (width, height) => reduce(width, height), token));
}
