namespace SaliencyPS.Benchmarks.Peer;

/// <summary>The peer said that it could not do what it was asked, or said nothing.</summary>
internal sealed class PeerException(string message) : Exception(message);
