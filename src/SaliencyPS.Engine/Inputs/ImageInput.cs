using SaliencyPS.Files;
using SaliencyPS.Runs;

namespace SaliencyPS.Inputs;

/// <summary>An image, or a path that led to none.</summary>
/// <param name="Path">Its file, what it is called where it has none of its own, or the path.</param>
/// <param name="Fault">Why there is no file; null where there is one.</param>
internal readonly record struct ImageInput(string Path, Exception? Fault = null)
{
    // What stands for bytes of a name that are no text.
    private const char Replacement = '\uFFFD';

    /// <summary>
    /// Whether a path leads nowhere since a name in it is no UTF-8 text: such a name cannot be had from the system as it is, and
    /// what it names cannot be opened.
    /// </summary>
    public static bool IsUndecodable(string path) => path.Contains(Replacement) && !System.IO.Path.Exists(path);

    /// <summary>A path at which there is nothing.</summary>
    /// <param name="path">The path.</param>
    /// <param name="what">What to say where its names are text.</param>
    public static ImageInput Missing(string path, string what = "no such file or folder") => new(path, new FileNotFoundException(
        IsUndecodable(path)
            ? $"its name, or that of a folder above it, is not in UTF-8, for which {Replacement} stands, so that it cannot be "
                + "opened; rename it, as convmv does for whole folders"
            : what, path));

    /// <summary>
    /// The folder below which the image is known by its path; null for a path that is not that of one image, such as a folder
    /// that cannot be listed.
    /// </summary>
    public string? Root { get; init; }

    /// <summary>Where its bytes are, where it has no file of its own; otherwise null.</summary>
    public ContentSource? Source { get; init; }

    /// <summary>What the image is called below the root; null where there is none.</summary>
    public string? Key => Root is null ? null : Source is null ? ImageKey.Of(Root, Path) : Source.KeyBelow(Root);

    /// <summary>Whether the folder or archive that it was in has vanished.</summary>
    public bool IsGone => Source is null ? !Directory.Exists(Root) : Source.IsGone;

    /// <summary>By what it is known to be as it was.</summary>
    /// <param name="byContent">Whether its bytes are looked at.</param>
    public FileStamp Stamp(bool byContent) =>
        Source is null ? FileStamp.Of(Path, byContent) : FileStamp.Of(Source, byContent);

    /// <summary>Whether it is a folder that cannot be listed.</summary>
    public bool IsFolder { get; init; }

    /// <summary>What that folder is called below the root of the images in it, <c>.</c> for the root itself; null for
    /// all else.</summary>
    public string? Unlisted { get; private init; }

    /// <summary>This input, found in a folder below which it is known by its path.</summary>
    public ImageInput Below(string root) =>
        this with { Root = root, Unlisted = IsFolder ? ImageKey.Of(root, Path) : null };
}
