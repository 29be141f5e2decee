using System.Text.Json;
using SaliencyPS.Files;

namespace SaliencyPS.Runs;

/// <summary>What a part holds, written when its run has ended.</summary>
/// <param name="Header">What decided the results.</param>
/// <param name="IsComplete">Whether all images of the shard are in the part; otherwise it can be gone on with.</param>
/// <param name="All">The images of all shards, as this one saw them.</param>
/// <param name="Own">Those of this shard that are in the part.</param>
/// <param name="Failed">How many of these failed.</param>
/// <param name="Bytes">Length of the part.</param>
/// <param name="Sha256">The SHA-256 of the part, in hexadecimal.</param>
internal sealed record RunManifest(
    RunHeader Header, bool IsComplete, ImageList All, ImageList Own, long Failed, long Bytes, string Sha256)
{
    private const int MostBytes = 1 << 24;

    /// <summary>Reads a manifest.</summary>
    /// <param name="path">Its file.</param>
    /// <exception cref="FormatException">It is damaged, or none; the message says how.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static RunManifest Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read);
        if (stream.Length > MostBytes) throw new FormatException($"It has {stream.Length} bytes, more than any manifest.");
        try
        {
            var manifest = JsonSerializer.Deserialize(stream, RunContext.Default.RunManifest)
                ?? throw new FormatException("There is nothing in it.");
            _ = manifest.Own.With(manifest.All); // or it is no fingerprint
            return manifest;
        }
        catch (JsonException e)
        {
            throw new FormatException(JsonFault.Of(e), e);
        }
    }
}
