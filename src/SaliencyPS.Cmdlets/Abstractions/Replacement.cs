namespace SaliencyPS.Cmdlets.Abstractions;

/// <summary>What -Force and -NoClobber say of a file to be written.</summary>
internal static class Replacement
{
    /// <summary>Why a file may not be replaced, to follow its name in a sentence; null where it may or is not there.</summary>
    public static string? Obstacle(string path, bool force, bool noClobber) =>
        !File.Exists(path) ? null
        : noClobber ? "exists, and -NoClobber keeps it."
        : !force && File.GetAttributes(path).HasFlag(FileAttributes.ReadOnly) ? "is read-only; -Force replaces it."
        : null;
}
