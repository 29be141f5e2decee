using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Networks;
using SaliencyPS.Networks.Store;
using SaliencyPS.Saliency;
using SaliencyPS.Saliency.Analysis;

namespace SaliencyPS.Tests;

/// <summary>The network of five colors (tests/Pester/fixtures/colors.py says what is in it) and images for it.</summary>
internal static class Samples
{
    public static string Repository { get; } = FindRepository();

    public static string NetworkFile { get; } = Path.Combine(Repository, "tests", "Pester", "fixtures", "colors.onnx");

    public static Network Network { get; } = NetworkReader.Read(NetworkFile);

    /// <summary>Writes a grey image of 64 × 48 pixels with a 20 × 20 square of one color at (20, 12).</summary>
    public static string Image(string path, byte red = 220, byte green = 20, byte blue = 20)
    {
        var random = new Random(1);
        var image = new RgbImage(64, 48);
        for (var y = 0; y < image.Height; y++)
            for (var x = 0; x < image.Width; x++)
            {
                var noise = (byte)random.Next(16);
                ReadOnlySpan<byte> color = x is >= 20 and < 40 && y is >= 12 and < 32 ? [(byte)(red + noise), green, blue]
                    : [(byte)(120 + noise), (byte)(120 + noise), (byte)(120 + noise)];
                color.CopyTo(image[x, y]);
            }

        File.WriteAllBytes(path, ImageEncoder.Encode(image, ImageFormat.Png));
        return path;
    }

    /// <summary>
    /// Writes a grey image of 96 × 48 pixels with three red squares: 8 × 8 at (2, 30), 20 × 20
    /// at (20, 12) and 28 × 28 at (60, 10).
    /// </summary>
    public static string Squares(string path)
    {
        var (image, random) = (new RgbImage(96, 48), new Random(1));
        for (var y = 0; y < image.Height; y++)
            for (var x = 0; x < image.Width; x++)
            {
                var grey = (byte)(120 + random.Next(16));
                var inside = (x is >= 2 and < 10 && y is >= 30 and < 38) || (x is >= 20 and < 40 && y is >= 12 and < 32)
                    || (x is >= 60 and < 88 && y is >= 10 and < 38);
                ReadOnlySpan<byte> color = inside ? [220, 20, 20] : [grey, grey, grey];
                color.CopyTo(image[x, y]);
            }

        File.WriteAllBytes(path, ImageEncoder.Encode(image, ImageFormat.Png));
        return path;
    }

    /// <summary>Class saliency of an image for its best class.</summary>
    public static ClassSaliency Saliency(string path) =>
        new SaliencyAnalyzer(Network, new SaliencyOptions { Top = 1, Threads = 1 })
            .Analyze(ImageDecoder.Read(path), path).First();

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SaliencyPS.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests do not run inside the repository.");
    }
}
