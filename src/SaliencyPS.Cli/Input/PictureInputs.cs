namespace SaliencyPS.Cli.Input;

/// <summary>From the paths on the command line to picture files. What leads nowhere is reported, and the rest goes on.</summary>
internal sealed class PictureInputs(Session session, bool recurse)
{
    private const string StandardInput = "-";

    private static readonly string[] Extensions = [".jpg", ".jpeg", ".png", ".bmp"];

    /// <summary>The files, in the arguments' order; within a folder or pattern by name. Standard input is read as it is needed.</summary>
    public IEnumerable<string> Expand(IEnumerable<string> arguments) => arguments.SelectMany(argument =>
        argument == StandardInput ? Lines().SelectMany(line => Expand(line, patterns: false)) : Expand(argument, patterns: true));

    private IEnumerable<string> Lines()
    {
        while (NextLine() is { } line)
            if (line.Length > 0) yield return line;

        // A read that waits for input knows nothing of Ctrl+C, so another thread waits for it.
        string? NextLine() => Task.Run(session.In.ReadLine).WaitAsync(session.Token).GetAwaiter().GetResult();
    }

    // What exists is meant as it is written, before any of it can be meant as a pattern.
    private IEnumerable<string> Expand(string path, bool patterns)
    {
        if (File.Exists(path)) return [path];
        if (Directory.Exists(path)) return NoneFails(path, Folder(path), "no pictures (.jpg, .jpeg, .png, .bmp) in this folder");
        if (patterns && Glob.IsPattern(path))
            return NoneFails(path, Glob.Expand(path).SelectMany(found => Expand(found, patterns: false)), "no file matches");
        session.Fail(path, "no such file or folder");
        return [];
    }

    private IEnumerable<string> Folder(string folder)
    {
        if (!session.Try(folder, () => Pictures(folder), out var files)) yield break;
        foreach (var file in files) yield return file;
        if (!recurse) yield break;

        if (!session.Try(folder, () => Folders(folder), out var folders)) yield break;
        foreach (var file in folders.SelectMany(Folder)) yield return file;
    }

    private static string[] Pictures(string folder) => Sorted(Directory.EnumerateFiles(folder)
        .Where(file => Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase) && Path.GetFileName(file)[0] != '.'));

    // Links to folders are not followed: they may lead round in circles.
    private static string[] Folders(string folder) => Sorted(Directory.EnumerateDirectories(folder)
        .Where(inner => new DirectoryInfo(inner).LinkTarget is null));

    private static string[] Sorted(IEnumerable<string> names) => [.. names.Order(StringComparer.Ordinal)];

    private IEnumerable<string> NoneFails(string subject, IEnumerable<string> files, string what)
    {
        var any = false;
        foreach (var file in files)
        {
            any = true;
            yield return file;
        }

        if (!any) session.Fail(subject, what);
    }
}
