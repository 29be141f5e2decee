namespace SaliencyPS.Evaluation.GroundTruth;

/// <summary>The annotated boxes of a set of pictures.</summary>
internal sealed class GroundTruthSet
{
    private readonly ILookup<string, GroundTruthPicture> _byName, _byStem;

    /// <summary>Collects boxes.</summary>
    /// <param name="boxes">The boxes.</param>
    /// <param name="emptyPictures">Pictures that are known to have none.</param>
    public GroundTruthSet(IEnumerable<GroundTruthBox> boxes, IEnumerable<string>? emptyPictures = null)
    {
        Boxes = [.. boxes];
        Pictures = [.. Boxes.GroupBy(box => box.Path).Select(group => new GroundTruthPicture(group.Key, [.. group])),
            .. (emptyPictures ?? []).Select(path => new GroundTruthPicture(path, []))];
        _byName = Pictures.ToLookup(picture => FileName(picture.Path), StringComparer.OrdinalIgnoreCase);
        _byStem = Pictures.Where(picture => IsStem(picture.Path))
            .ToLookup(picture => Path.GetFileNameWithoutExtension(FileName(picture.Path)), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>All boxes, in the order of the file.</summary>
    public IReadOnlyList<GroundTruthBox> Boxes { get; }

    /// <summary>All pictures, in the order of their first boxes; those without boxes last.</summary>
    public IReadOnlyList<GroundTruthPicture> Pictures { get; }

    /// <summary>The boxes of one picture, see <see cref="Find"/>; empty where it has none.</summary>
    public IEnumerable<GroundTruthBox> For(string picturePath) => Find(picturePath)?.Boxes ?? [];

    /// <summary>
    /// What is known of a picture: that of the same file name, whatever the folder and without regard to case. Where
    /// several pictures have that name, the one with most of the folders above in common. A name without extension
    /// stands for any; .jpg, .jpeg are the same.
    /// </summary>
    /// <returns>The picture, or null where it is not there or several are it alike.</returns>
    public GroundTruthPicture? Find(string picturePath)
    {
        var name = FileName(picturePath);
        var named = _byName[name].ToArray();
        if (named.Length == 0)
            named = [.. _byStem[Path.GetFileNameWithoutExtension(name)].Where(picture => IsSameKind(picture.Path, name))];
        if (named.Length < 2) return named.FirstOrDefault();
        var ranked = named.Select(picture => (Picture: picture, Common: CommonFolders(picture.Path, picturePath)))
            .OrderByDescending(pair => pair.Common).ToArray();
        return ranked[0].Common > ranked[1].Common ? ranked[0].Picture : null;
    }

    /// <summary>The boxes and pictures of one split only.</summary>
    public GroundTruthSet InSplit(string split) => new(Boxes.Where(box => box.Split == split));

    /// <summary>
    /// These boxes with the index of a network's class in place of each name (an index, a WordNet id or a label) that means one;
    /// see docs/evaluation.md. What means none of them keeps its name.
    /// </summary>
    /// <exception cref="ArgumentException">Several labels are meant alike, or an index is not below their number.</exception>
    public GroundTruthSet WithClasses(IReadOnlyList<string> labels)
    {
        var known = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        return new GroundTruthSet(Boxes.Select(Resolve),
            Pictures.Where(picture => picture.Boxes.Count == 0).Select(picture => picture.Path));

        GroundTruthBox Resolve(GroundTruthBox box)
        {
            if (box.ClassIndex >= labels.Count)
                throw new ArgumentException(
                    $"'{box.Path}' is of class {box.ClassIndex}; the classes of the network are 0 to {labels.Count - 1}.");
            if (box.ClassIndex >= 0) return box;
            if (!known.TryGetValue(box.ClassName, out var index))
                known.Add(box.ClassName, index = ClassNames.Find(box.ClassName, labels));
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
