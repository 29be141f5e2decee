namespace SaliencyPS.Adapters;

/// <summary>A NuGet package that a library comes in. Of it are taken the assemblies of one folder and what is native.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Sha256">The SHA-256 of the package's file, in lower-case hexadecimal digits.</param>
/// <param name="Length">Bytes of the package's file.</param>
/// <param name="Lib">The folder of its assemblies; null where it has none.</param>
/// <param name="Runtime">The one platform that it is for, such as linux-x64; null where it is for all.</param>
internal sealed record AdapterPackage(
    string Id, string Version, string Sha256, long Length, string? Lib = null, string? Runtime = null)
{
    /// <summary>Whether a file in it is one to take.</summary>
    /// <param name="path">The file, from the package's root.</param>
    /// <param name="platform">The platform to take native libraries for.</param>
    public bool Provides(string path, string platform) => Folder(path) is { } folder
        && (folder == Lib ? path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)
            : folder == $"runtimes/{platform}/native" && !path.EndsWith(".lib", StringComparison.OrdinalIgnoreCase));

    /// <summary>Name and version.</summary>
    public override string ToString() => $"{Id} {Version}";

    private static string? Folder(string path) => path.LastIndexOf('/') is var end and > 0 ? path[..end] : null;
}
