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
    RunHeader Header, bool IsComplete, ImageList All, ImageList Own, long Failed, long Bytes, string Sha256);
