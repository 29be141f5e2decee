using SaliencyPS.Evaluation;
using SaliencyPS.Evaluation.GroundTruth;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Inputs;

namespace SaliencyPS.Cli.Input;

/// <summary>From the pictures that ground truth speaks of to files.</summary>
internal sealed class EvaluatedPictures
{
    private const string VocAnnotations = "Annotations", VocPictures = "JPEGImages";

    private readonly string _folder;
    private readonly Lazy<ILookup<string, string>> _files;

    /// <summary>Prepares.</summary>
    /// <param name="truth">The file or folder of ground truth.</param>
    /// <param name="images">The folder of the pictures; null for that of the ground truth, or JPEGImages beside VOC's Annotations.</param>
    public EvaluatedPictures(string truth, string? images)
    {
        _folder = Path.GetFullPath(images ?? FolderOf(Path.GetFullPath(truth)));
        _files = new(() => (Directory.Exists(_folder) ? Directory.EnumerateFiles(_folder) : [])
            .Where(ImageFolder.IsImage).Order(StringComparer.Ordinal)
            .ToLookup(file => Path.GetFileNameWithoutExtension(file), StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The file of a picture; where there is none, the one that was looked for first.</summary>
    public string Find(GroundTruthPicture picture)
    {
        var direct = Path.Combine(_folder, picture.Path);
        if (File.Exists(direct)) return direct;
        // ILSVRC and some lists leave out or change extension or folder.
        var one = new GroundTruthSet(picture.Boxes);
        return _files.Value[Path.GetFileNameWithoutExtension(picture.Path.Replace('\\', '/'))].FirstOrDefault(file => one.Find(file) is not null, direct);
    }

    /// <summary>How many pictures in the folder the ground truth says nothing of.</summary>
    public int CountUnknown(GroundTruthSet truth) => _files.Value.SelectMany(files => files).Count(file => truth.Find(file) is not { Boxes.Count: > 0 });

    private static string FolderOf(string truth)
    {
        var folder = Directory.Exists(truth) ? truth : Path.GetDirectoryName(truth)!;
        var beside = Path.Combine(Path.GetDirectoryName(folder) ?? folder, VocPictures);
        return Path.GetFileName(folder) == VocAnnotations && Directory.Exists(beside) ? beside : folder;
    }
}
