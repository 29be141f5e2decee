using System.Text.Json;

namespace SaliencyPS.Networks.Store;

/// <summary>A network in a catalog's file: an <see cref="AvailableNetwork"/> whose description is an object.</summary>
internal sealed record CatalogEntry(
    string Name, string Uri, string Sha256, long Length, string License, string Source, double Top1Accuracy,
    double Top5Accuracy, string Measured, JsonElement Description);
