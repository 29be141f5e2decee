using SaliencyPS.Imaging.Codecs;

namespace SaliencyPS.Cmdlets.Abstractions;

/// <summary>Looks for pictures in folders.</summary>
internal static class PictureFolder
{
    /// <summary>
    /// The pictures in a folder by name, then those in each folder within it. Hidden files are passed over, and so are links to folders:
    /// they may lead round in circles.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="refuse">Told of each folder that cannot be listed; the others go on.</param>
    public static IEnumerable<string> Pictures(string folder, Action<Exception, string> refuse)
    {
        FileSystemInfo[] entries;
        try
        {
            entries = [.. new DirectoryInfo(folder).EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            refuse(e, folder);
            return [];
        }

        var pictures = entries.OfType<FileInfo>().Where(IsPicture).Select(file => file.FullName);
        var folders = entries.OfType<DirectoryInfo>().Where(inner => inner.LinkTarget is null);
        return pictures.Concat(folders.SelectMany(inner => Pictures(inner.FullName, refuse)));
    }

    private static bool IsPicture(FileInfo file) =>
        ImageDecoder.Extensions.Contains(file.Extension, StringComparer.OrdinalIgnoreCase) && !file.Attributes.HasFlag(FileAttributes.Hidden);
}
