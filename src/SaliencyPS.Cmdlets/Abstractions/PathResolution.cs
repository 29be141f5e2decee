using System.Management.Automation;

namespace SaliencyPS.Cmdlets.Abstractions;

/// <summary>From what a user types to paths of the file system, by way of the session's location and drives.</summary>
internal static class PathResolution
{
    /// <summary>The path that a name stands for as it is, whether or not anything is there.</summary>
    public static string ResolveLiteral(this PSCmdlet cmdlet, string path)
    {
        var resolved = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        RequireFileSystem(provider, path);
        return resolved;
    }

    /// <summary>All paths that a name with wildcards stands for; none at all is a fault where it has no wildcards.</summary>
    public static IReadOnlyList<string> ResolveWildcards(this PSCmdlet cmdlet, string path)
    {
        var resolved = cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(path, out var provider);
        RequireFileSystem(provider, path);
        return resolved;
    }

    /// <summary>Whether an exception says that a path stands for nothing: no such item, drive or provider, or no valid pattern.</summary>
    public static bool IsFault(Exception e) => e is RuntimeException and not PipelineStoppedException or ArgumentException;

    private static void RequireFileSystem(ProviderInfo provider, string path)
    {
        if (provider.Name != "FileSystem") throw new ArgumentException($"'{path}' is not in the file system but in {provider.Name}.");
    }
}
