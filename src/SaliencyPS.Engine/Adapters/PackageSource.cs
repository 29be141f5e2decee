using System.Text.Json;
using SaliencyPS.Downloads;
using SaliencyPS.Threads;

namespace SaliencyPS.Adapters;

/// <summary>A place that has NuGet packages. Nobody's credentials are sent to it; what comes is checked by its digest.</summary>
internal abstract class PackageSource
{
    /// <summary>
    /// The source at an address: that of a service index of NuGet 3 (index.json); that of a server which has packages under
    /// <see cref="PathOf"/>; or a folder, as a path or as a file's address.
    /// </summary>
    public static PackageSource Of(string address) =>
        !address.Contains("://", StringComparison.Ordinal) || !Uri.TryCreate(address, UriKind.Absolute, out var uri)
            ? new Folder(Path.GetFullPath(address)) : uri.IsFile ? new Folder(uri.LocalPath) : new Server(uri);

    /// <summary>Where servers have a package, below an address of theirs.</summary>
    public static string PathOf(AdapterPackage package)
    {
        var (id, version) = (package.Id.ToLowerInvariant(), package.Version.ToLowerInvariant());
        return $"{id}/{version}/{id}.{version}.nupkg";
    }

    /// <summary>Brings what is missing of a package's file, and checks all of it.</summary>
    /// <exception cref="IOException">The folder does not have it, or it cannot be read or written.</exception>
    /// <inheritdoc cref="Download.Complete"/>
    public abstract IDisposable Fetch(
        AdapterPackage package, string file, IProgress<WorkProgress>? progress, CancellationToken token);

    private sealed class Folder(string path) : PackageSource
    {
        private static readonly EnumerationOptions AnyCase = new() { MatchCasing = MatchCasing.CaseInsensitive };

        public override string ToString() => path;

        public override IDisposable Fetch(
            AdapterPackage package, string file, IProgress<WorkProgress>? progress, CancellationToken token)
        {
            // Packages lie side by side, or as servers have them.
            var tree = Path.Combine(path, PathOf(package));
            var found = File.Exists(tree) ? tree : Directory.Exists(path)
                ? Directory.EnumerateFiles(path, $"{package.Id}.{package.Version}.nupkg", AnyCase).FirstOrDefault() : null;
            if (found is null) throw new FileNotFoundException($"The folder '{path}' does not have {package}.");
            File.Delete(file); // a link included
            File.Copy(found, file);
            progress?.Report(new(package.Length, package.Length));
            var held = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
            var actual = Download.Checksum(held, token);
            if (actual == package.Sha256) return held;
            held.Dispose();
            File.Delete(file);
            throw new ChecksumException(found, package.Sha256, actual);
        }
    }

    private sealed class Server(Uri address) : PackageSource
    {
        private const int LargestIndex = 1 << 20;

        private string? _packages;

        public override string ToString() => $"{address}";

        public override IDisposable Fetch(
            AdapterPackage package, string file, IProgress<WorkProgress>? progress, CancellationToken token)
        {
            _packages ??= address.AbsolutePath.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? Packages(token)
                : $"{address}";
            return Download.Complete(file, $"{_packages.TrimEnd('/')}/{PathOf(package)}", package.Sha256, progress, token);
        }

        // The address that a service index gives for the files of packages.
        private string Packages(CancellationToken token)
        {
            using var client = new HttpClient { MaxResponseContentBufferSize = LargestIndex };
            try
            {
                using var response = client.Send(new(HttpMethod.Get, address), token);
                response.EnsureSuccessStatusCode();
                using var index = JsonDocument.Parse(response.Content.ReadAsStream(token));
                foreach (var resource in index.RootElement.GetProperty("resources").EnumerateArray())
                    if (resource.GetProperty("@type").GetString() == "PackageBaseAddress/3.0.0")
                        return resource.GetProperty("@id").GetString()!;
            }
            catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
            {
                // What follows says it.
            }
            catch (OperationCanceledException e) when (!token.IsCancellationRequested)
            {
                throw new HttpRequestException($"There was no answer within {client.Timeout.TotalSeconds} seconds.", e);
            }

            throw new HttpRequestException($"'{address}' is no service index of NuGet 3 that says where packages are.");
        }
    }
}
