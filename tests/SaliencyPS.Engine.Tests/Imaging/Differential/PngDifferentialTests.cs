using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Png;
using Xunit;

namespace SaliencyPS.Tests.Imaging.Differential;

/// <summary>
/// Our PNG decoder beside libpng's (pngtopnm of netpbm): the fixtures of all kinds with other samples and filters, divided and
/// compressed otherwise, with chunks of no meaning.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class PngDifferentialTests
{
    private static readonly byte[][] Kinds = [.. Fixtures.Names(".png").Select(Fixtures.Read)];

    [Fact]
    public void Every_level_is_that_of_pngtopnm()
    {
        var trials = OutsideTool.Trials;
        OutsideTool.Require("pngtopnm", "netpbm");
        for (var trial = 0; trial < trials; trial++)
        {
            var random = new Random(trial);
            var (data, hasAlpha) = Draw(random);
            var what = $"Trial {trial}: {Convert.ToBase64String(data)}";
            string[] over = hasAlpha ? ["-mix", "-background=rgb:ff/ff/ff"] : [];
            var expected = OutsideTool.ParsePnm(OutsideTool.Run("pngtopnm", data, over));
            Assert.True(expected is not null, what);
            var actual = PngDecoder.Decode(data, ImageLimits.Default, (_, _) => { }, default);
            // A mixture of two levels is rounded here and cut off there, and of those of 16 bits only the upper 8 are mixed here.
            var most = !hasAlpha ? 0 : data[24] == 16 ? 2 : 1;
            Assert.True(Fixtures.MaximumDifference(expected, actual.Image) <= most, what);
        }
    }

    private static (byte[] Data, bool HasAlpha) Draw(Random random)
    {
        var chunks = Chunks(Kinds[random.Next(Kinds.Length)]);
        var color = chunks[0].Data[9];
        var hasAlpha = color is 4 or 6 || chunks.Exists(chunk => chunk.Type == "tRNS");
        chunks.RemoveAll(chunk => chunk.Type == "eXIf"); // pngtopnm does not turn images
        using var packed = new MemoryStream([.. chunks.Where(chunk => chunk.Type == "IDAT").SelectMany(chunk => chunk.Data)]);
        using var unpacked = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionMode.Decompress)) zlib.CopyTo(unpacked);
        var rows = unpacked.ToArray();
        for (var count = random.Next(rows.Length); count > 0; count--)
        {
            // Filter bytes are 0 to 4 wherever they are; which bytes they are does not matter if all written are.
            var at = random.Next(rows.Length);
            if (rows[at] > 4) rows[at] = (byte)random.Next(5, 256);
        }

        using var again = new MemoryStream();
        using (var zlib = new ZLibStream(again, (CompressionLevel)random.Next(4), leaveOpen: true)) zlib.Write(rows);
        var data = again.ToArray();
        var result = new List<byte>([0x89, .. "PNG\r\n\x1a\n"u8]);
        foreach (var (type, content) in chunks.Where(chunk => chunk.Type is "IHDR" or "PLTE" or "tRNS"))
        {
            Add(type, content);
            if (random.Next(3) == 0) Add("tEXt", "Comment\0none"u8, damaged: random.Next(2) == 0);
        }

        for (var at = 0; at < data.Length;)
        {
            var length = random.Next(data.Length - at + 1);
            Add("IDAT", data.AsSpan(at, length));
            at += length;
        }

        if (random.Next(3) == 0) Add("zzZz", "of somebody's own"u8);
        Add("IEND", []);
        return ([.. result], hasAlpha);

        void Add(string type, ReadOnlySpan<byte> content, bool damaged = false)
        {
            byte[] chunk = [0, 0, 0, 0, .. Encoding.ASCII.GetBytes(type), .. content, 0, 0, 0, 0];
            BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
            var crc = Crc32.Compute(chunk.AsSpan(4, content.Length + 4));
            BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), crc);
            if (damaged) chunk[^1] ^= 1;
            result.AddRange(chunk);
        }
    }

    private static List<(string Type, byte[] Data)> Chunks(byte[] file)
    {
        var chunks = new List<(string, byte[])>();
        for (var at = 8; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            chunks.Add((Encoding.ASCII.GetString(file, at + 4, 4), file[(at + 8)..(at + 8 + length)]));
            at += length + 12;
        }

        return chunks;
    }
}
