namespace SaliencyPS.Files;

/// <summary>
/// A file that is there as a whole or not at all: it grows beside its place under another name and takes its own when complete.
/// One that is given up leaves nothing; what a killed process left, the next one that writes there takes away.
/// </summary>
/// <remarks>A link in the file's place is replaced and never written through; a file that is replaced keeps its
/// permissions.</remarks>
internal sealed class WholeFile : IDisposable
{
    private const UnixFileMode Permissions = (UnixFileMode)0b111_111_111;

    private readonly string _partial, _shown;
    private readonly bool _replace, _durable;
    private readonly FileSteps _steps = FileSteps.Current;
    private readonly Stream _file;

    /// <summary>Begins a file.</summary>
    /// <param name="path">The file, in full.</param>
    /// <param name="replace">Whether a file that is there when this one is complete is replaced.</param>
    /// <param name="like">The file whose permissions it gets, if it is there; the one that is replaced where null.</param>
    /// <param name="durable">
    /// Whether the bytes are on the disk before the file takes its place, so that it is whole even after a power failure.
    /// </param>
    /// <param name="shown">What errors call it; its path where null.</param>
    /// <exception cref="IOException">The folder cannot be written to, or there is a pipe or a device.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to, or there is a folder.</exception>
    public WholeFile(string path, bool replace = true, string? like = null, bool durable = false, string? shown = null)
    {
        (Path, _replace, _durable, _shown) = (path, replace, durable, shown ?? path);
        if (Directory.Exists(path)) throw new UnauthorizedAccessException($"'{path}' is a folder; no file can take its place.");
        if (PlainFile.IsDevice(path))
            throw new IOException($"'{path}' is no file but a pipe or a device; nothing is written to it.");
        var folder = System.IO.Path.GetDirectoryName(path)!;
        Leftovers.Sweep(folder);
        _partial = System.IO.Path.Combine(folder, Leftovers.NewName());
        _file = NamedStream.Run(() => _steps.Create(_partial, PermissionsOf(like ?? path)), Say);
        Content = new NamedStream(_file, Say);
    }

    /// <summary>The file, in full.</summary>
    public string Path { get; }

    /// <summary>Where the bytes go.</summary>
    public Stream Content { get; }

    /// <summary>Writes a file at once.</summary>
    /// <param name="path">The file, in full.</param>
    /// <param name="write">Writes the bytes.</param>
    /// <param name="replace">Whether a file that is there is replaced.</param>
    /// <exception cref="IOException">The file cannot be written, or exists and may not be replaced.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Write(string path, Action<Stream> write, bool replace = true)
    {
        using var file = new WholeFile(path, replace);
        write(file.Content);
        file.Complete();
    }

    /// <summary>Puts the file in its place.</summary>
    /// <exception cref="IOException">The file cannot be written, or exists and may not be replaced.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public void Complete() => NamedStream.Run(() =>
    {
        if (_durable) _steps.Flush(_file);
        _file.Dispose();
        _steps.Move(_partial, Path, _replace);
        return this;
    }, Say);

    /// <summary>Removes what is not complete.</summary>
    public void Dispose()
    {
        try
        {
            Content.Dispose();
        }
        finally
        {
            File.Delete(_partial);
        }
    }

    private static UnixFileMode? PermissionsOf(string path) =>
        !OperatingSystem.IsWindows() && new FileInfo(path) is { Exists: true, LinkTarget: null } file
            ? file.UnixFileMode & Permissions : null;

    // Nobody has asked for files of the other names.
    private string Say(string message) => message.Replace(_partial, _shown).Replace(Path, _shown);
}
