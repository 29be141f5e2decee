using SaliencyPS.Imaging;
using SaliencyPS.Imaging.Codecs;

namespace SaliencyPS.Inputs;

/// <summary>Looks for images in folders.</summary>
internal static class ImageFolder
{
    /// <summary>
    /// The images in a folder by name and, if asked for, then those in each folder within it. Hidden files are passed over, and
    /// so are links to folders: they may lead round in circles. A folder that cannot be listed becomes a fault; the others go on.
    /// </summary>
    /// <param name="folder">The folder; the paths found begin with it.</param>
    /// <param name="recurse">Whether to look into the folders within it.</param>
    /// <param name="limits">Which formats are read.</param>
    /// <param name="passedOver">Counts the images of other formats.</param>
    public static IEnumerable<ImageInput> List(
        string folder, bool recurse, ImageLimits limits, PassedOverImages passedOver)
    {
        FileSystemInfo[] entries;
        try
        {
            entries = new DirectoryInfo(folder).GetFileSystemInfos();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [new(folder, e) { IsFolder = true }];
        }

        Array.Sort(entries, (a, b) => string.CompareOrdinal(a.Name, b.Name));
        var undecodable = entries.Where(entry => ImageInput.IsUndecodable(entry.FullName))
            .Where(entry => entry is FileInfo file ? IsImage(file.Name, limits) : recurse)
            .Select(entry => entry.Name).Distinct() // of some nothing more can be told
            .Select(name => ImageInput.Missing(Path.Combine(folder, name)));
        FileInfo[] files = [.. entries.OfType<FileInfo>().Where(file => !IsHidden(file))];
        foreach (var file in files.Where(file => !IsImage(file.Name, limits))) passedOver.Count(file.Name);
        var images = files.Where(file => IsImage(file.Name, limits))
            .Select(file => new ImageInput(Path.Combine(folder, file.Name)));
        images = images.Concat(undecodable);
        if (!recurse) return images;
        var folders = entries.OfType<DirectoryInfo>()
            .Where(inner => inner.LinkTarget is null && !ImageInput.IsUndecodable(inner.FullName));
        return images.Concat(folders.SelectMany(inner => List(Path.Combine(folder, inner.Name), recurse, limits, passedOver)));
    }

    /// <summary>Whether a file, by its name, is an image that is read.</summary>
    public static bool IsImage(string file, ImageLimits limits) =>
        ImageDecoder.ExtensionsOf(limits).Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase);

    // By the dot everywhere: what comes from elsewhere to Windows has no attribute.
    private static bool IsHidden(FileInfo file) => file.Name[0] == '.' || file.Attributes.HasFlag(FileAttributes.Hidden);
}
