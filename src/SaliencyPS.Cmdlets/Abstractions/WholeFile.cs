namespace SaliencyPS.Cmdlets.Abstractions;

/// <summary>Writes files that are either whole or not there.</summary>
internal static class WholeFile
{
    /// <summary>Why a file may not be replaced, to follow its name in a sentence; null where it may or is not there.</summary>
    public static string? Obstacle(string path, bool force, bool noClobber) =>
        !File.Exists(path) ? null
        : noClobber ? "exists, and -NoClobber keeps it."
        : !force && File.GetAttributes(path).HasFlag(FileAttributes.ReadOnly) ? "is read-only; -Force replaces it."
        : null;

    /// <summary>Writes beside the target under another name, then moves: whatever goes wrong, nothing half-written stays.</summary>
    /// <exception cref="IOException">The file cannot be written, or exists and may not be replaced.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Write(string path, bool replace, Action<Stream> write)
    {
        var partial = Path.Combine(Path.GetDirectoryName(path)!, $".{Guid.NewGuid():N}.partial");
        try
        {
            using (var stream = new FileStream(partial, FileMode.CreateNew, FileAccess.Write)) write(stream);
            File.Move(partial, path, replace);
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
