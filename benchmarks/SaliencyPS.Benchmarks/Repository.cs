namespace SaliencyPS.Benchmarks;

/// <summary>Where the sources are, and the data beside them.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>
    /// Real photographs and networks, which cannot be distributed: <c>../shared/data</c> beside the repository, or the folder
    /// that SALIENCYPS_SHARED names. Null if that, or the thing asked for, is not there.
    /// </summary>
    public static string? Shared(params string[] parts)
    {
        var folder = Environment.GetEnvironmentVariable("SALIENCYPS_SHARED") is { Length: > 0 } named ? named
            : Path.Combine(Root, "..", "shared", "data");
        var path = Path.GetFullPath(Path.Combine([folder, .. parts]));
        return Path.Exists(path) ? path : null;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "SaliencyPS.sln"))) return folder.FullName;
        throw new InvalidOperationException("The benchmark runs inside the repository that it was built in.");
    }
}
