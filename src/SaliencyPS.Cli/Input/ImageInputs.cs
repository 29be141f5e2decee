using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;
using SaliencyPS.Inputs;

namespace SaliencyPS.Cli.Input;

/// <summary>
/// From the paths on the command line to image files. What leads nowhere becomes a fault, and the rest goes on.
/// </summary>
/// <param name="input">Standard input.</param>
/// <param name="recurse">Whether to look into folders within folders.</param>
/// <param name="limits">Which images are read.</param>
/// <param name="passedOver">Counts the images in folders whose formats cannot be read.</param>
/// <param name="root">
/// The folder below which images are known by their paths; null for the folder that was named or, for other paths, the current
/// one.
/// </param>
/// <param name="token">Ends the wait for standard input.</param>
internal sealed class ImageInputs(TextReader input, bool recurse, ImageLimits limits, PassedOverImages passedOver, string? root,
    CancellationToken token)
{
    private const string StandardInput = "-";

    private readonly string _root = Path.GetFullPath(root ?? ".");

    /// <summary>
    /// The files, in the arguments' order; within a folder or pattern by name. Standard input is read as it is needed.
    /// </summary>
    public IEnumerable<ImageInput> Expand(IEnumerable<string> arguments) => arguments.SelectMany(argument =>
        argument == StandardInput ? Lines().SelectMany(line => Expand(line, patterns: false)) : Expand(argument, patterns: true));

    private IEnumerable<string> Lines()
    {
        while (NextLine() is { } line)
            if (line.Length > 0) yield return line;

        // A read that waits for input knows nothing of Ctrl+C, so another thread waits for it; one
        // of its own, which nobody else needs.
        string? NextLine() => Task.Factory.StartNew(input.ReadLine, token, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            .WaitAsync(token).GetAwaiter().GetResult();
    }

    // What exists is meant as it is written, before any of it can be meant as a pattern.
    private IEnumerable<ImageInput> Expand(string path, bool patterns) =>
        File.Exists(path) ? [new(path) { Root = _root }]
        : Directory.Exists(path)
            ? ImageFolder.List(path, recurse, limits, passedOver)
                .DefaultIfEmpty(Fault(path, $"no images ({string.Join(", ", ImageDecoder.ExtensionsOf(limits))}) in this folder"))
                .Select(found => found.Path != path ? found.Below(root is null ? path : _root)
                    : Named(found.Below(root is null ? path : _root), patterns))
        : patterns && Glob.IsPattern(path)
            ? Glob.Expand(path).SelectMany(found => Expand(found, patterns: false)).DefaultIfEmpty(Fault(path, "no file matches"))
        : [Named(ImageInput.Missing(path), patterns)];

    // A path that was found, or is one of a list, and leads to no image stands for one that failed.
    private ImageInput Named(ImageInput fault, bool isNamed) => fault with { Root = isNamed ? null : _root };

    private static ImageInput Fault(string path, string what) => new(path, new IOException(what));
}
