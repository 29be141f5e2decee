using SaliencyPS.Evaluation.GroundTruth;
using SaliencyPS.Imaging;
using SaliencyPS.Inputs;

namespace SaliencyPS.Cli.Input;

/// <summary>From the images that ground truth speaks of to files.</summary>
internal sealed class EvaluatedImages
{
    private const string VocAnnotations = "Annotations", VocImages = "JPEGImages";

    private readonly Lazy<ILookup<string, string>> _files;

    /// <summary>Prepares.</summary>
    /// <param name="truth">The file or folder of ground truth.</param>
    /// <param name="images">
    /// The folder of the images; null for that of the ground truth, or JPEGImages beside VOC's Annotations.
    /// </param>
    /// <param name="limits">Which images are read.</param>
    public EvaluatedImages(string truth, string? images, ImageLimits limits)
    {
        Folder = Path.GetFullPath(images ?? FolderOf(Path.GetFullPath(truth)));
        _files = new(() => (Directory.Exists(Folder) ? Directory.EnumerateFiles(Folder) : [])
            .Where(file => ImageFolder.IsImage(file, limits)).Order(StringComparer.Ordinal)
            .ToLookup(file => Path.GetFileNameWithoutExtension(file), StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The folder of the images, in full.</summary>
    public string Folder { get; }

    /// <summary>
    /// The file of an image, in the folder or below; where there is none, the one that was looked for first. Ground truth may be
    /// a stranger's: what it says lies elsewhere is looked for here, by its name.
    /// </summary>
    public string Find(GroundTruthImage image)
    {
        var direct = Path.GetFullPath(Path.Combine(Folder, image.Path));
        var within = Path.GetRelativePath(Folder, direct);
        if (Path.IsPathRooted(within) || within.Split(Path.DirectorySeparatorChar)[0] == "..")
            direct = Path.Combine(Folder, Path.GetFileName(direct));
        if (File.Exists(direct)) return direct;
        // ILSVRC and some lists leave out or change extension or folder.
        var one = new GroundTruthSet(image.Boxes);
        return _files.Value[Path.GetFileNameWithoutExtension(image.Path.Replace('\\', '/'))]
            .FirstOrDefault(file => one.Find(file) is not null, direct);
    }

    /// <summary>How many images in the folder the ground truth says nothing of.</summary>
    public int CountUnknown(GroundTruthSet truth) =>
        _files.Value.SelectMany(files => files).Count(file => truth.Find(file) is not { Boxes.Count: > 0 });

    private static string FolderOf(string truth)
    {
        var folder = Directory.Exists(truth) ? truth : Path.GetDirectoryName(truth)!;
        var beside = Path.Combine(Path.GetDirectoryName(folder) ?? folder, VocImages);
        return Path.GetFileName(folder) == VocAnnotations && Directory.Exists(beside) ? beside : folder;
    }
}
