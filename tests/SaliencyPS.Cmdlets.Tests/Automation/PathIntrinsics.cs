using System.Collections.ObjectModel;

namespace System.Management.Automation;

/// <summary>Paths below one location; "Env:" stands for every drive that is not of the file system.</summary>
public sealed class PathIntrinsics
{
    public string Location { get; set; } = Environment.CurrentDirectory;

    public string GetUnresolvedProviderPathFromPSPath(string path, out ProviderInfo provider, out PSDriveInfo drive)
    {
        (provider, drive) = (Provider(path), new());
        return Path.GetFullPath(path, Location);
    }

    public Collection<string> GetResolvedProviderPathFromPSPath(string path, out ProviderInfo provider)
    {
        provider = Provider(path);
        var full = Path.GetFullPath(path, Location);
        if (WildcardPattern.ContainsWildcardCharacters(path))
            return [.. Directory.GetFileSystemEntries(Path.GetDirectoryName(full)!)
                .Where(WildcardPattern.Get(full, WildcardOptions.IgnoreCase).IsMatch).Order()];
        return Path.Exists(full) ? [full] : throw new ItemNotFoundException($"Cannot find path '{full}'.");
    }

    private static ProviderInfo Provider(string path) =>
        new(path.StartsWith("Env:", StringComparison.OrdinalIgnoreCase) ? "Environment" : "FileSystem");
}
