using SaliencyPS.Runs;

namespace SaliencyPS.Inputs;

/// <summary>An image's file, or a path that led to none.</summary>
/// <param name="Path">The file or path.</param>
/// <param name="Fault">Why there is no file; null where there is one.</param>
internal readonly record struct ImageInput(string Path, Exception? Fault = null)
{
    /// <summary>
    /// The folder below which the image is known by its path; null for a path that is not that of one image, such as a folder
    /// that
    /// cannot be listed.
    /// </summary>
    public string? Root { get; init; }

    /// <summary>What the image is called below the root; null where there is none.</summary>
    public string? Key => Root is null ? null : ImageKey.Of(Root, Path);
}
