using System.Buffers.Binary;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Imaging.Png;
using Xunit;

namespace SaliencyPS.Tests.Imaging.Codecs;

/// <summary>Damages the fixtures at random. SALIENCYPS_FUZZ sets the number of trials of each format.</summary>
public sealed class ImageFuzzTests
{
    private const int MaximumPixels = 1 << 16;

    /// <summary>
    /// 18 bytes for each pixel allowed (the result and a turned copy; coefficients and samples of four components) and as much
    /// again for padding, tables and exceptions, and more.
    /// </summary>
    private const long MaximumAllocation = 4 << 20;

    private static readonly int Trials =
        int.TryParse(Environment.GetEnvironmentVariable("SALIENCYPS_FUZZ"), out var trials) ? trials : 2000;

    [Theory, InlineData(".jpg"), InlineData(".png"), InlineData(".bmp")]
    public void Damaged_files_decode_or_are_refused(string extension)
    {
        var seeds = Fixtures.Names(extension).Select(Fixtures.Read).ToArray();
        var limits = new ImageLimits(MaximumPixels);
        var random = new Random(20140101);
        var refused = 0;
        for (var trial = 0; trial < Trials; trial++)
        {
            var data = Mutate(seeds, random);
            if (extension == ".png" && random.Next(4) > 0) RepairChecksums(data);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                var image = ImageDecoder.Decode(data, limits);
                Assert.InRange((long)image.Width * image.Height, 1, MaximumPixels);
            }
            catch (ImageFormatException)
            {
                refused++;
            }
            catch (Exception e)
            {
                Assert.Fail($"Trial {trial}: {e}\n{Convert.ToBase64String(data)}");
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated <= MaximumAllocation, $"Trial {trial} took {allocated} bytes.\n{Convert.ToBase64String(data)}");
        }

        Assert.InRange(refused, Trials / 10, Trials - 1); // both outcomes happen, or the damage is of the wrong size
    }

    private static byte[] Mutate(byte[][] seeds, Random random)
    {
        var data = (byte[])seeds[random.Next(seeds.Length)].Clone();
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var at = random.Next(Math.Max(1, random.Next(2) == 0 ? Math.Min(data.Length, 200) : data.Length)); // headers twice as often
            switch (random.Next(6))
            {
                case 0: data[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: data[at] = (byte)random.Next(256); break;
                case 2 when data.Length > 8: data = data[..random.Next(8, data.Length)]; break;
                case 3: // splice
                    var other = seeds[random.Next(seeds.Length)];
                    data = [.. data[..at], .. other[random.Next(other.Length)..]];
                    break;
                case 4 when data.Length >= 4: // a length or size: extreme or nearly right
                    uint[] values = [0, 0x7FFFFFFF, 0xFFFFFFFF, 0x00FFFFFF, 0x8000, (uint)data.Length];
                    var value = values[random.Next(values.Length)];
                    var word = new byte[4].AsSpan();
                    if (random.Next(2) == 0) BinaryPrimitives.WriteUInt32BigEndian(word, value);
                    else BinaryPrimitives.WriteUInt32LittleEndian(word, value);
                    word[random.Next(4)..].CopyTo(data.AsSpan(Math.Min(at, data.Length - 4)));
                    break;
                default: // repeat or remove a stretch
                    var end = Math.Min(data.Length, at + random.Next(64));
                    data = random.Next(2) == 0 ? [.. data[..end], .. data[at..]] : [.. data[..at], .. data[end..]];
                    break;
            }

            if (data.Length == 0) return data;
        }

        return data;
    }

    // Damage behind a wrong checksum would never be seen.
    private static void RepairChecksums(byte[] data)
    {
        for (long at = 8; at + 12 <= data.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(data.AsSpan((int)at));
            if (at + 12 + length > data.Length) return;
            var crc = Crc32.Compute(data.AsSpan((int)at + 4, (int)length + 4));
            BinaryPrimitives.WriteUInt32BigEndian(data.AsSpan((int)(at + 8 + length)), crc);
            at += 12 + length;
        }
    }
}
