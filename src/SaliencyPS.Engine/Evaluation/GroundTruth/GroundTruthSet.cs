namespace SaliencyPS.Evaluation.GroundTruth;

/// <summary>The annotated boxes of a set of images.</summary>
internal sealed class GroundTruthSet
{
    private readonly ILookup<string, GroundTruthImage> _byName, _byStem;

    /// <summary>Collects boxes; those with nothing in them are nobody's and only counted.</summary>
    /// <param name="boxes">The boxes.</param>
    /// <param name="emptyImages">Images that are known to have none.</param>
    public GroundTruthSet(IEnumerable<GroundTruthBox> boxes, IEnumerable<string>? emptyImages = null)
    {
        var areEmpty = boxes.ToLookup(box => box.IsEmpty);
        (Boxes, EmptyBoxes) = ([.. areEmpty[false]], [.. areEmpty[true]]);
        Images = [.. Boxes.GroupBy(box => box.Path).Select(group => new GroundTruthImage(group.Key, [.. group]))];
        Images = [.. Images, .. (emptyImages ?? []).Concat(EmptyBoxes.Select(box => box.Path))
            .Except(Images.Select(image => image.Path)).Select(path => new GroundTruthImage(path, []))];
        _byName = Images.ToLookup(image => FileName(image.Path), StringComparer.OrdinalIgnoreCase);
        _byStem = Images.Where(image => IsStem(image.Path))
            .ToLookup(image => Path.GetFileNameWithoutExtension(FileName(image.Path)), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>All boxes, in the order of the file.</summary>
    public IReadOnlyList<GroundTruthBox> Boxes { get; }

    /// <summary>Boxes of no width or no height, which count for nothing.</summary>
    public IReadOnlyList<GroundTruthBox> EmptyBoxes { get; }

    /// <summary>What the numbers in the file mean, where it is COCO's; otherwise null.</summary>
    public CocoIds? Ids { get; init; }

    /// <summary>All images, in the order of their first boxes; those without boxes last.</summary>
    public IReadOnlyList<GroundTruthImage> Images { get; }

    /// <summary>The boxes of one image, see <see cref="Find"/>; empty where it has none.</summary>
    public IEnumerable<GroundTruthBox> For(string imagePath) => Find(imagePath)?.Boxes ?? [];

    /// <summary>
    /// What is known of an image: that of the same file name, whatever the folder, and without regard to case where none has
    /// the very same. Where several images have that name, the one with most of the folders above in common. A name without
    /// extension stands for any; .jpg, .jpeg are the same.
    /// </summary>
    /// <returns>The image, or null where it is not there or several are it alike.</returns>
    public GroundTruthImage? Find(string imagePath)
    {
        var name = FileName(imagePath);
        var named = _byName[name].ToArray();
        if (named.Length == 0)
            named = [.. _byStem[Path.GetFileNameWithoutExtension(name)].Where(image => IsSameKind(image.Path, name))];
        if (Array.FindAll(named, image => FileName(image.Path) == name) is [_, ..] exactly) named = exactly;
        if (named.Length < 2) return named.FirstOrDefault();
        var ranked = named.Select(image => (Image: image, Common: CommonFolders(image.Path, imagePath)))
            .OrderByDescending(pair => pair.Common).ToArray();
        return ranked[0].Common > ranked[1].Common ? ranked[0].Image : null;
    }

    /// <summary>The boxes and images of one split only.</summary>
    public GroundTruthSet InSplit(string split) => new(Boxes.Concat(EmptyBoxes).Where(box => box.Split == split)) { Ids = Ids };

    /// <summary>The boxes of some of the images only.</summary>
    public GroundTruthSet Of(IReadOnlyCollection<GroundTruthImage> images)
    {
        var paths = images.Select(image => image.Path).ToHashSet();
        return new(Boxes.Concat(EmptyBoxes).Where(box => paths.Contains(box.Path))) { Ids = Ids };
    }

    /// <summary>
    /// These boxes with the index of a network's class in place of each name (an index, a WordNet id or a label) that means one;
    /// see docs/evaluation.md. What means none of them keeps its name.
    /// </summary>
    /// <exception cref="ArgumentException">Several labels are meant alike, or an index is not below their number.</exception>
    public GroundTruthSet WithClasses(IReadOnlyList<string> labels)
    {
        var known = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var classes = new ClassNames(labels);
        return new GroundTruthSet(Boxes.Select(Resolve).Concat(EmptyBoxes),
            Images.Where(image => image.Boxes.Count == 0).Select(image => image.Path)) { Ids = Ids };

        GroundTruthBox Resolve(GroundTruthBox box)
        {
            if (box.ClassIndex >= labels.Count)
                throw new ArgumentException(
                    $"'{box.Path}' is of class {box.ClassIndex}; the classes of the network are 0 to {labels.Count - 1}.");
            if (box.ClassIndex >= 0) return box;
            if (!known.TryGetValue(box.ClassName, out var index))
                known.Add(box.ClassName, index = classes.Find(box.ClassName));
            return box with { ClassIndex = index };
        }
    }

    // A file written on Windows may be read elsewhere, so both separators count everywhere.
    internal static string FileName(string path) => path[(path.LastIndexOfAny(['/', '\\']) + 1)..];

    private static bool IsStem(string path) => Path.GetExtension(path) is "" || IsJpeg(path);

    private static bool IsSameKind(string known, string name) =>
        Path.GetExtension(known) is "" || (IsJpeg(known) && IsJpeg(name));

    private static bool IsJpeg(string path) => Path.GetExtension(path).ToLowerInvariant() is ".jpg" or ".jpeg";

    private static int CommonFolders(string one, string other) =>
        Folders(one).Zip(Folders(other))
            .TakeWhile(pair => pair.First.Equals(pair.Second, StringComparison.OrdinalIgnoreCase)).Count();

    private static IEnumerable<string> Folders(string path) => path.Split('/', '\\').Reverse().Skip(1);
}
