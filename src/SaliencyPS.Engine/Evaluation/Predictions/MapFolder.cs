using SaliencyPS.Evaluation.Figures;
using SaliencyPS.Evaluation.GroundTruth;
using SaliencyPS.Files;
using SaliencyPS.Networks.Formats.Numpy;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Evaluation.Predictions;

/// <summary>
/// Reads maps from a folder as wsolevaluation lays them out: PATH.npy for the image PATH, each of its image's one true class.
/// </summary>
/// <param name="folder">The folder.</param>
/// <param name="truth">What is true of the images.</param>
/// <param name="sizeOf">The size of an image that <paramref name="truth"/> does not state; null where nobody knows.</param>
internal sealed class MapFolder(string folder, GroundTruthSet truth, Func<GroundTruthImage, (int Width, int Height)?> sizeOf)
{
    private const string Extension = ".npy";

    /// <summary>The maps, one after the other; one that cannot be read is a fault of its own.</summary>
    /// <exception cref="GroundTruthException">There are none.</exception>
    public IEnumerable<PredictedResult> Read()
    {
        string[] files = [.. Directory.EnumerateFiles(folder, $"*{Extension}", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)];
        if (files.Length == 0)
            throw new GroundTruthException(folder, "folder", $"expected files {Extension}; there are none.");
        // Some leave out the extension of the image.
        var stems = truth.Images.ToLookup(image => Path.ChangeExtension(image.Path, null).Replace('\\', '/'));
        foreach (var file in files)
        {
            var id = Path.GetRelativePath(folder, file)[..^Extension.Length].Replace('\\', '/');
            var image = truth.Find(id) ?? (stems[id].Take(2).ToArray() is [var only] ? only : null);
            yield return Try(file, () => Judge(file, id, image));
        }
    }

    private LocalizationEvidence Judge(string file, string id, GroundTruthImage? image)
    {
        var (values, width, height) = Load(NumpyReader.Read(PlainFile.ReadBytes(file), Path.GetFileName(file)));
        var classes = image?.Boxes.DistinctBy(box => box.ClassKey).ToArray() ?? [];
        if (classes.Length > 1)
            throw new InvalidDataException($"Its image has {classes.Length} true classes, and nothing says whose map it "
                + "is.");
        var size = image is null ? (width, height) : image.Sizes.Take(2).ToArray() is [var stated] ? stated
            : sizeOf(image) ?? throw new InvalidDataException($"The size of its image is not known: the true boxes do not state "
                + "it, and the image is not there.");
        var (index, label) = classes is [var box] ? (box.ClassIndex, box.ClassName) : (-1, "");
        return new(new ClassSaliency
        {
            Path = image?.Path ?? id, ClassIndex = index, Label = label, Rank = 0, Score = 0, Probability = double.NaN,
            Bias = null, Map = new SaliencyMap(values, width, height, size.Item1, size.Item2),
        });
    }

    // Axes of length 1 before the others are nothing.
    private static (float[] Values, int Width, int Height) Load(NumpyArray array)
    {
        int[] shape = [.. array.Shape.SkipWhile((size, axis) => size == 1 && axis < array.Shape.Length - 2)];
        return shape is [var height, var width] ? (array.Singles(), width, height)
            : throw new InvalidDataException($"A map has two axes; this has ({string.Join(", ", array.Shape)}).");
    }

    private static PredictedResult Try(string file, Func<LocalizationEvidence> read)
    {
        try
        {
            return new(file, read());
        }
        catch (Exception e) when (e is InvalidDataException or NetworkFormatException or IOException
            or UnauthorizedAccessException or ArgumentException)
        {
            return new(file, null, e);
        }
    }
}
