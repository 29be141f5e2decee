using SaliencyPS.Runs;

namespace SaliencyPS.Inputs;

/// <summary>An image's file, or a path that led to none.</summary>
/// <param name="Path">The file or path.</param>
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

    /// <summary>Whether it is a folder that cannot be listed.</summary>
    public bool IsFolder { get; init; }

    /// <summary>What that folder is called below the root of the images in it, <c>.</c> for the root itself; null for
    /// all else.</summary>
    public string? Unlisted { get; private init; }

    /// <summary>What the image is called below the root; null where there is none.</summary>
    public string? Key => Root is null ? null : ImageKey.Of(Root, Path);

    /// <summary>This input, found in a folder below which it is known by its path.</summary>
    public ImageInput Below(string root) =>
        this with { Root = root, Unlisted = IsFolder ? ImageKey.Of(root, Path) : null };
}
