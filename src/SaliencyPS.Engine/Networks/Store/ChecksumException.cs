namespace SaliencyPS.Networks.Store;

/// <summary>A file is not the one that was expected.</summary>
/// <param name="address">Where it came from.</param>
/// <param name="expected">The SHA-256 it should have.</param>
/// <param name="actual">The SHA-256 it has.</param>
public sealed class ChecksumException(Uri address, string expected, string actual)
    : Exception($"'{address}' has the SHA-256 {actual}, not {expected.ToLowerInvariant()}: it is another file, and was thrown away.")
{
    /// <summary>The SHA-256 of what arrived, in lower case.</summary>
    public string Actual { get; } = actual;
}
