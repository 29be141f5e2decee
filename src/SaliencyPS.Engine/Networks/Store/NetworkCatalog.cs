using System.Reflection;
using System.Text.Json;
using SaliencyPS.Files;
using SaliencyPS.Networks.Formats;
using SaliencyPS.Networks.Layers;

namespace SaliencyPS.Networks.Store;

/// <summary>The networks that can be installed by their names: those of catalog.json, or of a file that the user names.</summary>
internal static class NetworkCatalog
{
    /// <summary>Environment variable with the path of a file to take in place of the catalog in the box.</summary>
    public const string FileVariable = "SALIENCYPS_CATALOG";

    private const string InTheBox = "SaliencyPS.Networks.Store.catalog.json";

    /// <summary>All networks, in the order of the catalog.</summary>
    /// <exception cref="NetworkFormatException">The user's file is not a catalog.</exception>
    /// <exception cref="IOException">The user's file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The user's file may not be read.</exception>
    public static IReadOnlyList<AvailableNetwork> List()
    {
        if (Environment.GetEnvironmentVariable(FileVariable) is { Length: > 0 } path)
        {
            using var file = PlainFile.Open(path);
            return Read(file, Path.GetFileName(path));
        }

        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(InTheBox)!;
        return Read(resource, "catalog.json");
    }

    /// <summary>The network of this name, in any case; null if there is none.</summary>
    /// <inheritdoc cref="List" path="exception"/>
    public static AvailableNetwork? Find(string name) =>
        List().FirstOrDefault(network => network.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether there is a network of this name, for a hint: false where the catalog cannot be read.</summary>
    public static bool Offers(string name)
    {
        try
        {
            return Find(name) is not null;
        }
        catch (Exception e) when (e is NetworkFormatException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>What a network of this checksum needs beside it, where the catalog knows the checksum; otherwise null.</summary>
    /// <inheritdoc cref="List" path="exception"/>
    public static string? Describe(string sha256) =>
        List().FirstOrDefault(network => network.Sha256.Equals(sha256, StringComparison.OrdinalIgnoreCase))?.Description;

    /// <summary>Reads a catalog.</summary>
    /// <param name="stream">
    /// JSON: an array of objects with the properties of <see cref="AvailableNetwork"/>, in camelCase.
    /// </param>
    /// <param name="file">The file's name, for messages.</param>
    /// <exception cref="NetworkFormatException">It is not a catalog.</exception>
    internal static IReadOnlyList<AvailableNetwork> Read(Stream stream, string file)
    {
        CatalogEntry[] entries;
        try
        {
            entries = JsonSerializer.Deserialize(stream, CatalogContext.Default.CatalogEntryArray) ?? [];
        }
        catch (JsonException e)
        {
            throw new NetworkFormatException($"It is not a catalog of networks. {JsonFault.Of(e)}", file, inner: e);
        }

        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in entries)
        {
            if (entry is null)
                throw new NetworkFormatException("It is not a catalog of networks.", file, "a list of objects", "null");

            void Require(bool sound, string field, string expected)
            {
                if (!sound) throw new NetworkFormatException(
                    "The value is wrong.", $"{file}, network '{entry.Name}', field '{field}'", expected);
            }

            Require(NetworkStore.IsName(entry.Name) && names.Add(entry.Name), "name", "a file name that no other network has");
            Require(NetworkDownload.IsAddress(entry.Uri), "uri", "an HTTP or HTTPS address that ends in a file name");
            Require(NetworkDownload.IsChecksum(entry.Sha256), "sha256", "64 hexadecimal digits");
            Require(entry.Length > 0, "length", "a number of bytes");
            Require(entry.Description.ValueKind == JsonValueKind.Object, "description", "a JSON object");
        }

        return [.. entries.Select(entry => new AvailableNetwork
        {
            Name = entry.Name, Uri = entry.Uri, Sha256 = entry.Sha256.ToLowerInvariant(), Length = entry.Length,
            License = entry.License, Source = entry.Source, Top1Accuracy = entry.Top1Accuracy,
            Top5Accuracy = entry.Top5Accuracy, Measured = entry.Measured, Description = entry.Description.Raw(),
        })];
    }
}
