using System.Buffers.Binary;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Imaging.Png;
using Xunit;

namespace SaliencyPS.Tests.Imaging.Png;

public sealed class AnimatedPngEncoderTests
{
    private static RgbImage[] Frames(int count) =>
        [.. Enumerable.Range(0, count).Select(i =>
        {
            var frame = new RgbImage(7, 5);
            new Random(i).NextBytes(frame.Pixels);
            return frame;
        })];

    [Fact]
    public void Programs_without_animation_show_the_last_image()
    {
        var frames = Frames(3);
        Assert.Equal(frames[2].Pixels, ImageDecoder.Decode(Encode(frames)).Pixels);
    }

    [Fact]
    public void Every_frame_is_there_in_order()
    {
        // Rebuilt as single images: the frame's data in the place of the image's.
        var frames = Frames(4);
        var chunks = Chunks(Encode(frames));
        Assert.Equal(
            ["IHDR", "acTL", "IDAT", .. Enumerable.Repeat((string[])["fcTL", "fdAT"], 4).SelectMany(pair => pair), "IEND"],
            chunks.Select(c => c.Name));
        Assert.Equal((4, 0), (Int32(chunks[1].Data, 0), Int32(chunks[1].Data, 4)));
        var sequence = 0;
        for (var i = 0; i < 4; i++)
        {
            var (control, data) = (chunks[3 + 2 * i].Data, chunks[4 + 2 * i].Data);
            Assert.Equal(sequence++, Int32(control, 0));
            Assert.Equal(sequence++, Int32(data, 0));
            Assert.Equal((7, 5), (Int32(control, 4), Int32(control, 8)));
            Assert.Equal((1, i == 3 ? 1 : 12), (Int16(control, 20), Int16(control, 22)));
            using var single = new MemoryStream();
            PngEncoder.WriteHeader(single, frames[i]);
            PngEncoder.WriteChunk(single, "IDAT"u8, data.AsSpan(4));
            PngEncoder.WriteChunk(single, "IEND"u8, default);
            Assert.Equal(frames[i].Pixels, ImageDecoder.Decode(single.ToArray()).Pixels);
        }
    }

    [Fact]
    public void What_is_no_animation_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Encode([]));
        Assert.Throws<ArgumentException>(() => Encode([new RgbImage(2, 2), new RgbImage(2, 3)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => AnimatedPngEncoder.Write(Frames(1), Stream.Null, 0));
    }

    private static int Int32(byte[] data, int at) => BinaryPrimitives.ReadInt32BigEndian(data.AsSpan(at));

    private static int Int16(byte[] data, int at) => BinaryPrimitives.ReadInt16BigEndian(data.AsSpan(at));

    private static byte[] Encode(RgbImage[] frames)
    {
        using var stream = new MemoryStream();
        AnimatedPngEncoder.Write(frames, stream);
        return stream.ToArray();
    }

    // The reader checks lengths and CRCs.
    private static List<(string Name, byte[] Data)> Chunks(byte[] file)
    {
        var reader = new PngChunks(file);
        var chunks = new List<(string Name, byte[] Data)>();
        do
        {
            reader.MoveNext();
            chunks.Add((reader.Name, reader.Data.ToArray()));
        }
        while (reader.Name != "IEND");
        return chunks;
    }
}
