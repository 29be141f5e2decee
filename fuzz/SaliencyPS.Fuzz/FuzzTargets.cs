using System.Buffers.Binary;
using SaliencyPS.Evaluation;
using SaliencyPS.Evaluation.GroundTruth;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Imaging.Png;
using SaliencyPS.Networks.Formats;
using SaliencyPS.Networks.Formats.Numpy;
using SaliencyPS.Networks.Formats.Safetensors;
using SaliencyPS.Networks.Formats.Torch;
using SaliencyPS.Networks.Layers;
using SaliencyPS.Networks.Store;

namespace SaliencyPS.Fuzz;

/// <summary>
/// The readers of files that come from strangers. Each takes any bytes: it reads them, or refuses them with the exception that it
/// documents. Whatever else comes out, and memory out of proportion, is a fault.
/// </summary>
/// <param name="folder">An empty folder for files that are read by their path; best in memory.</param>
internal sealed class FuzzTargets(string folder)
{
    private const int MaximumPixels = 1 << 16;

    // What any reader may take for inputs of up to a megabyte; docs/limits.md has the bounds of each, which are proportional.
    private const long MaximumAllocation = 256L << 20;

    // Fits the tensors of the corpus that have their data in another file.
    private static readonly byte[] BesideTheModel = new byte[4096];

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["jpeg", "png", "bmp", "exif", "onnx", "safetensors", "pth", "npz", "description", "configuration", "coco", "voc", "csv"];

    /// <summary>Has a reader take bytes as a file.</summary>
    /// <exception cref="Exception">There is a fault; the message tells which.</exception>
    public void Read(string target, byte[] bytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            Take(target, bytes);
        }
        catch (Exception e) when (e is ImageFormatException or NetworkFormatException or GroundTruthException)
        {
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        if (allocated > MaximumAllocation)
            throw new InvalidOperationException($"{bytes.Length} bytes made the reader take {allocated} bytes of memory.");
    }

    private void Take(string target, byte[] bytes)
    {
        switch (target)
        {
            case "png":
                MendChecksums(bytes);
                ImageDecoder.Decode(bytes, new ImageLimits(MaximumPixels));
                break;
            case "jpeg" or "bmp":
                ImageDecoder.Decode(bytes, new ImageLimits(MaximumPixels));
                break;
            case "exif":
                if (ExifOrientation.Read(bytes) is < 1 or > 8) throw new InvalidOperationException("It is no orientation.");
                break;
            case "onnx":
                Place("model.data", BesideTheModel);
                NetworkReader.Read(Place("model.onnx", bytes));
                break;
            case "safetensors":
                ReadAll(SafetensorsReader.Read(new MemoryStream(bytes, writable: false)).Weights);
                break;
            case "pth":
                ReadAll(TorchReader.Read(new MemoryStream(bytes, writable: false)));
                break;
            case "npz":
                if (NumpyReader.Recognizes(bytes)) NumpyReader.Read(bytes, "array");
                else
                {
                    var archive = new NumpyArchive(new MemoryStream(bytes, writable: false));
                    foreach (var name in archive.Names) archive.Find(name);
                }

                break;
            case "description":
                Place("net.json", bytes);
                NetworkReader.Read(Path.Combine(folder, "net.onnx"));
                break;
            case "configuration":
                foreach (var name in TrainingConfiguration.Names) Place(name, bytes);
                NetworkReader.Read(Path.Combine(folder, "net.onnx"));
                break;
            case "coco" or "voc" or "csv":
                GroundTruthFile.Read(Place("truth", bytes));
                break;
            default:
                throw new ArgumentException($"There is no target '{target}'; there are {string.Join(", ", Names)}.");
        }
    }

    /// <summary>Puts a file into the folder for targets that read it.</summary>
    /// <returns>Its path.</returns>
    public string Place(string name, byte[] bytes)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static void ReadAll(StateDict weights)
    {
        foreach (var (name, tensor) in weights.Tensors)
            if (!StateDict.IsLeftover(name)) tensor.Read();
    }

    /// <summary>Mends the checksums of a damaged PNG: damage behind a wrong one would never be seen.</summary>
    public static void MendChecksums(byte[] png)
    {
        for (long at = 8; at + 12 <= png.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan((int)at));
            if (at + 12 + length > png.Length) return;
            var checksum = Crc32.Compute(png.AsSpan((int)at + 4, (int)length + 4));
            BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan((int)(at + 8 + length)), checksum);
            at += 12 + length;
        }
    }
}
