namespace SaliencyPS.Downloads;

/// <summary>A downloaded file has another checksum than was expected.</summary>
/// <param name="address">Address that the file came from.</param>
/// <param name="expected">The SHA-256 that the file should have, in hexadecimal digits of any case.</param>
/// <param name="actual">The SHA-256 that the file has, in lower-case hexadecimal digits.</param>
internal sealed class ChecksumException(string address, string expected, string actual)
    : Exception($"'{address}' has the SHA-256 {actual}, not {expected.ToLowerInvariant()}: "
        + "it is another file, and was thrown away.")
{
    /// <summary>The SHA-256 of the file that arrived, in lower-case hexadecimal digits.</summary>
    public string Actual { get; } = actual;
}
