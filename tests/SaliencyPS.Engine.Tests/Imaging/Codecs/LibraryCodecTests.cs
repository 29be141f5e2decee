using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using Xunit;

namespace SaliencyPS.Tests.Imaging.Codecs;

/// <summary>What a codec of a library is kept to, whatever the library does.</summary>
public sealed class LibraryCodecTests
{
    [Fact]
    public void Size_time_and_exceptions_are_bounded()
    {
        Assert.Equal((2, 3), Decode(new Made()) is var image ? (image.Width, image.Height) : default);
        Assert.Contains("limit is 5", Fault(new Made(), 5));
        Assert.Contains("65535 is the longest side", Fault(new Made { Claimed = (65_536, 1) }));
        Assert.Contains("limit is 7", Fault(new Made { Image = () => new RgbImage(2, 4) }, 7)); // more than it claimed
        Assert.Equal("WebP: strange thing", Fault(new Made { Image = () => throw new FormatException("strange\nthing") }));
        using var never = new ManualResetEventSlim();
        Assert.Contains("not decoded within", Fault(new Made { Image = () => { never.Wait(5000); return new RgbImage(2, 3); } }));
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => Decode(new Made { Image = () =>
        {
            stop.Cancel();
            never.Wait(5000);
            return new RgbImage(2, 3);
        } }, token: stop.Token));
    }

    private static string Fault(Made codec, long most = 100_000) =>
        Assert.Throws<ImageFormatException>(() => Decode(codec, most)).Message;

    private static DecodedImage Decode(Made codec, long most = 100_000, CancellationToken token = default) =>
        codec.Decode([1], new(most), (_, _) => 1, token);

    private sealed class Made() : LibraryCodec("WebP", [".webp"])
    {
        public (int Width, int Height) Claimed { get; init; } = (2, 3);

        public Func<RgbImage> Image { get; init; } = () => new RgbImage(2, 3);

        protected override TimeSpan MostTime => TimeSpan.FromSeconds(0.3);

        protected override (int Width, int Height) Measure(byte[] data) => Claimed;

        protected override RgbImage DecodePixels(byte[] data, CancellationToken token) => Image();
    }
}
