using System.Security.Cryptography;
using SaliencyPS.Files;

namespace SaliencyPS.Runs;

/// <summary>By what a file is known to be as it was.</summary>
/// <param name="Size">Its bytes; -1 where it is not there.</param>
/// <param name="Time">When it was written last, in ticks of UTC.</param>
/// <param name="Content">The SHA-256 of its bytes; null where that was not asked for.</param>
internal readonly record struct FileStamp(long Size, long Time, string? Content = null)
{
    /// <summary>That of a file which is not there, or cannot be read.</summary>
    public static FileStamp None { get; } = new(-1, 0);

    /// <summary>That of a file now.</summary>
    /// <param name="path">The file.</param>
    /// <param name="byContent">Whether its bytes are looked at.</param>
    public static FileStamp Of(string path, bool byContent)
    {
        try
        {
            // Of what a link leads to. A pipe or a device is not opened: that could wait for ever.
            var file = new FileInfo(path);
            if (file.LinkTarget is not null && file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target) file = target;
            if (!file.Exists) return None;
            return new(file.Length, file.LastWriteTimeUtc.Ticks, byContent && file.Length > 0 ? Digest(file.FullName) : null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return None;
        }
    }

    /// <summary>That of an image without a file of its own.</summary>
    /// <param name="source">Where it is.</param>
    /// <param name="byContent">Whether its bytes are looked at.</param>
    public static FileStamp Of(ContentSource source, bool byContent)
    {
        try
        {
            if (source.Stamp is not var (size, time)) return None;
            return new(size, time, byContent ? Convert.ToHexStringLower(SHA256.HashData(source.Read(default))) : null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return None;
        }
    }

    /// <summary>Whether a file with this stamp may be another than it was: by its content where that is known, else by its size
    /// and time.</summary>
    public bool IsOther(FileStamp was) => Size != was.Size || (Content is null ? Time != was.Time : Content != was.Content);

    private static string Digest(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
