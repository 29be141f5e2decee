using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using Xunit;

namespace SaliencyPS.Tests;

/// <summary>The optional folder of real networks, photographs and reference numbers beside the repository.</summary>
internal static class SharedData
{
    private static readonly string? Root = Find();

    /// <summary>A file or folder in it; skips the running test, with the reason, where it is missing.</summary>
    public static string Path(params string[] parts)
    {
        var path = Root is null ? null : System.IO.Path.Combine([Root, .. parts]);
        Assert.SkipUnless(path is not null && (File.Exists(path) || Directory.Exists(path)),
            $"Needs '{string.Join('/', parts)}' in ../shared/data beside the repository (or in the folder that "
                + $"SALIENCYPS_SHARED names).");
        return path!;
    }

    /// <summary>Rows of a CSV file without quoted fields, as column → value.</summary>
    public static IEnumerable<Dictionary<string, string>> Rows(params string[] parts)
    {
        var lines = File.ReadAllLines(Path(parts));
        var header = lines[0].Split(',');
        return lines.Skip(1).Select(line => line.Split(','))
            .Select(cells => header.Zip(cells).ToDictionary(p => p.First, p => p.Second));
    }

    /// <summary>The values of a NumPy file of little-endian float32.</summary>
    public static float[] Numbers(params string[] parts) => Numbers(File.ReadAllBytes(Path(parts)));

    /// <summary>The values of an array of little-endian float32 in a NumPy archive.</summary>
    public static float[] Numbers(ZipArchive archive, string name)
    {
        using var stream = archive.GetEntry(name + ".npy")!.Open();
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return Numbers(memory.ToArray());
    }

    private static float[] Numbers(byte[] bytes)
    {
        var header = 10 + BitConverter.ToUInt16(bytes, 8);
        Assert.Contains("'<f4'", System.Text.Encoding.ASCII.GetString(bytes, 10, header - 10));
        var values = new float[(bytes.Length - header) / 4];
        Buffer.BlockCopy(bytes, header, values, 0, values.Length * 4);
        return values;
    }

    /// <summary>Does something with the large exports, unpacked into a folder that is removed afterwards.</summary>
    public static void WithLargeExports(Action<string> action)
    {
        var folder = Directory.CreateTempSubdirectory("saliency");
        try
        {
            using (var file = File.OpenRead(Path("exports", "large.tar.gz")))
            using (var unzipped = new GZipStream(file, CompressionMode.Decompress))
                TarFile.ExtractToDirectory(unzipped, folder.FullName, overwriteFiles: false);
            action(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("SALIENCYPS_SHARED") is { Length: > 0 } named) return named;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "SaliencyPS.sln")))
                return System.IO.Path.Combine(folder.FullName, "..", "shared", "data");
        return null;
    }
}
