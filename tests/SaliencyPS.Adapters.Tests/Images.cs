using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Tests.HouseRules;
using Xunit;

namespace SaliencyPS.Tests.Adapters;

/// <summary>The committed images and the pixels that they must decode to; data/make_fixtures.py made both.</summary>
internal static class Images
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "SaliencyPS.Adapters.Tests", "data");

    /// <summary>All images whose names end so.</summary>
    public static IEnumerable<string> WithExtensions(IEnumerable<string> extensions) => Directory.EnumerateFiles(Folder)
        .Select(path => Path.GetFileName(path)).Where(name => extensions.Contains(Path.GetExtension(name)))
        .Order(StringComparer.Ordinal);

    public static string PathOf(string name) => Path.Combine(Folder, name);

    public static byte[] Read(string name) => File.ReadAllBytes(PathOf(name));

    /// <summary>What an image must decode to.</summary>
    public static RgbImage Expected(string name) => ImageDecoder.Read(PathOf($"{name}.png"));

    /// <summary>The largest difference of two images of one size.</summary>
    public static int MaximumDifference(RgbImage expected, RgbImage actual)
    {
        Assert.Equal((expected.Width, expected.Height), (actual.Width, actual.Height));
        return expected.Pixels.Zip(actual.Pixels, (a, b) => Math.Abs(a - b)).Max();
    }
}
