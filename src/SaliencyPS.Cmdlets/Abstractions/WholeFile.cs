namespace SaliencyPS.Cmdlets.Abstractions;

/// <summary>Writes files that are either whole or not there.</summary>
internal static class WholeFile
{
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
