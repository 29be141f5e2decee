using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace SaliencyPS.Adapters;

/// <summary>
/// A library that SaliencyPS can use and does not need: what it is for, and the packages that it comes in. An assembly of
/// ours, the adapter, makes it fit.
/// </summary>
/// <param name="Name">What users call it.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Assembly">Name of the adapter's assembly.</param>
/// <param name="Version">Version of the library.</param>
/// <param name="Library">What it is and under which licence, for people.</param>
/// <param name="Packages">The packages, of all platforms.</param>
/// <param name="Formats">Of a codec: each format that it reads, with what names of its files end with.</param>
/// <param name="Runtimes">The platforms that there are native libraries for; all where it has none.</param>
/// <param name="Needs">What else must be there, and how it comes there; null for nothing.</param>
/// <param name="Natives">
/// The environment variable that names a folder with other native libraries of its, such as those for GPUs; null for none.
/// </param>
internal sealed record AdapterDescription(
    string Name, EngineKind Kind, string Assembly, string Version, string Library, ImmutableArray<AdapterPackage> Packages,
    ImmutableDictionary<string, ImmutableArray<string>>? Formats = null, ImmutableArray<string>? Runtimes = null,
    string? Needs = null, string? Natives = null)
{
    /// <summary>This platform, as packages call it, such as linux-x64.</summary>
    public static string Platform { get; } =
        (OperatingSystem.IsWindows() ? "win-" : OperatingSystem.IsMacOS() ? "osx-"
            : RuntimeInformation.RuntimeIdentifier.Contains("musl") ? "linux-musl-" : "linux-")
        + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();

    /// <summary>Whether there are native libraries for this platform, or none are needed.</summary>
    public bool IsForThisPlatform => Runtimes is not { } platforms || platforms.Contains(Platform);

    /// <summary>The packages to take on this platform.</summary>
    public IEnumerable<AdapterPackage> PackagesHere =>
        Packages.Where(package => package.Runtime is null || package.Runtime == Platform);
}
