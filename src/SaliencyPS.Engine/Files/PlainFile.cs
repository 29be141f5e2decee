namespace SaliencyPS.Files;

/// <summary>Files that are opened to be read: plain ones. Opening a pipe would wait for a writer that may never come.</summary>
internal static class PlainFile
{
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

    /// <summary>Opens a file to be read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bufferSize">Bytes that are read ahead.</param>
    /// <exception cref="IOException">It is empty, or no file but a folder, pipe or device; or it cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static FileStream Open(string path, int bufferSize = 1 << 12) =>
        Directory.Exists(path) ? throw new IOException($"'{path}' is a folder, not a file.")
        : IsEmpty(path) ? throw new IOException($"'{path}' is empty, or no file but a pipe or a device.")
            : new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize);

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
