using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using SaliencyPS.Imaging;
using Xunit;

namespace SaliencyPS.Tests.Imaging;

/// <summary>The committed image files and the pixels they must decode to; data/make_fixtures.py made both.</summary>
internal static class Fixtures
{
    public static string Root { get; } = FindRoot();

    private static string Folder => Path.Combine(Root, "tests", "SaliencyPS.Engine.Tests", "Imaging", "data");

    public static IEnumerable<string> Names(string extension) =>
        Directory.EnumerateFiles(Folder, "*" + extension).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal);

    public static string PathOf(string name) => Path.Combine(Folder, name);

    public static byte[] Read(string name) => File.ReadAllBytes(PathOf(name));

    public static bool HasPixels(string name) => File.Exists(PathOf(PixelsOf(name)));

    public static RgbImage Pixels(string name)
    {
        var (width, height, data) = Unpack(PixelsOf(name));
        return new RgbImage(width, height, data);
    }

    public static (int Width, int Height, float[] Values) Map(string name)
    {
        var (width, height, data) = Unpack(name + ".f32.gz");
        return (width, height, MemoryMarshal.Cast<byte, float>(data).ToArray());
    }

    /// <summary>The largest difference of two images of one size.</summary>
    public static int MaximumDifference(RgbImage expected, RgbImage actual)
    {
        Assert.Equal((expected.Width, expected.Height), (actual.Width, actual.Height));
        return expected.Pixels.Zip(actual.Pixels, (a, b) => Math.Abs(a - b)).Max();
    }

    // Interlacing changes no pixel.
    private static string PixelsOf(string name) => name.Replace("-adam7", "") + ".rgb.gz";

    private static (int Width, int Height, byte[] Data) Unpack(string file)
    {
        using var gzip = new GZipStream(File.OpenRead(PathOf(file)), CompressionMode.Decompress);
        using var memory = new MemoryStream();
        gzip.CopyTo(memory);
        var data = memory.ToArray();
        return (BinaryPrimitives.ReadInt32LittleEndian(data), BinaryPrimitives.ReadInt32LittleEndian(data.AsSpan(4)), data[8..]);
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "SaliencyPS.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException("SaliencyPS.sln is not above the test binaries.");
    }
}
