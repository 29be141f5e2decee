namespace SaliencyPS.Files;

/// <summary>Files that are opened to be read: plain ones. Opening a pipe would wait for a writer that may never come.</summary>
internal static class PlainFile
{
    // As many as Linux follows.
    private const int MostLinks = 40;

    /// <summary>
    /// True if a file is there and has no bytes. A pipe or a device has none, either.
    /// </summary>
    public static bool IsEmpty(string path) => new FileInfo(path) is { Exists: true, Length: 0 };

    /// <summary>
    /// True if a path names a pipe or a device, which no file may take the place of. What is there is not waited for.
    /// </summary>
    public static bool IsDevice(string path)
    {
        if (OperatingSystem.IsWindows()) return false;
        if (path.StartsWith("/dev/", StringComparison.Ordinal)) return !path.StartsWith("/dev/shm/", StringComparison.Ordinal);
        if (!IsEmpty(path)) return false;
        try
        {
            // To read and to write, a pipe opens at once.
            using var stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
            return !stream.CanSeek;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>
    /// Whether a file that is written to one path replaces what is read from another one, whatever links are in them.
    /// </summary>
    /// <param name="written">The file to be written, in full.</param>
    /// <param name="read">The file that is read, in full.</param>
    public static bool Replaces(string written, string read)
    {
        var target = Direct(written);
        return IsSame(target, Direct(read))
            || (new FileInfo(read) is { LinkTarget: not null } link && Final(link) is { } final && IsSame(target, Direct(final)));

        static bool IsSame(string one, string other) => string.Equals(one, other,
            OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Opens a file to be read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bufferSize">Bytes that are read ahead.</param>
    /// <exception cref="IOException">It is empty, or no file but a folder, pipe or device; or it cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static FileStream Open(string path, int bufferSize = 1 << 12) =>
        Directory.Exists(path) ? throw new IOException($"'{path}' is a folder, not a file.")
        : IsEmpty(path) ? throw new IOException($"'{path}' is empty, or no file but a pipe or a device.")
            : new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize);

    private static string? Final(FileInfo link)
    {
        try
        {
            return link.ResolveLinkTarget(returnFinalTarget: true)?.FullName;
        }
        catch (IOException)
        {
            return null; // It leads round in circles.
        }
    }

    // A link in the file's own place stays: who writes replaces it.
    private static string Direct(string path)
    {
        if (Path.GetDirectoryName(path) is not { } folder) return path;
        var (direct, links) = (Direct(folder), 0);
        while (new DirectoryInfo(direct) is { LinkTarget: { } target } && ++links < MostLinks)
            direct = Direct(Path.GetFullPath(target, Path.GetDirectoryName(direct)!));
        return Path.Combine(direct, Path.GetFileName(path));
    }

    /// <summary>Reads a small file.</summary>
    /// <inheritdoc cref="Open"/>
    public static byte[] ReadBytes(string path)
    {
        using var stream = Open(path);
        var data = new byte[stream.Length];
        stream.ReadExactly(data);
        return data;
    }

    /// <summary>Reads the lines of a small file of text.</summary>
    /// <inheritdoc cref="Open"/>
    public static string[] ReadLines(string path)
    {
        using var reader = new StreamReader(Open(path));
        List<string> lines = [];
        while (reader.ReadLine() is { } line) lines.Add(line);
        return [.. lines];
    }

    /// <summary>Reads a small file of text.</summary>
    /// <inheritdoc cref="Open"/>
    public static string ReadText(string path)
    {
        using var reader = new StreamReader(Open(path));
        return reader.ReadToEnd();
    }
}
