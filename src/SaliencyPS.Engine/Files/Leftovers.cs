using System.Collections.Concurrent;

namespace SaliencyPS.Files;

/// <summary>
/// Files and folders that are not whole yet: what they are called, and what becomes of those whose process was killed.
/// </summary>
internal static class Leftovers
{
    private const string Prefix = ".saliencyps-", Suffix = ".partial";

    private static readonly ConcurrentDictionary<string, DateTime> Swept = new();

    /// <summary>
    /// How long nothing has been written to a file that is taken away: a file system may know no locks, and a process that has
    /// just created a file has not locked it yet.
    /// </summary>
    public static TimeSpan LeastAge { get; } = TimeSpan.FromHours(1);

    /// <summary>
    /// A name for a new file or folder. Chance keeps apart all that write to one folder, in this process or another, on this
    /// machine or another; a short name is within every limit that the path is.
    /// </summary>
    public static string NewName() => $"{Prefix}{Path.GetRandomFileName()[..8]}{Suffix}";

    /// <summary>
    /// Takes away, now and then, what killed processes have left in a folder. Who still writes a file has it locked, so that it
    /// stays; what cannot be taken away stays, too.
    /// </summary>
    public static void Sweep(string folder)
    {
        var now = DateTime.UtcNow;
        if (Swept.TryGetValue(folder, out var last) && now - last < LeastAge) return;
        Swept[folder] = now;
        try
        {
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles($"{Prefix}*{Suffix}"))
                if (file.LinkTarget is null && now - file.LastWriteTimeUtc > LeastAge)
                    Remove(file);
            foreach (var inner in new DirectoryInfo(folder).EnumerateDirectories($"{Prefix}*{Suffix}"))
                if (inner.LinkTarget is null && inner.EnumerateFileSystemInfos().Append(inner)
                    .All(entry => now - entry.LastWriteTimeUtc > LeastAge))
                    inner.Delete(recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be listed has nothing to take away; whether it can be written to is seen next.
        }
    }

    private static void Remove(FileInfo file)
    {
        try
        {
            new FileStream(file.FullName, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0,
                FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Somebody writes it, or somebody else may.
        }
    }
}
