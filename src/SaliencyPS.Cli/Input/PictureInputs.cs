using SaliencyPS.Imaging.Codecs;

namespace SaliencyPS.Cli.Input;

/// <summary>From the paths on the command line to picture files. What leads nowhere becomes a fault, and the rest goes on.</summary>
/// <param name="input">Standard input.</param>
/// <param name="recurse">Whether to look into folders within folders.</param>
/// <param name="token">Ends the wait for standard input.</param>
internal sealed class PictureInputs(TextReader input, bool recurse, CancellationToken token)
{
    private const string StandardInput = "-";

    /// <summary>The files, in the arguments' order; within a folder or pattern by name. Standard input is read as it is needed.</summary>
    public IEnumerable<PictureInput> Expand(IEnumerable<string> arguments) => arguments.SelectMany(argument =>
        argument == StandardInput ? Lines().SelectMany(line => Expand(line, patterns: false)) : Expand(argument, patterns: true));

    private IEnumerable<string> Lines()
    {
        while (NextLine() is { } line)
            if (line.Length > 0) yield return line;

        // A read that waits for input knows nothing of Ctrl+C, so another thread waits for it; one of its own, which nobody else needs.
        string? NextLine() => Task.Factory.StartNew(input.ReadLine, token, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            .WaitAsync(token).GetAwaiter().GetResult();
    }

    // What exists is meant as it is written, before any of it can be meant as a pattern.
    private IEnumerable<PictureInput> Expand(string path, bool patterns) =>
        File.Exists(path) ? [new(path)]
        : Directory.Exists(path) ? Folder(path)
            .DefaultIfEmpty(new(path, $"no pictures ({string.Join(", ", ImageDecoder.Extensions)}) in this folder"))
        : patterns && Glob.IsPattern(path)
            ? Glob.Expand(path).SelectMany(found => Expand(found, patterns: false)).DefaultIfEmpty(new(path, "no file matches"))
        : [new(path, "no such file or folder")];

    private IEnumerable<PictureInput> Folder(string folder) => recurse
        ? Entries(folder, Pictures).Concat(Entries(folder, Folders).SelectMany(inner => inner.Fault is null ? Folder(inner.Path) : [inner]))
        : Entries(folder, Pictures);

    private static IEnumerable<PictureInput> Entries(string folder, Func<string, IEnumerable<string>> list)
    {
        try
        {
            return list(folder).Order(StringComparer.Ordinal).Select(path => new PictureInput(path)).ToArray();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [new(folder, e.Message)];
        }
    }

    private static IEnumerable<string> Pictures(string folder) => Directory.EnumerateFiles(folder)
        .Where(file => ImageDecoder.Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase) && Path.GetFileName(file)[0] != '.');

    // Links to folders are not followed: they may lead round in circles.
    private static IEnumerable<string> Folders(string folder) => Directory.EnumerateDirectories(folder)
        .Where(inner => new DirectoryInfo(inner).LinkTarget is null);
}
