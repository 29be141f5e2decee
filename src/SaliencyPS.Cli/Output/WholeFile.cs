namespace SaliencyPS.Cli.Output;

/// <summary>Files that are there as a whole or not at all.</summary>
internal static class WholeFile
{
    /// <summary>Writes a file under another name and then gives it its own.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Write(string path, byte[] data)
    {
        // The process's number keeps two programs that write to one folder apart; the short name is within every limit that the path is.
        var partial = Path.Combine(Path.GetDirectoryName(path)!, $".{Environment.ProcessId}.partial");
        try
        {
            File.WriteAllBytes(partial, data);
            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
