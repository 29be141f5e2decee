using System.IO.Compression;
using SaliencyPS.Downloads;
using SaliencyPS.Files;
using SaliencyPS.Threads;

namespace SaliencyPS.Adapters;

/// <summary>The folder of the libraries that a user has installed: one folder for each version of each.</summary>
internal sealed class AdapterStore(string folder)
{
    /// <summary>
    /// Environment variable with the folder of the default store, in place of one in the user's local application data.
    /// </summary>
    public const string FolderVariable = "SALIENCYPS_ENGINES";

    private const string PartsFolder = ".downloads";

    /// <summary>The user's own store.</summary>
    public static AdapterStore Default => new(Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } named ? named
        : Path.Combine(UserData.Folder, "engines"));

    /// <summary>The folder. It need not exist; installing creates it.</summary>
    public string Folder => folder;

    /// <summary>Where the files of a library are once it is installed.</summary>
    public string FolderOf(AdapterDescription adapter) => Path.Combine(folder, adapter.Name, adapter.Version);

    /// <summary>Whether a library is installed, in the version that is used.</summary>
    public bool Has(AdapterDescription adapter) => Directory.Exists(FolderOf(adapter));

    /// <summary>
    /// Fetches the packages of a library and takes out of them what is for this platform. Nothing of them is used before all of
    /// it is there and has the expected checksums. What has arrived of a package when the work ends early is kept for the next
    /// time. A library that is installed already is left as it is.
    /// </summary>
    /// <param name="adapter">The library.</param>
    /// <param name="sources">Where packages come from, tried in this order for each.</param>
    /// <param name="progress">Receives, on the caller's thread, the bytes that have arrived and those of all packages.</param>
    /// <param name="token">Stops the work.</param>
    /// <exception cref="AdapterException">The library is not for this platform.</exception>
    /// <exception cref="ChecksumException">A package of the only source is another one.</exception>
    /// <exception cref="HttpRequestException">
    /// No source can be reached or has the package, or the connection broke.
    /// </exception>
    /// <exception cref="IOException">The store cannot be written, or another process installs the same.</exception>
    /// <exception cref="UnauthorizedAccessException">The store may not be written.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public void Install(AdapterDescription adapter, IReadOnlyList<PackageSource> sources,
        IProgress<WorkProgress>? progress = null, CancellationToken token = default)
    {
        if (Has(adapter)) return;
        if (!adapter.IsForThisPlatform) throw new AdapterException(Adapter.NotForThisPlatform(adapter));
        var parts = Path.Combine(folder, PartsFolder);
        var staged = Path.Combine(parts, $"{adapter.Name}.{Path.GetRandomFileName()}");
        UserData.CreateFolder(staged);
        Sweep(parts);
        List<IDisposable> held = [];
        try
        {
            AdapterPackage[] packages = [.. adapter.PackagesHere];
            var (done, total) = (0L, packages.Sum(package => package.Length));
            foreach (var package in packages)
            {
                var file = Path.Combine(parts, $"{package.Sha256}.nupkg");
                held.Add(Fetch(package, sources, file, progress is null ? null : new Part(progress, done, total), token));
                done += package.Length;
                Extract(package, file, staged, token);
            }

            // Only when all of them are there: stopped in between, none has to come again.
            foreach (var package in packages) File.Delete(Path.Combine(parts, $"{package.Sha256}.nupkg"));
            Directory.CreateDirectory(Path.GetDirectoryName(FolderOf(adapter))!);
            Directory.Move(staged, FolderOf(adapter));
        }
        catch (IOException) when (Has(adapter))
        {
            // Another process was faster, with the same.
        }
        finally
        {
            foreach (var file in held) file.Dispose();
            if (Directory.Exists(staged)) Directory.Delete(staged, recursive: true);
            if (!Directory.EnumerateFileSystemEntries(parts).Any()) Directory.Delete(parts);
        }
    }

    /// <summary>Deletes a library, in all versions that are installed: the whole of it, or nothing.</summary>
    /// <returns>Whether there was any.</returns>
    /// <exception cref="IOException">A file cannot be deleted, such as one that a process uses.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be deleted.</exception>
    public bool Remove(AdapterDescription adapter)
    {
        var versions = Path.Combine(folder, adapter.Name);
        // Under another name nobody finds it any more, whatever becomes of it; what a killed process left of it goes with the
        // next.
        var leaving = Path.Combine(folder, $".removed-{adapter.Name}");
        if (Directory.Exists(leaving)) Directory.Delete(leaving, recursive: true);
        if (!Directory.Exists(versions)) return false;
        Directory.Move(versions, leaving);
        Directory.Delete(leaving, recursive: true);
        return true;
    }

    private static IDisposable Fetch(AdapterPackage package, IReadOnlyList<PackageSource> sources, string file,
        IProgress<WorkProgress>? progress, CancellationToken token)
    {
        List<string> faults = [];
        foreach (var source in sources)
            try
            {
                return source.Fetch(package, file, progress, token);
            }
            catch (Exception e) when (sources.Count > 1
                && e is HttpRequestException or ChecksumException or IOException)
            {
                faults.Add($"'{source}': {e.Message}");
            }

        throw new HttpRequestException($"No source gives {package}. {string.Join(" ", faults)}");
    }

    // What a killed process was about to install.
    private static void Sweep(string parts)
    {
        foreach (var left in new DirectoryInfo(parts).EnumerateDirectories())
            if (DateTime.UtcNow - left.LastWriteTimeUtc > Leftovers.LeastAge) left.Delete(recursive: true);
    }

    private static void Extract(AdapterPackage package, string file, string target, CancellationToken token)
    {
        using var archive = ZipFile.OpenRead(file);
        foreach (var entry in archive.Entries.Where(
            entry => package.Provides(entry.FullName, AdapterDescription.Platform)))
        {
            token.ThrowIfCancellationRequested();
            entry.ExtractToFile(Path.Combine(target, entry.Name));
        }
    }

    private sealed class Part(IProgress<WorkProgress> whole, long before, long total) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => whole.Report(new(before + value.Done, total));
    }
}
