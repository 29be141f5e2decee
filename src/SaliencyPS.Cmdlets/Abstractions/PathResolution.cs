using System.Management.Automation;
using SaliencyPS.Cmdlets.Errors;
using SaliencyPS.Inputs;

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

    /// <summary>
    /// All paths that a name with wildcards stands for; none at all is a fault where it has no wildcards. What exists is meant as
    /// it is written, before any of it can be meant as a wildcard: browsers call a second download <c>photo[1].jpg</c>.
    /// </summary>
    public static IReadOnlyList<string> ResolveWildcards(this PSCmdlet cmdlet, string path)
    {
        if (WildcardPattern.ContainsWildcardCharacters(path) && cmdlet.ResolveLiteral(path) is var literal
            && System.IO.Path.Exists(literal))
            return [literal];
        var resolved = cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(path, out var provider);
        RequireFileSystem(provider, path);
        return WildcardPattern.ContainsWildcardCharacters(path) ? [.. resolved, .. cmdlet.FindUndecodable(path)] : resolved;
    }

    /// <summary>The file to write that a name stands for; one with wildcards must match one that is there.</summary>
    public static string ResolveTarget(this PSCmdlet cmdlet, string path, bool isLiteral)
    {
        if (isLiteral || !WildcardPattern.ContainsWildcardCharacters(path)) return cmdlet.ResolveLiteral(path);
        var found = cmdlet.ResolveWildcards(path);
        return found.Count == 1 ? found[0]
            : throw new ArgumentException($"'{path}' matches {found.Count} files, not one; -LiteralPath takes it as it is.");
    }

    /// <summary>The file to write that -Path or -LiteralPath stands for; where it stands for none, the pipeline ends.</summary>
    public static string RequireTarget(this PSCmdlet cmdlet, string? path, string? literalPath)
    {
        var named = literalPath ?? path!;
        try
        {
            return cmdlet.ResolveTarget(named, isLiteral: literalPath is not null);
        }
        catch (Exception e) when (IsFault(e))
        {
            cmdlet.ThrowTerminatingError(ErrorRecords.OutFileInvalid(e, named));
            throw; // Not reached.
        }
    }

    /// <summary>
    /// A file as Get-Item emits it: with the properties by which it binds to the next command, whatever is in its name.
    /// </summary>
    public static PSObject GetItem(this PSCmdlet cmdlet, string file) =>
        cmdlet.InvokeProvider.Item.Get([$"Microsoft.PowerShell.Core\\FileSystem::{file}"], force: true, literalPath: true)[0];

    /// <summary>
    /// Whether an exception says that a path stands for nothing: no such item, drive or provider, or no valid pattern.
    /// </summary>
    public static bool IsFault(Exception e) => e is RuntimeException and not PipelineStoppedException or ArgumentException;

    // The provider takes what has a name that is no text for hidden, and passes it over.
    private static IEnumerable<string> FindUndecodable(this PSCmdlet cmdlet, string path)
    {
        var paths = cmdlet.SessionState.Path;
        var (parent, name) = (paths.ParseParent(path, root: null),
            new WildcardPattern(paths.ParseChildName(path), WildcardOptions.IgnoreCase));
        var all = new EnumerationOptions { AttributesToSkip = 0 }; // but for folders that may not be listed
        var folders = WildcardPattern.ContainsWildcardCharacters(parent) ? cmdlet.ResolveWildcards(parent)
            : [cmdlet.ResolveLiteral(parent.Length == 0 ? "." : parent)];
        return folders.SelectMany(folder => ImageInput.IsUndecodable(folder) ? [folder]
            : Directory.Exists(folder) ? Directory.EnumerateFileSystemEntries(folder, "*", all).Where(ImageInput.IsUndecodable)
                .Distinct().Where(entry => name.IsMatch(System.IO.Path.GetFileName(entry)))
            : []);
    }

    private static void RequireFileSystem(ProviderInfo provider, string path)
    {
        if (provider.Name != "FileSystem")
            throw new ArgumentException($"'{path}' is not in the file system but in {provider.Name}.");
    }
}
