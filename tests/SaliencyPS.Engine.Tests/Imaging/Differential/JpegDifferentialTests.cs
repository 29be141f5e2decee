using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using Xunit;

namespace SaliencyPS.Tests.Imaging.Differential;

/// <summary>Our JPEG decoder beside libjpeg-turbo's, on files of its own encoder that are changed and still shown.</summary>
[Trait("Speed", "Slow")]
public sealed class JpegDifferentialTests
{
    private static readonly string[] Samplings = ["1x1", "2x1", "2x2", "1x2", "4x1", "2x2,1x2,1x1", "1x1,2x2,2x1"];

    [Fact]
    public void Every_level_is_that_of_djpeg()
    {
        var trials = OutsideTool.Trials;
        OutsideTool.Require("djpeg", "libjpeg-turbo-progs");
        var kinds = new SortedDictionary<string, int>();
        for (var trial = 0; trial < trials; trial++)
        {
            var random = new Random(trial);
            var (data, kind) = Draw(random);
            var scale = random.Next(4) == 0 ? 1 << random.Next(1, 4) : 1;
            var expected = OutsideTool.ParsePnm(OutsideTool.Run("djpeg", data, "-scale", $"1/{scale}"));
            Assert.True(expected is not null, $"Trial {trial}, {kind}: djpeg shows nothing.");
            var what = $"Trial {trial}, {kind}, 1/{scale}: {Convert.ToBase64String(data)}";
            RgbImage? actual = null;
            var fault = Record.Exception(() => actual = ImageDecoder.Decode(data, (_, _) => scale, null, default).Image);
            Assert.True(fault is null, $"{what}\n{fault?.Message}");
            Assert.True(Fixtures.MaximumDifference(expected, actual!) == 0, what);
            kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
        }

        TestContext.Current.SendDiagnosticMessage(string.Join(", ", kinds.Select(pair => $"{pair.Key} {pair.Value}")));
    }

    private static (byte[] Data, string Kind) Draw(Random random)
    {
        var image = Scene(random);
        var gray = random.Next(8) == 0; // with factors, libjpeg-turbo smooths the last rows by blocks that are not there
        string[] arguments =
        [
            "-quality", $"{random.Next(5, 101)}",
            .. gray ? ["-grayscale"] : (string[])["-sample", Samplings[random.Next(Samplings.Length)]],
        ];
        switch (random.Next(6))
        {
            case 0: return (Encode(["-progressive"]), "progressive");
            case 1:
                var scripted = Scripted(IncompleteScans(random, gray ? 1 : 3));
                return (scripted, "incomplete progressive");
            case 2: return (WithoutTables(Encode([])), "no Huffman tables");
            case 3:
                var trailer = new byte[random.Next(1, 300)];
                random.NextBytes(trailer);
                var whole = Encode(["-optimize"]);
                return ([.. random.Next(2) == 0 ? whole : whole[..^2], .. trailer], "trailer");
            case 4: return (DisturbRestarts(Encode(["-restart", $"{random.Next(1, 9)}B"]), random), "restarts");
            default: return (Segments(Encode(["-optimize"]), random), "segments");
        }

        byte[] Encode(string[] more) => OutsideTool.Run("cjpeg", OutsideTool.ToPpm(image), [.. arguments, .. more]);

        byte[] Scripted(string scans)
        {
            var script = Path.GetTempFileName();
            try
            {
                File.WriteAllText(script, scans);
                return Encode(["-scans", script]);
            }
            finally
            {
                File.Delete(script);
            }
        }
    }

    // Smooth and sharp parts, and noise.
    private static RgbImage Scene(Random random)
    {
        var image = new RgbImage(random.Next(1, 100), random.Next(1, 100));
        var (noise, edge) = (random.Next(1, 60), random.Next(1, 100));
        for (var y = 0; y < image.Height; y++)
            for (var x = 0; x < image.Width; x++)
                for (var c = 0; c < 3; c++)
                {
                    var step = x + y > edge ? 90 * (c - 1) : 0;
                    image[x, y][c] = (byte)Math.Clamp((x + c * y) * 2 + step + random.Next(noise), 0, 255);
                }

        return image;
    }

    // cjpeg insists on all scans of the last bits of what a script names, so bands and bits are left out from the end.
    private static string IncompleteScans(Random random, int components)
    {
        var all = string.Join(' ', Enumerable.Range(0, components));
        var lines = new List<string>();
        var dcLow = random.Next(3);
        lines.Add($"{all}: 0-0, 0, {dcLow};");
        var bands = new List<(int Component, int First, int Last, int Low)>();
        foreach (var component in Enumerable.Range(0, components))
        {
            var first = 1;
            while (first < 64 && random.Next(3) > 0)
            {
                var last = random.Next(first, Math.Min(64, first + random.Next(1, 63)));
                var low = random.Next(4);
                lines.Add($"{component}: {first}-{last}, 0, {low};");
                bands.Add((component, first, last, low));
                first = last + 1;
            }
        }

        for (; dcLow > 0 && random.Next(3) > 0; dcLow--) lines.Add($"{all}: 0-0, {dcLow}, {dcLow - 1};");
        foreach (var (component, first, last, low) in bands)
            for (var bit = low; bit > 0 && random.Next(3) > 0; bit--)
                lines.Add($"{component}: {first}-{last}, {bit}, {bit - 1};");
        return string.Join('\n', lines);
    }

    private static byte[] WithoutTables(byte[] data)
    {
        while (data.AsSpan().IndexOf([(byte)0xFF, (byte)0xC4]) is >= 0 and var at)
            data = [.. data[..at], .. data[(at + 2 + (data[at + 2] << 8 | data[at + 3]))..]];
        return data;
    }

    // One restart marker more, less, or with another number.
    private static byte[] DisturbRestarts(byte[] data, Random random)
    {
        var scan = data.AsSpan().IndexOf([(byte)0xFF, (byte)0xDA]);
        int[] markers =
        [
            .. Enumerable.Range(scan, data.Length - scan - 1)
                .Where(i => data[i] == 0xFF && data[i + 1] is >= 0xD0 and <= 0xD7),
        ];
        if (markers.Length == 0) return data;
        var at = markers[random.Next(markers.Length)];
        switch (random.Next(4))
        {
            case 0: return [.. data[..at], .. data[(at + 2)..]];
            case 1: return [.. data[..at], 0xFF, (byte)random.Next(0xD0, 0xD8), .. data[at..]];
            case 2: return [.. data[..at], 0xFF, data[at + 1], .. data[at..]];
            default:
                data[at + 1] = (byte)random.Next(0xD0, 0xD8);
                return data;
        }
    }

    // Segments of no meaning, and fill bytes, before others.
    private static byte[] Segments(byte[] data, Random random)
    {
        var starts = new List<int>();
        for (var at = 2; data[at + 1] != 0xDA; at += 2 + (data[at + 2] << 8 | data[at + 3])) starts.Add(at);
        foreach (var at in Enumerable.Reverse(starts).Where(_ => random.Next(3) == 0))
        {
            var more = new byte[random.Next(60)];
            random.NextBytes(more);
            byte[] kinds = [0xE2, 0xE3, 0xED, 0xFE];
            byte[] segment = [0xFF, kinds[random.Next(kinds.Length)], 0, (byte)(more.Length + 2), .. more];
            data = [.. data[..at], .. random.Next(3) == 0 ? Enumerable.Repeat((byte)0xFF, 3) : segment, .. data[at..]];
        }

        return data;
    }
}
