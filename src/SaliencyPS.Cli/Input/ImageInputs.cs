using SaliencyPS.Cli.Commands;
using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Inputs;

namespace SaliencyPS.Cli.Input;

/// <summary>
/// From the paths on the command line to image files. What leads nowhere becomes a fault, and the rest goes on.
/// </summary>
/// <param name="input">Standard input.</param>
/// <param name="list">A list of further images; null for none.</param>
/// <param name="recurse">Whether to look into folders within folders.</param>
/// <param name="limits">Which images are read.</param>
/// <param name="passedOver">Counts the images in folders whose formats cannot be read.</param>
/// <param name="root">
/// The folder below which images are known by their paths; null for the folder that was named or, for other paths, the current
/// one.
/// </param>
/// <param name="token">Ends the wait for lists.</param>
internal sealed class ImageInputs(PathList input, PathList? list, bool recurse, ImageLimits limits, PassedOverImages passedOver,
    string? root, CancellationToken token)
{
    private readonly string _root = Path.GetFullPath(root ?? ".");

    /// <summary>
    /// The files, in the arguments' order, and those of the list; within a folder or pattern by name. Lists are read as they are
    /// needed.
    /// </summary>
    public IEnumerable<ImageInput> Expand(IEnumerable<string> arguments) => arguments
        .SelectMany(argument => argument == ListOption.StandardInput ? Expand(input) : Expand(argument, patterns: true))
        .Concat(list is null ? [] : Expand(list));

    private IEnumerable<ImageInput> Expand(PathList paths) => paths.Read(token).SelectMany(path => path.Contains('\0')
        ? [Fault(path, "there is a NUL in this line; a list of lines has none, one as find -print0 writes it begins with a path "
            + "that a NUL ends")]
        : Expand(path, patterns: false));

    // What exists is meant as it is written, before any of it can be meant as a pattern.
    private IEnumerable<ImageInput> Expand(string path, bool patterns) =>
        File.Exists(path)
            ? !ImageArchive.IsArchive(path) ? [new(path) { Root = _root }]
                : ImageArchive.List(path, _root, limits, passedOver)
                    .Select(found => found.Path != path ? found : Named(found, patterns))
        : Directory.Exists(path)
            ? ImageFolder.List(path, recurse, limits, passedOver)
                .DefaultIfEmpty(Fault(path, $"no images ({string.Join(", ", ImageDecoder.ExtensionsOf(limits))}) in this folder"))
                .Select(found => found.Path != path ? found.Below(root is null ? path : _root)
                    : Named(found.Below(root is null ? path : _root), patterns))
        : WebImage.IsAddress(path) ? [new(path) { Root = _root, Source = new WebImage(path) }]
        : patterns && Glob.IsPattern(path)
            ? Glob.Expand(path).SelectMany(found => Expand(found, patterns: false)).DefaultIfEmpty(Fault(path, "no file matches"))
        : [Named(ImageInput.Missing(path), patterns)];

    // A path that was found, or is one of a list, and leads to no image stands for one that failed.
    private ImageInput Named(ImageInput fault, bool isNamed) => fault with { Root = isNamed ? null : _root };

    private static ImageInput Fault(string path, string what) => new(path, new IOException(what));
}
