namespace SaliencyPS.Tests.HouseRules;

/// <summary>The files of the repository in which the tests run.</summary>
internal static class Repository
{
    /// <summary>Full path of the folder that holds SaliencyPS.sln.</summary>
    public static string Root { get; } = Find();

    /// <summary>Full paths of the C# files below a folder of the repository, sorted, without what builds leave there.</summary>
    public static IEnumerable<string> Sources(params string[] folder)
    {
        var top = Path.Combine([Root, .. folder]);
        return Directory.EnumerateFiles(top, "*.cs", SearchOption.AllDirectories)
            .Where(file =>
                !Path.GetRelativePath(top, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal);
    }

    /// <summary>A file's path below the root, with slashes on every system.</summary>
    public static string Relative(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "SaliencyPS.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException("SaliencyPS.sln is not above the test binaries.");
    }
}
