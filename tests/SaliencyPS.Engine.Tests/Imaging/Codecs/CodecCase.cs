namespace SaliencyPS.Tests.Imaging.Codecs;

/// <summary>What the tests must know of one codec.</summary>
/// <param name="Codec">The codec's class.</param>
internal sealed record CodecCase(Type Codec)
{
    /// <summary>
    /// Some of the format's fixtures, one for each way to store pixels; and how many of a file's last bytes may be missing
    /// without harm, because an end marker or padding lies there.
    /// </summary>
    public required (string File, int Spare)[] Samples { get; init; }

    /// <summary>
    /// By how much a level may differ after an image was written in the best quality and read; null for a format only read.
    /// </summary>
    public int? RoundTrip { get; init; }

    /// <summary>
    /// Makes the checksums of a damaged file right again, so that decoders see the damage behind them; null for a format without
    /// any.
    /// </summary>
    public Action<byte[]>? Repair { get; init; }
}
