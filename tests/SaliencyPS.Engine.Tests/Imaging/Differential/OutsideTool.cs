using System.Diagnostics;
using System.Globalization;
using System.Text;
using SaliencyPS.Imaging;
using Xunit;

namespace SaliencyPS.Tests.Imaging.Differential;

/// <summary>
/// Programs of other people that tests compare with, for as many trials as SALIENCYPS_DIFFERENTIAL says; without it, or without
/// the program, a test skips.
/// </summary>
internal static class OutsideTool
{
    /// <summary>How many trials; skips the running test where nobody asked for any.</summary>
    public static int Trials
    {
        get
        {
            var asked = int.TryParse(Environment.GetEnvironmentVariable("SALIENCYPS_DIFFERENTIAL"), out var trials);
            Assert.SkipUnless(asked, "A long comparison with other programs: SALIENCYPS_DIFFERENTIAL=1000 runs so many trials.");
            return trials;
        }
    }

    /// <summary>Skips the running test where a program is not on the PATH.</summary>
    public static void Require(string program, string package) => Assert.SkipUnless(
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, program))),
        $"Needs {program}, which Debian's package {package} has.");

    /// <summary>Runs a program with bytes on its standard input.</summary>
    /// <returns>What it wrote; whether it failed does not matter where it wrote enough.</returns>
    public static byte[] Run(string program, byte[] input, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var feed = Task.Run(() =>
        {
            try
            {
                using var stream = process.StandardInput.BaseStream;
                stream.Write(input);
            }
            catch (IOException)
            {
                // It had enough.
            }
        });
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        feed.Wait();
        return output.ToArray();
    }

    /// <summary>The pixels of a binary PBM, PGM or PPM of up to 16 bits, the upper 8 of them; null where it is none.</summary>
    public static RgbImage? ParsePnm(byte[] data)
    {
        var (at, numbers) = (2, new int[3]);
        if (data.Length < 8 || data[0] != 'P' || data[1] is not (>= (byte)'4' and <= (byte)'6')) return null;
        for (var i = 0; i < (data[1] == '4' ? 2 : 3); i++)
        {
            while (char.IsWhiteSpace((char)data[at])) at++;
            var start = at;
            while (char.IsAsciiDigit((char)data[at])) at++;
            numbers[i] = int.Parse(Encoding.ASCII.GetString(data, start, at - start), CultureInfo.InvariantCulture);
        }

        at++;
        var (channels, bytes) = (data[1] == '6' ? 3 : 1, numbers[2] > 255 ? 2 : 1);
        var image = new RgbImage(numbers[0], numbers[1]);
        if (data[1] == '4')
        {
            var stride = (image.Width + 7) / 8;
            for (var y = 0; y < image.Height; y++)
                for (var x = 0; x < image.Width; x++)
                    image[x, y].Fill((data[at + y * stride + x / 8] >> (7 - x % 8) & 1) != 0 ? (byte)0 : (byte)255);
            return image;
        }

        for (var i = 0; i < image.Pixels.Length; i++)
        {
            var sample = data[at + (i / 3 * channels + (channels == 3 ? i % 3 : 0)) * bytes];
            image.Pixels[i] = bytes == 2 ? sample : (byte)(sample * 255 / numbers[2]);
        }

        return image;
    }

    /// <summary>A file as PPM, to feed to an encoder.</summary>
    public static byte[] ToPpm(RgbImage image) =>
        [.. Encoding.ASCII.GetBytes($"P6 {image.Width} {image.Height} 255\n"), .. image.Pixels];
}
