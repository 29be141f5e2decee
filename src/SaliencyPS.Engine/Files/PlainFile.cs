namespace SaliencyPS.Files;

/// <summary>What is to be known of a file before it is opened.</summary>
internal static class PlainFile
{
    /// <summary>
    /// True if a file is there and has no bytes. A pipe or a device has none, either, and opening a pipe would wait for a writer
    /// that may never come.
    /// </summary>
    public static bool IsEmpty(string path) => new FileInfo(path) is { Exists: true, Length: 0 };
}
