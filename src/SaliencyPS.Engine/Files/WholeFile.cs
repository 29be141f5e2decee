namespace SaliencyPS.Files;

/// <summary>
/// A file that is there as a whole or not at all: it grows beside its place under another name and takes its own when complete.
/// One that is given up leaves nothing.
/// </summary>
internal sealed class WholeFile : IDisposable
{
    private readonly string _path, _partial;
    private readonly bool _replace;

    /// <summary>Begins a file.</summary>
    /// <param name="path">The file, in full.</param>
    /// <param name="replace">Whether a file that is there when this one is complete is replaced.</param>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public WholeFile(string path, bool replace = true)
    {
        (_path, _replace) = (path, replace);
        // Chance keeps apart all that write to one folder, in this process or another; a short name is within every limit
        // that the path is.
        _partial = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetRandomFileName()[..8]}.partial");
        Content = Named(() => new FileStream(_partial, FileMode.CreateNew, FileAccess.Write, FileShare.Read));
    }

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
    public void Complete()
    {
        Named<object?>(() =>
        {
            Content.Dispose();
            File.Move(_partial, _path, _replace);
            return null;
        });
    }

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
    // Nobody has asked for a file of the other name.
    private T Named<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (UnauthorizedAccessException e) when (e.Message.Contains(_partial))
        {
            throw new UnauthorizedAccessException(e.Message.Replace(_partial, _path), e);
        }
        catch (IOException e) when (e.Message.Contains(_partial))
        {
            throw new IOException(e.Message.Replace(_partial, _path), e);
        }
    }
}
