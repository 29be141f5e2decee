using System.Xml;
using System.Xml.Linq;

namespace SaliencyPS.Adapters;

/// <summary>Where packages come from: what the user names, or else the sources that NuGet is set up with.</summary>
internal static class PackageSources
{
    /// <summary>Environment variable with the one source to use in place of those that NuGet is set up with.</summary>
    public const string Variable = "SALIENCYPS_PACKAGES";

    /// <summary>The sources, in the order in which they are tried; at least one.</summary>
    /// <param name="named">The one that the user names for this time; null where none is.</param>
    /// <exception cref="HttpRequestException">There is none, or a file with settings of NuGet is damaged.</exception>
    /// <exception cref="IOException">A file with settings of NuGet cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file with settings of NuGet may not be read.</exception>
    public static IReadOnlyList<PackageSource> Get(string? named = null) =>
        (named ?? Environment.GetEnvironmentVariable(Variable)) is { Length: > 0 } one ? [PackageSource.Of(one)]
            : Read([.. SettingsFiles()]);

    /// <summary>The enabled sources of files with settings, those of the first file first.</summary>
    /// <param name="files">The files, the one that outdoes all others first.</param>
    /// <inheritdoc cref="Get" path="exception"/>
    internal static IReadOnlyList<PackageSource> Read(IReadOnlyList<string> files)
    {
        List<(string Key, string Value)> sources = [], disabled = [];
        foreach (var file in files.Reverse())
        {
            var settings = Load(file);
            Merge(sources, settings.Element("packageSources"), Path.GetDirectoryName(file)!);
            Merge(disabled, settings.Element("disabledPackageSources"), "");
        }

        PackageSource[] enabled =
        [
            .. sources.Where(source => !disabled.Exists(key => IsOf(source.Key, key.Key) && IsOf(key.Value, "true")))
                .Select(source => PackageSource.Of(source.Value)),
        ];
        return enabled.Length > 0 ? enabled : throw new HttpRequestException(
            "NuGet is set up with no source of packages that is enabled, as of "
            + $"{string.Join(", ", files.DefaultIfEmpty(Path.Combine(UserFolder, "NuGet.Config")))}. 'dotnet nuget add source "
            + $"ADDRESS' adds one for good; -Source or --source, or the variable {Variable}, names one for this time.");
    }

    // As NuGet has it: "clear" forgets what came before, and a key that comes again has its new value.
    private static void Merge(List<(string Key, string Value)> all, XElement? section, string folder)
    {
        List<(string Key, string Value)> own = [];
        foreach (var element in section?.Elements() ?? [])
            if (element.Name == "clear")
            {
                own.Clear();
                all.Clear();
            }
            else if (element.Name == "add" && (string?)element.Attribute("key") is { } key)
            {
                var value = Environment.ExpandEnvironmentVariables((string?)element.Attribute("value") ?? "").Trim();
                own.RemoveAll(other => IsOf(other.Key, key));
                own.Add((key, folder.Length == 0 || value.Contains("://", StringComparison.Ordinal) ? value
                    : Path.GetFullPath(value, folder)));
            }

        all.RemoveAll(other => own.Exists(one => IsOf(one.Key, other.Key)));
        all.InsertRange(0, own);
    }

    private static XElement Load(string file)
    {
        try
        {
            using var reader = XmlReader.Create(file, new() { DtdProcessing = DtdProcessing.Prohibit });
            return XElement.Load(reader);
        }
        catch (XmlException e)
        {
            throw new HttpRequestException($"'{file}', which has settings of NuGet, is damaged: {e.Message}", e);
        }
    }

    private static bool IsOf(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static string Home => Environment.GetEnvironmentVariable("DOTNET_CLI_HOME") is { Length: > 0 } named ? named
        : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);

    private static string UserFolder => OperatingSystem.IsWindows()
        ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "NuGet")
        : Path.Combine(Home, ".nuget", "NuGet");

    private static string MachineFolder => Path.Combine(
        Environment.GetEnvironmentVariable("NUGET_COMMON_APPLICATION_DATA") is { Length: > 0 } named ? named
            : OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.ProgramFilesX86)
            : OperatingSystem.IsMacOS() ? "/Library/Application Support" : "/etc/opt", "NuGet", "Config");

    // The user's own outdo those that other programs add for the user, and these those of the machine. What the current folder
    // says is left out: it may be anybody's.
    private static IEnumerable<string> SettingsFiles() => Files(UserFolder, "NuGet.Config")
        .Concat(Files(OperatingSystem.IsWindows() ? Path.Combine(UserFolder, "config") : Path.Combine(Home, ".nuget", "config")))
        .Concat(Files(MachineFolder));

    private static IEnumerable<string> Files(string folder, string pattern = "*.config") => !Directory.Exists(folder) ? []
        : Directory.EnumerateFiles(folder, pattern, new EnumerationOptions { MatchCasing = MatchCasing.CaseInsensitive })
            .Order(StringComparer.Ordinal);
}
