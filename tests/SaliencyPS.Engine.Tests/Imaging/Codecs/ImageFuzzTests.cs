using System.Buffers.Binary;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
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

    [Theory, MemberData(nameof(CodecTests.Names), MemberType = typeof(CodecTests))]
    public void Damaged_files_decode_or_are_refused(string name)
    {
        var codec = CodecCases.Codecs.Single(codec => codec.GetType().Name == name);
        var repair = CodecCases.Of(codec).Repair;
        var seeds = codec.Extensions.SelectMany(Fixtures.Names).Select(Fixtures.Read).ToArray();
        var limits = new ImageLimits(MaximumPixels);
        var random = new Random(20140101);
        var refused = 0;
        for (var trial = 0; trial < Trials; trial++)
        {
            var data = Mutate(seeds, random);
            if (repair is not null && random.Next(4) > 0) repair(data); // damage behind a wrong checksum would never be seen
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
            var reach = random.Next(2) == 0 ? Math.Min(data.Length, 200) : data.Length; // headers twice as often
            var at = random.Next(Math.Max(1, reach));
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
}
